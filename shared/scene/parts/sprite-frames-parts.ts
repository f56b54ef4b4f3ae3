/**
 * `SpriteFrames.animations`, a list of dictionaries with a name each: by animation and field. The frames of one
 * animation are one part.
 */
import { parseVariant, printVariant, type Variant } from '../codec/variant.ts'
import type { Dictionary } from './dictionary-parts.ts'

type List = Extract<Variant, { type: 'Array' }>

const SEPARATOR = '\t'

/** null for a list of anything else. */
export function splitAnimations(value: List, format: number): Map<string, string> | null {
  const parts = new Map<string, string>()
  for (const item of value.items) {
    const name = item.type === 'Dictionary' ? nameOf(item) : null
    if (item.type !== 'Dictionary' || name === null || parts.has(`${name}${SEPARATOR}name`)) return null
    for (const [key, entry] of item.entries) {
      if (key.type !== 'String') return null
      parts.set(`${name}${SEPARATOR}${key.value}`, printVariant(entry, { format }))
    }
  }
  return value.items.length === 0 ? null : parts
}

/** Animations that were added come last, by name. One without its name is gone. */
export function joinAnimations(value: List, parts: ReadonlyMap<string, string | null>, format: number): string {
  const animations = new Map<string, Map<string, Variant>>()
  for (const item of value.items) {
    const name = item.type === 'Dictionary' ? nameOf(item) : null
    if (item.type !== 'Dictionary' || name === null) continue
    animations.set(name, new Map(item.entries.map(([key, entry]) => [key.type === 'String' ? key.value : '', entry])))
  }
  for (const [part, text] of [...parts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [name = '', field = ''] = part.split(SEPARATOR)
    const fields = animations.get(name) ?? new Map<string, Variant>()
    const entry = text === null ? null : parseVariant(text, format)
    if (entry === null) fields.delete(field)
    else if (entry.ok) fields.set(field, entry.value)
    animations.set(name, fields)
  }
  const items = [...animations.values()]
    .filter(fields => fields.has('name'))
    .map(
      (fields): Dictionary => ({
        type: 'Dictionary',
        entries: [...fields].map(([key, entry]) => [{ type: 'String', value: key }, entry] as const),
      }),
    )
  return printVariant({ ...value, items }, { format })
}

function nameOf({ entries }: Dictionary): string | null {
  const entry = entries.find(([key]) => key.type === 'String' && key.value === 'name')?.[1]
  return entry?.type === 'String' || entry?.type === 'StringName' ? entry.value : null
}
