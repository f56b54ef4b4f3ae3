/** Packed arrays by position: numbers, vectors, colours and strings one by one. */
import { PACKED_NUMBERS } from '../codec/types.ts'
import { type PackedNumbers, parseVariant, printVariant, type Variant } from '../codec/variant.ts'
import { positionalName, readPositional } from './positional.ts'

type PackedStrings = Extract<Variant, { type: 'PackedStringArray' }>
export type Packed = PackedNumbers | PackedStrings

/** Longer ones are one value: a mesh is nobody's list of vertices to merge. */
const ELEMENTS = 4096

export function isPacked(value: Variant): value is Packed {
  return value.type === 'PackedStringArray' || value.type in PACKED_NUMBERS
}

export function countOf(value: Packed): number {
  return value.type === 'PackedStringArray' ? value.strings.length : value.numbers.length / PACKED_NUMBERS[value.type]
}

/** Each element as an array of one, so that it says its own type. */
export function splitPacked(value: Packed, format: number): Map<string, string> | null {
  const count = countOf(value)
  if (!Number.isInteger(count) || count > ELEMENTS) return null
  return new Map(elementsOf(value).map((element, i) => [positionalName(i, count), printVariant(element, { format })]))
}

export function joinPacked(value: Packed, parts: ReadonlyMap<string, string | null>, format: number): string {
  const elements = elementsOf(value)
  for (const [part, text] of parts) {
    const place = readPositional(part)
    const parsed = text === null ? null : parseVariant(text, format)
    if (place === null || place.count !== elements.length || parsed?.ok !== true) continue
    if (parsed.value.type === value.type) elements[place.index] = parsed.value as Packed
  }
  return printVariant(concatPacked(value, elements), { format })
}

export function elementsOf(value: Packed): Packed[] {
  if (value.type === 'PackedStringArray') return value.strings.map(text => ({ type: value.type, strings: [text] }))
  const size = PACKED_NUMBERS[value.type]
  const elements: Packed[] = []
  for (let at = 0; at < value.numbers.length; at += size) {
    elements.push({ type: value.type, numbers: value.numbers.slice(at, at + size) } as PackedNumbers)
  }
  return elements
}

/** One array of the elements of several, of the type of the first argument. */
export function concatPacked(like: Packed, elements: readonly Packed[]): Packed {
  if (like.type === 'PackedStringArray') {
    return { type: like.type, strings: elements.flatMap(each => (each.type === like.type ? each.strings : [])) }
  }
  const numbers = elements.flatMap(each => (each.type === like.type ? each.numbers : []))
  return { type: like.type, numbers } as PackedNumbers
}
