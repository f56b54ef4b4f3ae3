/**
 * Parts of a value that are edited on their own: two people who change different entries of a dictionary, different
 * components of a transform or different cells of a tile map both keep their work.
 *
 * A part is a sparse override; the text it is spliced into stays as it is. (SCN parts rules in docs/spec/scene.md.)
 */
import { parseVariant, printVariant, type Variant } from './codec/variant.ts'
import { readCells, writeCells } from './tile-cells.ts'

/** A part register that overrides nothing (any more): the whole value was set since. `null` removes the part. */
export const NO_PART = false

/** Value of every part of a text, by part name; null where the value has no parts. */
export function splitParts(property: string, text: string, format: number): Map<string, string> | null {
  const parsed = parseVariant(text, format)
  if (!parsed.ok) return null
  const value = parsed.value
  if (value.type === 'PackedByteArray') return property === 'tile_map_data' ? readCells(value.bytes) : null
  if (value.type === 'Dictionary') return splitDictionary(value, format)
  if (value.type === 'Transform2D' || value.type === 'Transform3D') {
    return splitTransform({ type: value.type, components: value.components })
  }
  return null
}

/** The text with parts set (`null` = removed). Parts that do not fit its type are left out. */
export function joinParts(
  property: string,
  text: string | null,
  parts: ReadonlyMap<string, string | null>,
  format: number,
): string | null {
  if (parts.size === 0) return text
  const parsed = parseVariant(text ?? '{}', format)
  if (!parsed.ok) return text
  const value = parsed.value
  if (property === 'tile_map_data') {
    const bytes = value.type === 'PackedByteArray' ? value.bytes : new Uint8Array()
    return printVariant({ type: 'PackedByteArray', bytes: writeCells(bytes, parts) }, { format: Math.max(format, 4) })
  }
  if (value.type === 'Dictionary') return joinDictionary(value, parts, format)
  if (value.type === 'Transform2D' || value.type === 'Transform3D') {
    return joinTransform({ type: value.type, components: value.components }, parts, format)
  }
  return text
}

type Dictionary = Extract<Variant, { type: 'Dictionary' }>
interface Transform {
  readonly type: 'Transform2D' | 'Transform3D'
  readonly components: readonly number[]
}

function splitDictionary(value: Dictionary, format: number): Map<string, string> {
  return new Map(value.entries.map(([key, entry]) => [printVariant(key, { format }), printVariant(entry, { format })]))
}

function joinDictionary(value: Dictionary, parts: ReadonlyMap<string, string | null>, format: number): string {
  const entries = new Map<string, readonly [Variant, Variant]>()
  for (const entry of value.entries) entries.set(printVariant(entry[0], { format }), entry)
  for (const [part, text] of parts) {
    const key = parseVariant(part, format)
    if (!key.ok) continue
    if (text === null) {
      entries.delete(part)
      continue
    }
    const entry = parseVariant(text, format)
    if (entry.ok) entries.set(part, [entries.get(part)?.[0] ?? key.value, entry.value])
  }
  return printVariant({ ...value, entries: [...entries.values()] }, { format })
}

/** The axes are one gesture (rotation and scale), the place another. */
function splitTransform(value: Transform): Map<string, string> {
  const origin = value.type === 'Transform2D' ? 4 : 9
  const print = (numbers: readonly number[]) => numbers.map(number => number.toString()).join(', ')
  return new Map([
    ['basis', print(value.components.slice(0, origin))],
    ['origin', print(value.components.slice(origin))],
  ])
}

function joinTransform(value: Transform, parts: ReadonlyMap<string, string | null>, format: number): string {
  const origin = value.type === 'Transform2D' ? 4 : 9
  const numbers = (part: string, fallback: readonly number[]) => {
    const read = parts.get(part)?.split(',').map(Number)
    return read !== undefined && read.length === fallback.length && read.every(Number.isFinite) ? read : fallback
  }
  const components = [
    ...numbers('basis', value.components.slice(0, origin)),
    ...numbers('origin', value.components.slice(origin)),
  ]
  return printVariant({ ...value, components }, { format })
}
