/** Random values of Godot's, and when two of them are the same to it. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { parseVariant, printVariant, type Variant } from '../../shared/scene/codec/variant.ts'

export const TOKENS = [
  ...Array.from('{}[](),.:;="&@#-+\\\n\r\t \'<>'),
  'a',
  '1',
  '1.5',
  'e',
  'inf',
  'null',
  'true',
  '"s"',
  '&"n"',
  '#ff0000',
  'Vector2',
  'Array',
  'Dictionary',
  'Object',
  'NodePath',
  'PackedByteArray',
  'PackedInt32Array',
  'SubResource',
  'Resource',
  '[node name="B"]',
  '\\u',
  'int',
  'é',
  '😀',
]

/** Values in the form in which they are read back. */
export function variants(): fc.Arbitrary<Variant> {
  const single = fc.float({ noNaN: false }).map(number => (number === 0 ? 0 : number))
  const double = fc.double().map(number => (number === 0 ? 0 : number))
  const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
  const text = fc.oneof(
    // A lone surrogate is no character; U+0007 and U+000B are escaped by Godot in a way that it does not read.
    fc
      .string({ unit: 'binary', maxLength: 8 })
      .map(string => string.replaceAll('\0', '').replaceAll('\u0007', '').replaceAll('\v', '')),
    fc.constantFrom('A/B:c', 'a"b', "it's", '\\', 'two\nlines', '\t', 'ключ', '[node]'),
  )
  const many = (number: fc.Arbitrary<number>, size: number) => fc.array(number, { minLength: size, maxLength: size })
  const reals = {
    Vector2: 2,
    Rect2: 4,
    Vector3: 3,
    Transform2D: 6,
    Vector4: 4,
    Plane: 4,
    Quaternion: 4,
    AABB: 6,
    Basis: 9,
    Transform3D: 12,
    Projection: 16,
    Color: 4,
  } as const
  const integers = { Vector2i: 2, Vector3i: 3, Vector4i: 4, Rect2i: 4 } as const
  const packed = {
    PackedFloat32Array: 1,
    PackedVector2Array: 2,
    PackedVector3Array: 3,
    PackedVector4Array: 4,
    PackedColorArray: 4,
  } as const
  const keys = <T extends object>(table: T) => Object.keys(table) as (keyof T)[]
  const leaf: fc.Arbitrary<Variant> = fc.oneof(
    fc.constantFrom<Variant>({ type: 'null' }, { type: 'Callable' }, { type: 'Signal' }),
    fc.boolean().map((value): Variant => ({ type: 'bool', value })),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value): Variant => ({ type: 'int', value })),
    double.map((value): Variant => ({ type: 'float', value })),
    text.map((value): Variant => ({ type: 'String', value })),
    text.map((value): Variant => ({ type: 'StringName', value })),
    text.map((value): Variant => ({ type: 'NodePath', value })),
    text.map((id): Variant => ({ type: 'ExtResource', id })),
    text.map((id): Variant => ({ type: 'SubResource', id })),
    text.map((path): Variant => ({ type: 'Resource', path: `res://${path}` })),
    text.map((path): Variant => ({ type: 'Resource', path: `res://${path}`, uid: 'uid://abc' })),
    fc.bigInt({ min: 0n, max: 2n ** 62n }).map((id): Variant => ({ type: 'RID', id })),
    fc
      .constantFrom(...keys(reals))
      .chain(type => many(single, reals[type]).map((components): Variant => ({ type, components }))),
    fc
      .constantFrom(...keys(integers))
      .chain(type => many(int32, integers[type]).map((components): Variant => ({ type, components }))),
    fc
      .constantFrom(...keys(packed))
      .chain(type =>
        fc.nat(3).chain(count => many(single, packed[type] * count).map((numbers): Variant => ({ type, numbers }))),
      ),
    fc.array(int32).map((numbers): Variant => ({ type: 'PackedInt32Array', numbers })),
    fc.array(double).map((numbers): Variant => ({ type: 'PackedFloat64Array', numbers })),
    fc
      .array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }))
      .map((integers64): Variant => ({ type: 'PackedInt64Array', integers: integers64 })),
    fc.array(text).map((strings): Variant => ({ type: 'PackedStringArray', strings })),
    fc.uint8Array().map((bytes): Variant => ({ type: 'PackedByteArray', bytes: Uint8Array.from(bytes) })),
  )
  return fc.letrec<{ value: Variant }>(tie => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 4, arbitrary: leaf },
      {
        weight: 1,
        arbitrary: fc.array(tie('value'), { maxLength: 4 }).map((items): Variant => ({ type: 'Array', items })),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(
            fc.constantFrom('int', 'Node', 'Resource', 'ExtResource("1_x")'),
            fc.array(tie('value'), { maxLength: 3 }),
          )
          .map(([elementType, items]): Variant => ({ type: 'Array', elementType, items })),
      },
      {
        weight: 1,
        arbitrary: fc
          .array(fc.tuple(tie('value').filter(isStableKey), tie('value')), { maxLength: 4 })
          .map((entries): Variant => ({ type: 'Dictionary', entries })),
      },
      {
        weight: 1,
        arbitrary: fc.array(fc.tuple(text, tie('value')), { maxLength: 3 }).map(
          (entries): Variant => ({
            type: 'Dictionary',
            keyType: 'String',
            valueType: 'Variant',
            entries: entries.map(([key, item]) => [{ type: 'String', value: key }, item] as const),
          }),
        ),
      },
      {
        weight: 1,
        arbitrary: fc
          .array(fc.tuple(text, tie('value')), { maxLength: 3 })
          .map((properties): Variant => ({ type: 'Object', className: 'InputEventKey', properties })),
      },
    ),
  })).value
}

