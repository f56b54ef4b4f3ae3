/**
 * Points of curves. A Curve's point is its x; a path in space has no such order, so that its points are known by their
 * place in the list while that is as long as it was.
 */
import { parseVariant, printVariant, type Variant } from '../codec/variant.ts'
import { positionalName, readPositional, unappliedIn } from '../parts/positional.ts'
import type { JoinedStructure, Structure } from './structure.ts'

/** Position, two tangents, two modes (scene/resources/curve.cpp, `Curve::set_data`). */
const PER_POINT = 5
/** In, out and position (`Curve2D::_set_data`). */
const VECTORS_PER_POINT = 3

export const curvePoints: Structure = {
  name: '@points',
  owns: property => property === '_data' || property === 'point_count',
  split: (stored, format) => splitCurve(stored.get('_data'), format),
  join({ shown }, parts, format) {
    const points = splitCurve(shown.get('_data'), format)
    if (points === null) return { properties: shown, unapplied: [...parts.keys()] }
    for (const [x, text] of parts) {
      if (text === null) points.delete(x)
      else points.set(x, text)
    }
    const sorted = [...points].sort(([a], [b]) => Number(a) - Number(b))
    const items = sorted.flatMap(([, text]) => {
      const parsed = parseVariant(text, format)
      return parsed.ok && parsed.value.type === 'Array' ? parsed.value.items : []
    })
    const properties = new Map(shown)
    properties.set('_data', printVariant({ type: 'Array', items }, { format }))
    if (shown.has('point_count') || points.size > 0) properties.set('point_count', String(points.size))
    return { properties, unapplied: [] }
  },
}

function splitCurve(text: string | undefined, format: number): Map<string, string> | null {
  if (text === undefined) return new Map()
  const parsed = parseVariant(text, format)
  if (!parsed.ok || parsed.value.type !== 'Array' || parsed.value.items.length % PER_POINT !== 0) return null
  const { items } = parsed.value
  const points = new Map<string, string>()
  for (let at = 0; at < items.length; at += PER_POINT) {
    const position = items[at]
    if (position?.type !== 'Vector2') return null
    const x = printVariant({ type: 'float', value: position.components[0] ?? 0 }, { format })
    points.set(x, printVariant({ type: 'Array', items: items.slice(at, at + PER_POINT) }, { format }))
  }
  return points.size * PER_POINT === items.length ? points : null
}

export const pathPoints: Structure = {
  name: '@points',
  owns: property => property === '_data',
  split: (stored, format) => {
    const path = readPath(stored.get('_data'), format)
    if (path === null) return null
    const { points, rest } = path
    const parts = new Map(points.map((point, i) => [positionalName(i, points.length), printVariant(point, { format })]))
    parts.set('rest', printVariant(rest, { format }))
    return parts
  },
  join: joinPath,
}

type Dictionary = Extract<Variant, { type: 'Dictionary' }>
type Vectors = Extract<Variant, { type: 'PackedVector2Array' | 'PackedVector3Array' }>

interface Path {
  readonly points: readonly Vectors[]
  /** All but the points. */
  readonly rest: Dictionary
  readonly type: Vectors['type']
}

function joinPath(
  { shown }: { readonly shown: ReadonlyMap<string, string> },
  parts: ReadonlyMap<string, string | null>,
  format: number,
): JoinedStructure {
  const path = readPath(shown.get('_data'), format)
  if (path === null) return { properties: shown, unapplied: [...parts.keys()] }
  const points = [...path.points]
  for (const [part, text] of parts) {
    const place = readPositional(part)
    const parsed = text === null || place === null ? null : parseVariant(text, format)
    if (place === null || place.count !== points.length || parsed?.ok !== true || parsed.value.type !== path.type)
      continue
    points[place.index] = parsed.value as Vectors
  }
  const rest = parseVariant(parts.get('rest') ?? '', format)
  const others = rest.ok && rest.value.type === 'Dictionary' ? rest.value : path.rest
  const all = { type: path.type, numbers: points.flatMap(point => point.numbers) } as Vectors
  const entries = [[{ type: 'String', value: 'points' }, all] as const, ...others.entries]
  const properties = new Map(shown)
  properties.set('_data', printVariant({ ...others, entries }, { format }))
  return { properties, unapplied: unappliedIn(parts.keys(), points.length) }
}

function readPath(text: string | undefined, format: number): Path | null {
  const parsed = text === undefined ? null : parseVariant(text, format)
  if (parsed?.ok !== true || parsed.value.type !== 'Dictionary') return null
  const isPoints = (key: Variant) => (key.type === 'String' || key.type === 'StringName') && key.value === 'points'
  const all = parsed.value.entries.find(([key]) => isPoints(key))?.[1]
  if (all?.type !== 'PackedVector2Array' && all?.type !== 'PackedVector3Array') return null
  const size = VECTORS_PER_POINT * (all.type === 'PackedVector2Array' ? 2 : 3)
  if (all.numbers.length % size !== 0) return null
  const points: Vectors[] = []
  for (let at = 0; at < all.numbers.length; at += size) {
    points.push({ type: all.type, numbers: all.numbers.slice(at, at + size) })
  }
  const rest = { ...parsed.value, entries: parsed.value.entries.filter(([key]) => !isPoints(key)) }
  return { points, rest, type: all.type }
}
