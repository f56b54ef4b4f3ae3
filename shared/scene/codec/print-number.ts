/** Numbers as Godot writes them. COD16 */

/** A double, always recognisable as a float: `1.0`, `0.1`, `1e-05`, `inf`. */
export function printFloat(value: number, format: number): string {
  const printed = printDouble(value, format)
  return /^-?\d+$/.test(printed) ? `${printed}.0` : printed
}

/** A double without the `.0`. Where it equals a 32-bit float, Godot writes the digits of that float. */
export function printDouble(value: number, format: number): string {
  if (Math.fround(value) === value) return printSingle(value, format)
  return printDigits(value, format, () => value.toExponential())
}

/** A component: what Godot stores in 32 bits. */
export function printSingle(value: number, format: number): string {
  const single = Math.fround(value)
  return printDigits(single, format, () => shortestSingle(single))
}

function printDigits(value: number, format: number, shortest: () => string): string {
  if (value === 0) return '0'
  if (Number.isNaN(value)) return 'nan'
  if (value === Number.POSITIVE_INFINITY) return 'inf'
  // What reads formats 3 and older may not know `-inf`.
  if (value === Number.NEGATIVE_INFINITY) return format >= 4 ? '-inf' : 'inf_neg'
  // Godot 3 wrote six digits, as C's %g does.
  return format <= 2 ? place(value.toExponential(5), 6) : place(shortest(), 15)
}

/** The shortest digits that name this 32-bit float and no other. */
function shortestSingle(single: number): string {
  // Six digits name a normal float's short form, if it has one; subnormal ones have fewer digits to begin with.
  const isNormal = Math.abs(single) >= 1.1754943508222875e-38
  for (let digits = isNormal ? 5 : 0; digits < 8; digits++) {
    const printed = single.toExponential(digits)
    if (Math.fround(Number(printed)) === single) return printed
  }
  return single.toExponential(8)
}

/** `1.2500e-3` as `0.00125`; beyond 10^-5 and 10^(wholeDigits) as `1.25e-05`. */
function place(exponential: string, wholeDigits: number): string {
  const [mantissa = '', power = ''] = exponential.split('e')
  const sign = mantissa.startsWith('-') ? '-' : ''
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '')
  const exponent = Number(power)
  if (exponent < -4 || exponent >= wholeDigits) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
    const size = String(Math.abs(exponent)).padStart(2, '0')
    return `${sign}${digits.charAt(0)}${fraction}e${exponent < 0 ? '-' : '+'}${size}`
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  const fraction = digits.slice(exponent + 1)
  return fraction ? `${sign}${whole}.${fraction}` : sign + whole
}
