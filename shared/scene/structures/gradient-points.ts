/** Points of a Gradient: a colour by its offset. */
import { parseVariant, printVariant } from '../codec/variant.ts'
import type { JoinedStructure, Structure } from './structure.ts'

/** What a gradient has that says nothing (scene/resources/gradient.cpp). */
const OFFSETS = [0, 1]
const COLORS = [0, 0, 0, 1, 1, 1, 1, 1]

export const gradientPoints: Structure = {
  name: '@points',
  owns: property => property === 'offsets' || property === 'colors',
  split,
  join,
}

function split(stored: ReadonlyMap<string, string>, format: number): Map<string, string> | null {
  const offsets = numbersOf(stored.get('offsets'), 'PackedFloat32Array', OFFSETS, format)
  const colors = numbersOf(stored.get('colors'), 'PackedColorArray', COLORS, format)
  if (offsets === null || colors?.length !== offsets.length * 4) return null
  const points = new Map<string, string>()
  offsets.forEach((offset, i) => {
    const text = printVariant({ type: 'float', value: offset }, { format })
    points.set(text, printVariant({ type: 'Color', components: colors.slice(i * 4, i * 4 + 4) }, { format }))
  })
  return points.size === offsets.length ? points : null
}

function join(
  { shown }: { readonly shown: ReadonlyMap<string, string> },
  parts: ReadonlyMap<string, string | null>,
  format: number,
): JoinedStructure {
  const points = split(shown, format)
  if (points === null) return { properties: shown, unapplied: [...parts.keys()] }
  for (const [offset, color] of parts) {
    if (color === null) points.delete(offset)
    else points.set(offset, color)
  }
  const sorted = [...points].sort(([a], [b]) => Number(a) - Number(b))
  const colors = sorted.flatMap(([, text]) => {
    const parsed = parseVariant(text, format)
    return parsed.ok && parsed.value.type === 'Color' ? parsed.value.components : [0, 0, 0, 1]
  })
  const properties = new Map(shown)
  const offsets = sorted.map(([offset]) => Number(offset))
  properties.set('offsets', printVariant({ type: 'PackedFloat32Array', numbers: offsets }, { format }))
  properties.set('colors', printVariant({ type: 'PackedColorArray', numbers: colors }, { format }))
  return { properties, unapplied: [] }
}

function numbersOf(
  text: string | undefined,
  type: 'PackedFloat32Array' | 'PackedColorArray',
  otherwise: readonly number[],
  format: number,
): readonly number[] | null {
  if (text === undefined) return otherwise
  const parsed = parseVariant(text, format)
  return parsed.ok && parsed.value.type === type ? parsed.value.numbers : null
}