/** What Godot's text keeps of a value: the shortest decimal of a component, one entry a key, sorted. */
export function normal(value: Variant): Variant {
  const parsed = parseVariant(printVariant(value, { format: 4 }), 4)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  expectSame(value, parsed.value)
  return parsed.value
}

/** Compares without the parser's help: every number as Godot stores it, every string, in the same places. */
function expectSame(value: Variant, read: Variant): void {
  if (value.type === 'Dictionary' && read.type === 'Dictionary') {
    const byKey = new Map(value.entries.map(([key, item]) => [identity(key), item]))
    expect([read.keyType, read.valueType, read.entries.length]).toEqual([value.keyType, value.valueType, byKey.size])
    for (const [key, item] of read.entries) expectSame(byKey.get(identity(key)) ?? { type: 'null' }, item)
  } else if (value.type === 'Array' && read.type === 'Array') {
    expect([read.elementType, read.items.length]).toEqual([value.elementType, value.items.length])
    for (const [i, item] of value.items.entries()) expectSame(item, read.items[i] ?? { type: 'null' })
  } else if (value.type === 'Object' && read.type === 'Object') {
    expect([read.className, read.properties.map(([name]) => name)]).toEqual([
      value.className,
      value.properties.map(([name]) => name),
    ])
    for (const [i, [, item]] of value.properties.entries())
      expectSame(item, read.properties[i]?.[1] ?? { type: 'null' })
  } else if ('components' in value && 'components' in read) {
    expect([read.type, read.components.map(Math.fround)]).toEqual([value.type, value.components.map(Math.fround)])
  } else if (
    'numbers' in value &&
    'numbers' in read &&
    value.type !== 'PackedFloat64Array' &&
    value.type !== 'PackedInt32Array'
  ) {
    expect([read.type, read.numbers.map(Math.fround)]).toEqual([value.type, value.numbers.map(Math.fround)])
  } else if (value.type === 'PackedFloat64Array' && read.type === value.type) {
    expect(read.numbers.map((number, i) => isSameDouble(value.numbers[i] ?? 0, number))).not.toContain(false)
    expect(read.numbers.length).toBe(value.numbers.length)
  } else if (value.type === 'float' && read.type === 'float') {
    expect(isSameDouble(value.value, read.value)).toBe(true)
  } else expect(read).toEqual(value)
}

/** StringNames among other keys have no lasting order: Godot, too, swaps them with every save. */
function isStableKey(key: Variant): boolean {
  return !/&"/.test(printVariant(key))
}

/** `"a"` and `&"a"` are one key. */
function identity(key: Variant): string {
  return key.type === 'StringName' ? printVariant({ type: 'String', value: key.value }) : printVariant(key)
}

/** A double that is a 32-bit float is written with that float's digits, and meant as that float. */
export function isSameDouble(value: number, read: number): boolean {
  return Object.is(Math.fround(value), value) ? Object.is(Math.fround(read), value) : read === value
}

/** Printed values with some characters removed, doubled or replaced. */
export function nearlyValues(): fc.Arbitrary<string> {
  const change = fc.tuple(fc.nat(), fc.nat(2), fc.constantFrom(...TOKENS))
  return fc
    .tuple(variants(), fc.constantFrom(2, 3, 4), fc.array(change, { maxLength: 3 }))
    .map(([value, format, changes]) => {
      let text = printVariant(value, { format })
      for (const [at, removed, added] of changes) {
        const place = at % (text.length + 1)
        text = text.slice(0, place) + added + text.slice(place + removed)
      }
      return text
    })
}
