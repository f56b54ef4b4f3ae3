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
import { findLiterals, parseVariant, printVariant, scanValue } from '../../shared/scene/codec/variant.ts'
import { isSameDouble, nearlyValues, normal, TOKENS, variants } from './codec-values.ts'

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
