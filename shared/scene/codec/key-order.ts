/** The order in which Godot writes the entries of a dictionary. COD18 */
import type { Variant } from './variant.ts'

export type Entry = readonly [key: Variant, value: Variant]

/**
 * Sorted as Godot does. Its comparison is not a true order where Strings and StringNames meet other types, so that the
 * way of sorting shows: up to sixteen entries by insertion, as here; beyond that only true orders come out the same.
 */
export function sortEntries(entries: readonly Entry[]): readonly Entry[] {
  if (entries.length > 16) return entries.toSorted((a, b) => (isLess(a[0], b[0]) ? -1 : Number(isLess(b[0], a[0]))))
  const sorted: Entry[] = []
  for (const entry of entries) {
    const first = sorted[0]
    let at = first && isLess(entry[0], first[0]) ? 0 : sorted.length
    for (let before = sorted[at - 1]; before && isLess(entry[0], before[0]); before = sorted[at - 1]) at--
    sorted.splice(at, 0, entry)
  }
  return sorted
}

/** Among keys, a String and a StringName compare by their characters. */
function isLess(a: Variant, b: Variant): boolean {
  return isText(a) && isText(b) ? compareCodePoints(a.value, b.value) < 0 : compare(a, b) < 0
}

export function isText(value: Variant): value is Extract<Variant, { type: 'String' | 'StringName' }> {
  return value.type === 'String' || value.type === 'StringName'
}

/** By type, then by value; 0 where Godot has no order (NodePaths, rectangles, transforms, colours, packed arrays). */
function compare(a: Variant, b: Variant): number {
  const byType = typeRank(a) - typeRank(b)
  if (byType !== 0) return byType
  if (a.type === 'int' && b.type === 'int') return compareNumbers(a.value, b.value)
  if (a.type === 'RID' && b.type === 'RID') return compareNumbers(a.id, b.id)
  if (a.type === 'bool' && b.type === 'bool') return Number(a.value) - Number(b.value)
  if (a.type === 'float' && b.type === 'float') return compareNumbers(a.value, b.value)
  if (isText(a) && isText(b)) return compareCodePoints(a.value, b.value)
  if (a.type === 'Array' && b.type === 'Array') return compareArrays(a.items, b.items)
  if ('components' in a && 'components' in b && a.type.startsWith('Vector'))
    return compareComponents(a.components, b.components)
  return 0
}

/** Godot's own numbering of types. */
const TYPE_ORDER = [
  'null',
  'bool',
  'int',
  'float',
  'String',
  'Vector2',
  'Vector2i',
  'Rect2',
  'Rect2i',
  'Vector3',
  'Vector3i',
  'Transform2D',
  'Vector4',
  'Vector4i',
  'Plane',
  'Quaternion',
  'AABB',
  'Basis',
  'Transform3D',
  'Projection',
  'Color',
  'StringName',
  'NodePath',
  'RID',
  'Object',
  'Callable',
  'Signal',
  'Dictionary',
  'Array',
  'PackedByteArray',
  'PackedInt32Array',
  'PackedInt64Array',
  'PackedFloat32Array',
  'PackedFloat64Array',
  'PackedStringArray',
  'PackedVector2Array',
  'PackedVector3Array',
  'PackedColorArray',
  'PackedVector4Array',
]

function typeRank(value: Variant): number {
  const isReference = value.type === 'ExtResource' || value.type === 'SubResource' || value.type === 'Resource'
  return TYPE_ORDER.indexOf(isReference ? 'Object' : value.type)
}

function compareNumbers<T extends number | bigint>(a: T, b: T): number {
  return a < b ? -1 : Number(a > b)
}

function compareComponents(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, i) => number !== b[i])
  return at === -1 ? 0 : compareNumbers(a[at] ?? 0, b[at] ?? 0)
}

function compareArrays(a: readonly Variant[], b: readonly Variant[]): number {
  for (const [i, item] of a.entries()) {
    const other = b[i]
    if (other === undefined) break
    const order = compare(item, other)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** Code points, not UTF-16 units: Godot's strings hold 32-bit characters. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    if (isSurrogate(x) !== isSurrogate(y)) return isSurrogate(x) ? 1 : -1
    return x - y
  }
  return a.length - b.length
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff
}
