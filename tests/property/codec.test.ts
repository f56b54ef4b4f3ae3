/** The codec under random values, edits, cuts and bytes. A failure prints its seed and the smallest example. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseConfigText } from '../../shared/scene/codec/config-text.ts'
import { applyEdits, type Edit } from '../../shared/scene/codec/edit.ts'
import {
  insertSection,
  removeField,
  removeProperty,
  removeSections,
  setField,
  setProperty,
} from '../../shared/scene/codec/layout.ts'
import {
  checkReferences,
  decodeText,
  fieldText,
  findProperty,
  parseSceneText,
  propertyText,
  type SceneText,
  type Section,
} from '../../shared/scene/codec/scene-text.ts'
import { findLiterals, parseVariant, printVariant, scanValue, type Variant } from '../../shared/scene/codec/variant.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures/codec')
const fixtures = readdirSync(FIXTURES).map(name => ({ name, bytes: readFileSync(join(FIXTURES, name)) }))
const readable = fixtures.flatMap(({ name, bytes }) => {
  const decoded = decodeText(bytes)
  const parsed = decoded.ok && !name.endsWith('.godot') ? parseSceneText(decoded.value) : undefined
  return parsed?.ok ? [{ name, file: parsed.value }] : []
})

test('COD2 COD10 COD14 every fixture is read whole, or refused for its own reason', () => {
  const results = fixtures
    .filter(({ name }) => !name.endsWith('.godot'))
    .map(({ name, bytes }) => {
      const decoded = decodeText(bytes)
      if (!decoded.ok) return `${name}: ${decoded.fault.code} ${decoded.fault.line}:${decoded.fault.column}`
      const parsed = parseSceneText(decoded.value)
      if (!parsed.ok) return `${name}: ${parsed.fault.code} ${parsed.fault.line}:${parsed.fault.column}`
      const faults = checkReferences(parsed.value).map(fault => `${fault.code} ${fault.line}:${fault.column}`)
      const values = parsed.value.sections.flatMap(section => section.properties)
      const read = values.filter(value => parseVariant(propertyText(parsed.value, value)).ok)
      return [
        `${name}: ${parsed.value.sections.length} sections, ${read.length} of ${values.length} values`,
        ...faults,
      ].join(', ')
    })
  expect(results).toEqual([
    'bom.tscn: encoding 1:1',
    'bytes.tres: 3 sections, 5 of 5 values',
    'conflict.tscn: conflict-markers 8:1',
    'crlf.tscn: 6 sections, 4 of 4 values',
    'forward.tscn: 4 sections, 4 of 4 values, unresolved-resource 4:10, unresolved-resource 11:10',
    'godot-3.tscn: 5 sections, 9 of 9 values',
    'latin-1.tscn: encoding 12:10',
    'newer.tscn: newer-format 1:18',
    'no-final-newline.tscn: 6 sections, 4 of 4 values',
    'odd.tscn: 11 sections, 26 of 26 values',
    'plain.tscn: 6 sections, 4 of 4 values',
    'truncated.tscn: truncated 13:3',
    'utf-16.tscn: encoding 1:1',
  ])
})

test('COD16 what Godot would have written in the fixtures is printed as it is', () => {
  const printed = (name: string) => {
    const file = readable.find(candidate => candidate.name === name)?.file
    if (!file) throw new Error(`no ${name}`)
    return file.sections
      .flatMap(section => section.properties)
      .filter(property => {
        const value = parseVariant(propertyText(file, property))
        return !value.ok || printVariant(value.value, { format: file.format }) !== propertyText(file, property)
      })
      .map(property => property.name)
  }
  for (const name of ['plain.tscn', 'bytes.tres', 'godot-3.tscn']) expect(printed(name), name).toEqual([])
  // Only what was written by hand differs, and an Object, which Godot ends with a line end.
  expect(printed('odd.tscn')).toEqual([
    'offsets',
    'metadata/tint',
    'metadata/weight',
    'rotation',
    'metadata/old',
    'metadata/event',
    'metadata/list',
    'metadata/map',
    'position',
  ])
})

test.each([3, 4])('COD16 what is printed in format %i is read back the same', format => {
  fc.assert(
    fc.property(variants(), value => {
      const printed = printVariant(value, { format })
      const parsed = parseVariant(printed, format)
      expect(parsed).toEqual({ ok: true, value: normal(value) })
      expect(scanValue(printed, 0)).toEqual({ ok: true, value: printed.trimEnd().length })
      expect(parsed.ok && printVariant(parsed.value, { format })).toBe(printed)
    }),
    { numRuns: 3000 },
  )
})

test('COD16 what is printed of a float names that float, nearly always in the fewest digits', () => {
  let longer = 0
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), number => {
      const printed = printVariant({ type: 'Vector2', components: [number, 0] })
      const digits = printed.slice('Vector2('.length, -', 0)'.length)
      expect(Math.fround(Number(digits)) === number).toBe(true)
      const length = digits
        .replace(/e.*/, '')
        .replace(/[-.]/g, '')
        .replace(/^0+|0+$/g, '').length
      if (length > 1 && Math.fround(Number(number.toPrecision(length - 1))) === number) longer++
    }),
    { numRuns: 20_000 },
  )
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), number => {
      const read = Number(printVariant({ type: 'float', value: number }))
      expect(isSameDouble(number, read) || (number === 0 && read === 0)).toBe(true)
    }),
    { numRuns: 20_000 },
  )
  expect(longer).toBeLessThan(200)
})

