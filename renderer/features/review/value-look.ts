/** How a value of a choice is shown: what kind it is, and a colour as a colour. Pure. */
import { parseVariant, type Variant } from '../../../shared/scene/codec/variant.ts'
import { type Rgba, toHex } from '../../ui/colour.ts'

export interface ValueLook {
  /** `float`, `Color`; null for what is no Godot value (names, places). */
  readonly type: string | null
  readonly color: Rgba | null
  /** Short where the text is long for what it says. */
  readonly text: string
}

export function valueLook(text: string): ValueLook {
  const parsed = parseVariant(text)
  if (!parsed.ok) return { type: null, color: null, text }
  const { value } = parsed
  const color = colorOf(value)
  return { type: value.type, color, text: color === null ? text : colorText(color) }
}

/** What the values of all choices are, where they agree; the first that is a value, else. */
export function typeOfValues(texts: readonly string[]): string | null {
  const types = new Set(texts.flatMap(text => valueLook(text).type ?? []))
  types.delete('null')
  return types.size === 1 ? ([...types][0] ?? null) : null
}

function colorOf(value: Variant): Rgba | null {
  if (value.type !== 'Color') return null
  const [red = 0, green = 0, blue = 0, alpha = 1] = value.components
  return [red, green, blue, alpha]
}

function colorText(color: Rgba): string {
  const alpha = color[3]
  return alpha >= 1 ? toHex(color) : `${toHex(color)}, ${Math.round(alpha * 100)} %`
}
