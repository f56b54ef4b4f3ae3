/**
 * Decimal digits of a float by Grisu2 (Florian Loitsch, "Printing Floating-Point Numbers Quickly and Accurately with
 * Integers", 2010), which Godot uses. Its result always reads back as the same float, and is the shortest and nearest
 * nearly always: where it is not, these are still the digits that Godot writes, so that a value set here and saved
 * there does not change.
 */

/** `digits` × 10^`exponent`, both as Godot finds them. */
export interface Decimal {
  readonly digits: string
  readonly exponent: number
}

/** Of a finite number above 0. `single`: as the 32-bit float that it must be. */
export function grisu2(value: number, single: boolean): Decimal {
  const { lower, middle, upper } = boundaries(value, single)
  const power = cachedPower(upper.e)
  const scale = (x: Binary): Binary => ({ f: (x.f * power.f + (1n << 63n)) >> 64n, e: x.e + power.e + 64 })
  const top = scale(upper)
  // Rounding may be off by one unit either way: stay inside.
  return generate(scale(lower).f + 1n, scale(middle).f, top.f - 1n, top.e, -power.k)
}

/** f × 2^e. */
interface Binary {
  readonly f: bigint
  readonly e: number
}

/** The number and the middles between it and its neighbours, all with the exponent at which the upper has 64 bits. */
function boundaries(value: number, single: boolean): { lower: Binary; middle: Binary; upper: Binary } {
  const { f, e, hasNearLower } = single ? splitSingle(value) : splitDouble(value)
  const upperF = 2n * f + 1n
  const shift = 64 - upperF.toString(2).length
  const align = (x: Binary): Binary => ({ f: x.f << BigInt(x.e - (e - 1) + shift), e: e - 1 - shift })
  const lower = hasNearLower ? { f: 4n * f - 1n, e: e - 2 } : { f: 2n * f - 1n, e: e - 1 }
  return { lower: align(lower), middle: align({ f, e }), upper: align({ f: upperF, e: e - 1 }) }
}

/** `hasNearLower`: a power of two, whose lower neighbour is only half as far away as the upper. */
interface Split extends Binary {
  readonly hasNearLower: boolean
}

function splitSingle(value: number): Split {
  const bits = new Uint32Array(new Float32Array([value]).buffer)[0] ?? 0
  return split(BigInt(bits & 0x7fffff), bits >>> 23, 23, 127)
}

function splitDouble(value: number): Split {
  const bits = new BigUint64Array(new Float64Array([value]).buffer)[0] ?? 0n
  return split(bits & 0xfffffffffffffn, Number(bits >> 52n), 52, 1023)
}

function split(fraction: bigint, exponent: number, fractionBits: number, bias: number): Split {
  if (exponent === 0) return { f: fraction, e: 1 - bias - fractionBits, hasNearLower: false }
  const f = fraction + (1n << BigInt(fractionBits))
  return { f, e: exponent - bias - fractionBits, hasNearLower: fraction === 0n && exponent > 1 }
}

interface Power extends Binary {
  readonly k: number
}

/** A power of ten, every eighth, that brings the exponent between -60 and -32. */
function cachedPower(e: number): Power {
  const f = -61 - e
  const k = Math.trunc((f * 78913) / 2 ** 18) + (f > 0 ? 1 : 0)
  return powerOfTen(-300 + 8 * Math.trunc((300 + k + 7) / 8))
}

/** 10^k to 64 bits, rounded to nearest. */
function powerOfTen(k: number): Power {
  // Enough bits below the point that the quotient has more than 64.
  const below = k < 0 ? 1200 : 64
  const exact = k < 0 ? (1n << BigInt(below)) / 10n ** BigInt(-k) : (10n ** BigInt(k)) << BigInt(below)
  const surplus = exact.toString(2).length - 64
  const rounded = (exact + (1n << BigInt(surplus - 1))) >> BigInt(surplus)
  return { f: rounded, e: surplus - below, k }
}

/** Digits of the shortest decimal between `low` and `high`, moved towards `middle`; all times 2^e, -60 ≤ e ≤ -32. */
function generate(low: bigint, middle: bigint, high: bigint, e: number, startExponent: number): Decimal {
  const pointBits = BigInt(-e)
  const fractionMask = (1n << pointBits) - 1n
  const whole = (high >> pointBits).toString()
  let digits = ''
  let exponent = startExponent
  let width = high - low
  let distance = high - middle
  let rest = high
  for (let n = whole.length - 1; n >= 0; n--) {
    const unit = (10n ** BigInt(n)) << pointBits
    digits += (rest / unit).toString()
    rest %= unit
    if (rest <= width) return { digits: moveDown(digits, distance, width, rest, unit), exponent: exponent + n }
  }
  for (;;) {
    rest *= 10n
    width *= 10n
    distance *= 10n
    exponent--
    digits += (rest >> pointBits).toString()
    rest &= fractionMask
    if (rest <= width) return { digits: moveDown(digits, distance, width, rest, fractionMask + 1n), exponent }
  }
}

/** Lowers the last digit while that comes closer to the middle and stays inside. */
function moveDown(digits: string, distance: bigint, width: bigint, start: bigint, unit: bigint): string {
  let last = Number(digits.at(-1))
  for (
    let rest = start;
    rest < distance && width - rest >= unit && (rest + unit < distance || distance - rest > rest + unit - distance);
    rest += unit
  )
    last--
  return digits.slice(0, -1) + String(last)
}
