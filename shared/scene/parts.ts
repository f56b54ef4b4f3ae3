/**
 * Parts of a value that are edited on their own: two people who change different entries of a dictionary, different
 * coordinates of a place or different cells of a tile map both keep their work.
 *
 * A part is a sparse override; the text it is spliced into stays as it is. (PART rules in docs/spec/scene.md.) Parts of
 * several properties together (tracks of an animation, points of a gradient) are in structures/.
 */
import { parseVariant, printVariant } from './codec/variant.ts'
import { joinDictionary, splitDictionary } from './parts/dictionary-parts.ts'
import { countOf, isPacked, joinPacked, splitPacked } from './parts/packed-parts.ts'
import { readPositional, unappliedIn } from './parts/positional.ts'
import { joinAnimations, splitAnimations } from './parts/sprite-frames-parts.ts'
import { isTileData, joinTileData, splitTileData } from './parts/tile-data.ts'
import { joinTransform, splitTransform } from './parts/transform-parts.ts'
import { readCells, writeCells } from './tile-cells.ts'

/** A part register that overrides nothing (any more): the whole value was set since. `null` removes the part. */
export const NO_PART = false

/** Value of every part of a text, by part name; null where the value has no parts. */
export function splitParts(property: string, text: string, format: number): Map<string, string> | null {
  const parsed = parseVariant(text, format)
  if (!parsed.ok) return null
  const value = parsed.value
  switch (value.type) {
    case 'PackedByteArray':
      return property === 'tile_map_data' ? readCells(value.bytes) : null
    case 'PackedInt32Array':
      return isTileData(property) ? splitTileData(value.numbers) : splitPacked(value, format)
    case 'Dictionary':
      return splitDictionary(value, format)
    case 'Array':
      return property === 'animations' ? splitAnimations(value, format) : null
    case 'Transform2D':
    case 'Transform3D':
      return splitTransform({ type: value.type, components: value.components })
    default:
      return isPacked(value) ? splitPacked(value, format) : null
  }
}

/** The text with parts set (`null` = removed). Parts that do not fit its type are left out. */
export function joinParts(
  property: string,
  text: string | null,
  parts: ReadonlyMap<string, string | null>,
  format: number,
): string | null {
  if (parts.size === 0 || (text === null && [...parts.values()].every(part => part === null))) return text
  const parsed = parseVariant(text ?? '{}', format)
  if (!parsed.ok) return text
  const value = parsed.value
  if (property === 'tile_map_data') {
    const bytes = value.type === 'PackedByteArray' ? value.bytes : new Uint8Array()
    return printVariant({ type: 'PackedByteArray', bytes: writeCells(bytes, parts) }, { format: Math.max(format, 4) })
  }
  switch (value.type) {
    case 'PackedInt32Array':
      if (!isTileData(property)) return joinPacked(value, parts, format)
      return printVariant({ ...value, numbers: joinTileData(value.numbers, parts) }, { format })
    case 'Dictionary':
      return joinDictionary(value, parts, format)
    case 'Array':
      return property === 'animations' ? joinAnimations(value, parts, format) : text
    case 'Transform2D':
    case 'Transform3D':
      return joinTransform({ type: value.type, components: value.components }, parts, format)
    default:
      return isPacked(value) ? joinPacked(value, parts, format) : text
  }
}

/** True for two maps of tiles that hold the same cells: the order in which they were painted says nothing. */
export function sameCells(property: string, a: string, b: string, format: number): boolean {
  if (property !== 'tile_map_data' && !isTileData(property)) return false
  const before = splitParts(property, a, format)
  const after = splitParts(property, b, format)
  if (before === null || after === null || before.size !== after.size) return false
  for (const [place, cell] of before) if (after.get(place) !== cell) return false
  return true
}

/** True where parts of two states may be compared one by one: lists by position only while they are of one length. */
export function areComparable(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): boolean {
  return before.size === after.size || ![...before.keys(), ...after.keys()].some(part => readPositional(part) !== null)
}

/** PART4: parts by position that the value as it is now has no place for. */
export function unappliedParts(text: string | undefined, parts: Iterable<string>, format: number): string[] {
  const positional = [...parts].filter(part => readPositional(part) !== null)
  if (positional.length === 0) return []
  const parsed = text === undefined ? null : parseVariant(text, format)
  return unappliedIn(positional, parsed?.ok === true && isPacked(parsed.value) ? countOf(parsed.value) : -1)
}
