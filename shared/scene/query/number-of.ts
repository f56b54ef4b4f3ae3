/** A text that is a number, and nothing else: told by its first character for most that are none. */
export function numberOf(text: string): number | null {
  const first = text.charCodeAt(0)
  const isBegun = (first >= 48 && first <= 57) || first === 45 || first === 43 || first === 46
  const number = isBegun ? Number(text) : Number.NaN
  return Number.isNaN(number) ? null : number
}