test('COD7 the scanner and the reader accept the same values, with the same end', () => {
  fc.assert(
    fc.property(nearlyValues(), text => {
      const scanned = scanValue(text, 0)
      const parsed = parseVariant(text)
      if (parsed.ok)
        expect(
          scanned.ok &&
            text
              .slice(scanned.value)
              .replace(/;[^\n]*/g, '')
              .trim(),
        ).toBe('')
      else if (scanned.ok) expect(parseVariant(text.slice(0, scanned.value)).ok).toBe(true)
      else expect([scanned.fault.code, scanned.fault.offset]).toEqual([parsed.fault.code, parsed.fault.offset])
    }),
    { numRuns: 20_000 },
  )
})

test('COD20 an edit touches only its own span, and does what it says', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...readable),
      fc.nat(),
      fc.nat(),
      fc.constantFrom(...operations),
      variants(),
      ({ file }, sectionPick, partPick, operation, value) => {
        const section = pick(file.sections.slice(1), sectionPick)
        if (!section) return
        const edits = operation(file, section, partPick, printVariant(value, { format: file.format }).trimEnd())
        const text = applyEdits(file.text, edits)
        expectUntouched(file.text, text, edits)
        const parsed = parseSceneText(text)
        if (!parsed.ok) throw new Error(`${parsed.fault.reason}\n${text}`)
        const changed = parsed.value.sections.length - file.sections.length
        expect(Math.abs(changed)).toBeLessThanOrEqual(1)
        expectOthersEqual(file, parsed.value, section)
      },
    ),
    { numRuns: 3000 },
  )
})

test('COD21 any set of sections can be removed at once', () => {
  for (const { name, file } of readable) {
    fc.assert(
      fc.property(fc.subarray(file.sections.slice(1).filter(section => section.tag !== 'resource')), removed => {
        const text = applyEdits(file.text, removeSections(file, new Set(removed)))
        const parsed = parseSceneText(text)
        const kept = file.sections.filter(section => !removed.includes(section))
        expect(parsed.ok && parsed.value.sections.map(section => written(parsed.value, section)), name).toEqual(
          kept.map(section => written(file, section)),
        )
      }),
      { numRuns: 200 },
    )
  }
})

test('COD11 a file cut off anywhere, or with any byte changed, is read or refused, at once', () => {
  for (const { bytes } of fixtures) {
    for (let length = 0; length <= bytes.length; length++) {
      readAll(bytes.subarray(0, length))
      readAll(bytes.subarray(length))
    }
  }
  fc.assert(
    fc.property(fc.constantFrom(...fixtures), fc.nat(), fc.integer({ min: 0, max: 255 }), ({ bytes }, at, byte) => {
      const copy = Uint8Array.from(bytes)
      copy[at % copy.length] = byte
      readAll(copy)
    }),
    { numRuns: 5000 },
  )
})

test('COD11 random bytes and random tokens are read or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => readAll(bytes)),
    { numRuns: 5000 },
  )
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }), tokens =>
      readAll(new TextEncoder().encode(`[gd_scene format=3]\n[node name="A"]\n${tokens.join('')}`)),
    ),
    { numRuns: 10_000 },
  )
})

test('COD11 long hostile texts take time in proportion to their length', () => {
  const hostile = ['[', '{1:', '"', '\\', '(', ';', '\n', 'a=', '1', '<', '[gd_scene ', 'Array[', '&', '\u00e9', ' ']
  const milliseconds = (length: number) => {
    const started = performance.now()
    for (const piece of hostile) {
      const run = piece.repeat(length)
      for (const text of [
        run,
        `[gd_scene]\n[node]\n${run}`,
        `[gd_scene]\n[node]\nx = ${run}`,
        `[gd_scene]\n[node]\nx = "${run}`,
      ])
        readText(text)
    }
    return performance.now() - started
  }
  milliseconds(1000)
  // Quadratic work would take some ten thousand times as long for a hundred times the length.
  expect(milliseconds(100_000) / Math.max(milliseconds(1000), 1)).toBeLessThan(1500)
})

