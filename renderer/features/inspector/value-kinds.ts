/** Values between Godot text and what fields show. Pure. */
import { type Components, parseVariant, printVariant, type Variant } from '../../../shared/scene/codec/variant.ts'

export type Axis = 'x' | 'y' | 'z' | 'w'

/** Fields of a value with components: rows of cells, each with its place among the components. */
export interface ComponentCell {
  readonly index: number
  readonly label: string
  readonly axis: Axis | null
}

const axes: readonly Axis[] = ['x', 'y', 'z', 'w']
const cell = (index: number, label: string, axis: Axis | null = null): ComponentCell => ({ index, label, axis })
const vector = (from: number, count: number, prefix = ''): ComponentCell[] =>
  Array.from({ length: count }, (_, index) => cell(from + index, prefix + (axes[index] ?? ''), axes[index] ?? null))

/** As Godot writes them: a basis by rows, a Transform3D as basis and origin, a Transform2D by columns. */
const layouts: Readonly<Record<string, readonly (readonly ComponentCell[])[]>> = {
  Vector2: [vector(0, 2)],
  Vector2i: [vector(0, 2)],
  Vector3: [vector(0, 3)],
  Vector3i: [vector(0, 3)],
  Vector4: [vector(0, 4)],
  Vector4i: [vector(0, 4)],
  Quaternion: [vector(0, 4)],
  Rect2: [vector(0, 2), [cell(2, 'w'), cell(3, 'h')]],
  Rect2i: [vector(0, 2), [cell(2, 'w'), cell(3, 'h')]],
  Plane: [[...vector(0, 3), cell(3, 'd')]],
  AABB: [vector(0, 3), [cell(3, 'w'), cell(4, 'h'), cell(5, 'd')]],
  Transform2D: [vector(0, 2, ''), vector(2, 2, ''), vector(4, 2, '')],
  Basis: [vector(0, 3), vector(3, 3), vector(6, 3)],
  Transform3D: [vector(0, 3), vector(3, 3), vector(6, 3), vector(9, 3)],
  Projection: [vector(0, 4), vector(4, 4), vector(8, 4), vector(12, 4)],
}

/** null for a type without a fixed number of components. */
export function layoutOf(type: string): readonly (readonly ComponentCell[])[] | null {
  return layouts[type] ?? null
}

export function hasWholeNumbers(type: string): boolean {
  return /^(?:Vector[234]i|Rect2i|int)$/.test(type)
}

/** null where the text is none, or no value. */
export function readValue(text: string | null): Variant | null {
  if (text === null) return null
  const parsed = parseVariant(text)
  return parsed.ok ? parsed.value : null
}

/** The same value with one component changed. */
export function withComponent(value: Components, index: number, next: number): Components {
  return { ...value, components: value.components.with(index, next) } as Components
}

/** A number as the declared type writes it: `1` for an int, `1.0` for a float. */
export function printNumber(type: string, value: number): string {
  return type === 'int' ? String(Math.round(value)) : printVariant({ type: 'float', value })
}

/** What a fresh element of an array or dictionary holds. */
export function zeroValue(type: string): Variant {
  const layout = type === 'Color' ? 4 : layoutOf(type)?.flat().length
  if (layout !== undefined) {
    const components = Array.from({ length: layout }, () => 0)
    if (type === 'Color') return { type: 'Color', components: [1, 1, 1, 1] }
    if (type === 'Transform2D') return { type, components: [1, 0, 0, 1, 0, 0] }
    if (type === 'Basis') return { type, components: [1, 0, 0, 0, 1, 0, 0, 0, 1] }
    if (type === 'Transform3D') return { type, components: [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0] }
    if (type === 'Quaternion') return { type, components: [0, 0, 0, 1] }
    return { type, components } as Variant
  }
  switch (type) {
    case 'bool':
      return { type, value: false }
    case 'int':
      return { type, value: 0n }
    case 'float':
      return { type, value: 0 }
    case 'String':
    case 'StringName':
    case 'NodePath':
      return { type, value: '' }
    case 'Array':
      return { type, items: [] }
    case 'Dictionary':
      return { type, entries: [] }
    default:
      return { type: 'null' }
  }
}

/** The types a value without a declared one can be given. */
export const chosenTypes = [
  'null',
  'bool',
  'int',
  'float',
  'String',
  'StringName',
  'NodePath',
  'Vector2',
  'Vector2i',
  'Vector3',
  'Vector3i',
  'Vector4',
  'Rect2',
  'Color',
  'Quaternion',
  'Transform2D',
  'Transform3D',
  'Array',
  'Dictionary',
] as const

/** A packed array as a list of element texts, and back. null for bytes, which are edited as text. */
export interface ElementList {
  readonly elementType: string
  readonly items: readonly Variant[]
  readonly print: (items: readonly Variant[]) => string
}

const packedElements: Readonly<Record<string, { readonly type: string; readonly size: number }>> = {
  PackedInt32Array: { type: 'int', size: 1 },
  PackedFloat32Array: { type: 'float', size: 1 },
  PackedFloat64Array: { type: 'float', size: 1 },
  PackedVector2Array: { type: 'Vector2', size: 2 },
  PackedVector3Array: { type: 'Vector3', size: 3 },
  PackedVector4Array: { type: 'Vector4', size: 4 },
  PackedColorArray: { type: 'Color', size: 4 },
}

export function elementsOf(value: Variant): ElementList | null {
  if (value.type === 'Array') {
    const { elementType } = value
    return {
      elementType: elementType ?? '',
      items: value.items,
      print: items => printVariant({ type: 'Array', ...(elementType === undefined ? {} : { elementType }), items }),
    }
  }
  if (value.type === 'PackedStringArray') {
    return {
      elementType: 'String',
      items: value.strings.map(text => ({ type: 'String', value: text })),
      print: items =>
        printVariant({
          type: 'PackedStringArray',
          strings: items.map(item => (item.type === 'String' ? item.value : '')),
        }),
    }
  }
  if (value.type === 'PackedInt64Array') {
    return {
      elementType: 'int',
      items: value.integers.map(integer => ({ type: 'int', value: integer })),
      print: items =>
        printVariant({
          type: 'PackedInt64Array',
          integers: items.map(item => (item.type === 'int' ? item.value : 0n)),
        }),
    }
  }
  const packed = packedElements[value.type]
  if (packed === undefined || !('numbers' in value)) return null
  const { type, size } = packed
  const items: Variant[] = []
  for (let at = 0; at < value.numbers.length; at += size) items.push(element(type, value.numbers.slice(at, at + size)))
  return { elementType: type, items, print: list => printVariant({ ...value, numbers: list.flatMap(numbersOf) }) }
}

function element(type: string, numbers: readonly number[]): Variant {
  const [first = 0] = numbers
  if (type === 'int') return { type: 'int', value: BigInt(first) }
  if (type === 'float') return { type: 'float', value: first }
  return { type, components: numbers } as Variant
}

function numbersOf(item: Variant): readonly number[] {
  if ('components' in item) return item.components
  if (item.type === 'int') return [Number(item.value)]
  return item.type === 'float' ? [item.value] : [0]
}

/** Short, for a closed field: `Vector2(1, 2)`, `"text"`, `{…}`. */
export function shortText(text: string | null): string {
  if (text === null) return '—'
  const line = text.replace(/\s+/g, ' ')
  return line.length > 48 ? `${line.slice(0, 47)}…` : line
}
