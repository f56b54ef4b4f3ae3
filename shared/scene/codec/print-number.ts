/** Numbers as Godot writes them. COD16 */
import { type Decimal, grisu2 } from './grisu.ts'

/** A double, always recognisable as a float: `1.0`, `0.1`, `1e-05`, `inf`. */
export function printFloat(value: number, format: number): string {
  const printed = printDouble(value, format)
  return /^-?\d+$/.test(printed) ? `${printed}.0` : printed
}

/** A double without the `.0`. Where it equals a 32-bit float, Godot writes the digits of that float. */
export function printDouble(value: number, format: number): string {
  return Math.fround(value) === value
    ? printSingle(value, format)
    : printDigits(value, format, magnitude => grisu2(magnitude, false))
}

/** A component: what Godot stores in 32 bits. */
export function printSingle(value: number, format: number): string {
  return printDigits(Math.fround(value), format, singleDigits)
}

function printDigits(value: number, format: number, digitsOf: (magnitude: number) => Decimal): string {
  if (value === 0) return '0'
  if (Number.isNaN(value)) return 'nan'
  if (value === Number.POSITIVE_INFINITY) return 'inf'
  // What reads formats 3 and older may not know `-inf`.
  if (value === Number.NEGATIVE_INFINITY) return format >= 4 ? '-inf' : 'inf_neg'
  const sign = value < 0 ? '-' : ''
  const magnitude = Math.abs(value)
  // Godot 3 wrote six digits, as C's %g does.
  return sign + (format <= 2 ? place(toDecimal(magnitude.toExponential(5)), 6) : place(digitsOf(magnitude), 15))
}

/** A shortcut: below 2^24, a float that six digits can name is named by them, and Grisu2 finds the same. */
function singleDigits(single: number): Decimal {
  if (single >= 1.1754943508222875e-38 && single < 2 ** 24) {
    const printed = single.toExponential(5)
    if (Math.fround(Number(printed)) === single) return toDecimal(printed)
  }
  return grisu2(single, true)
}

/** `1.2500e-3` as digits and exponent. */
function toDecimal(exponential: string): Decimal {
  const [mantissa = '', power = ''] = exponential.split('e')
  const digits = mantissa.replace('.', '').replace(/0+$/, '')
  return { digits, exponent: Number(power) - digits.length + 1 }
}

/** Positional from 10^-4 up to 10^`wholeDigits`, else with an exponent of two digits or more. */
function place({ digits, exponent }: Decimal, wholeDigits: number): string {
  const power = exponent + digits.length - 1
  if (power < -4 || power >= wholeDigits) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
    return `${digits.charAt(0)}${fraction}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
  }
  if (power < 0) return `0.${'0'.repeat(-power - 1)}${digits}`
  const fraction = digits.slice(power + 1)
  return digits.slice(0, power + 1).padEnd(power + 1, '0') + (fraction && `.${fraction}`)
}