const TOKENS = [
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

type Operation = (file: SceneText, section: Section, part: number, valueText: string) => Edit[]

const operations: Operation[] = [
  (file, section, part, value) =>
    canHold(section) ? setProperty(file, section, pick(section.properties, part)?.name ?? 'fresh', value) : [],
  (file, section, part, value) =>
    canHold(section) ? setProperty(file, section, 'fresh / key', value, pick(section.properties, part)?.name) : [],
  (file, section, part) => removeProperty(file, section, pick(section.properties, part)?.name ?? ''),
  (file, section, part, value) => setField(file, section, pick(section.fields, part)?.name ?? 'fresh', value),
  (file, section, _part, value) => setField(file, section, 'index', value),
  (file, section) => removeField(file, section, section.tag === 'node' ? 'type' : 'uid'),
  (file, section, _part, value) =>
    section.tag === 'resource'
      ? []
      : insertSection(file, { after: section }, `${tagLike(section)}${canHold(section) ? `\nx = ${value}` : ''}`),
  (file, section, _part, value) =>
    section.tag === 'resource'
      ? []
      : insertSection(file, { before: section }, `${tagLike(section)}${canHold(section) ? `\nx = ${value}` : ''}`),
  (file, section) => (section.tag === 'resource' ? [] : removeSections(file, new Set([section]))),
]

function tagLike(section: Section): string {
  const fields = ['type', 'path', 'id', 'signal', 'from', 'to', 'method', 'name'].map(name => `${name}="new"`)
  return `[${section.tag} ${fields.join(' ')}]`
}

function canHold(section: Section): boolean {
  return section.tag === 'node' || section.tag === 'sub_resource' || section.tag === 'resource'
}

function pick<T>(items: readonly T[], at: number): T | undefined {
  return items[at % Math.max(items.length, 1)]
}

/** Everything outside the edits is where it was, in order. */
function expectUntouched(before: string, after: string, edits: readonly Edit[]): void {
  let old = 0
  let now = 0
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    const same = before.slice(old, edit.start)
    expect(after.startsWith(same + edit.text, now)).toBe(true)
    now += same.length + edit.text.length
    old = edit.end
  }
  expect(after.slice(now)).toBe(before.slice(old))
}

/** Every section but the edited one reads as before. */
function expectOthersEqual(before: SceneText, after: SceneText, edited: Section): void {
  const rest = after.sections.map(section => written(after, section))
  for (const section of before.sections) {
    if (section === edited) continue
    const at = rest.indexOf(written(before, section))
    expect(at, 'a section changed that was not edited').not.toBe(-1)
    rest.splice(at, 1)
  }
  expect(rest.length).toBeLessThanOrEqual(2)
}

function written(file: SceneText, section: Section): string {
  return JSON.stringify([
    section.tag,
    section.fields.map(field => [field.name, fieldText(file, section, field.name)]),
    section.properties.map(property => [
      property.name,
      propertyText(file, findProperty(section, property.name) ?? property),
    ]),
  ])
}

function readAll(bytes: Uint8Array): void {
  const decoded = decodeText(bytes)
  if (decoded.ok) readText(decoded.value)
}

function readText(text: string): void {
  const scene = parseSceneText(text)
  if (scene.ok) checkReferences(scene.value)
  const config = parseConfigText(text)
  for (const parsed of [scene, config]) {
    if (parsed.ok) continue
    expect(parsed.fault.offset).toBeLessThanOrEqual(text.length)
    expect(parsed.fault.line).toBeGreaterThan(0)
    expect(parsed.fault.column).toBeGreaterThan(0)
  }
  const value = parseVariant(text)
  if (value.ok) findLiterals(text, ['NodePath', 'ExtResource'])
}

/** Values in the form in which they are read back. */
function variants(): fc.Arbitrary<Variant> {
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
function normal(value: Variant): Variant {
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
function isSameDouble(value: number, read: number): boolean {
  return Object.is(Math.fround(value), value) ? Object.is(Math.fround(read), value) : read === value
}

/** Printed values with some characters removed, doubled or replaced. */
function nearlyValues(): fc.Arbitrary<string> {
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
