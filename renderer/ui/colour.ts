/** Colours between components of 0 to 1, hex text and CSS. */

export type Rgba = readonly [red: number, green: number, blue: number, alpha: number]

/** Six digits, without alpha; components beyond 1 show as ff. */
export function toHex([red, green, blue]: Rgba): string {
  return [red, green, blue].map(part => byte(part).toString(16).padStart(2, '0')).join('')
}

/** `fff`, `#ffe9a8` or `ffe9a880`; null for anything else. `alpha` is kept where the text has none. */
export function readHex(text: string, alpha: number): Rgba | null {
  const digits = text.trim().replace(/^#/, '')
  if (!/^(?:[0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(digits)) return null
  const long = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits
  const part = (index: number) => Number.parseInt(long.slice(index * 2, index * 2 + 2), 16) / 255
  return [part(0), part(1), part(2), long.length === 8 ? part(3) : alpha]
}

export function toCss([red, green, blue, alpha]: Rgba): string {
  const opacity = Math.min(1, Math.max(0, alpha))
  return `rgba(${byte(red)}, ${byte(green)}, ${byte(blue)}, ${Number(opacity.toFixed(4))})`
}

function byte(part: number): number {
  return Math.round(Math.min(1, Math.max(0, part)) * 255)
}
