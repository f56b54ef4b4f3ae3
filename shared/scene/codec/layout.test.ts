import { expect, test } from 'vitest'
import { applyEdits, type Edit } from './edit.ts'
import {
  insertSection,
  printPropertyLine,
  printTag,
  quoteName,
  removeField,
  removeProperty,
  removeSection,
  removeSections,
  setField,
  setProperty,
} from './layout.ts'
import { parseSceneText, type SceneText, type Section } from './scene-text.ts'

const SCENE = `[gd_scene format=3]

[ext_resource type="A" path="res://a" id="1_a"]

[node name="Root" type="Node"]

[node name="B" type="Node2D" parent="."]
position = Vector2(1, 2) ; here
; about scale
scale = Vector2(2, 2)

[connection signal="s" from="." to="B" method="m"]
`

test('COD19 tags and properties are printed as Godot does', () => {
  expect(
    printTag('node', [
      ['name', quoteName('A "b"\n')],
      ['parent', '"."'],
    ]),
  ).toBe('[node name="A \\"b\\"\\n" parent="."]')
  expect(
    printTag('connection', [
      ['method', '"m"'],
      ['binds', '[1]'],
    ]),
  ).toBe('[connection method="m" binds= [1]]')
  expect(printPropertyLine('theme_override/size', '1')).toBe('theme_override/size = 1')
  for (const name of ['a b', 'a=b', 'ключ', 'a;b', 'a[0]', 'tab\t', ''])
    expect(printPropertyLine(name, '1')).toBe(`"${name}" = 1`)
})

test.each<[string, (file: SceneText) => Edit[], string, string]>([
  [
    'a second ext_resource stands close to the first',
    file => insertSection(file, { after: at(file, 1) }, '[ext_resource x]'),
    'id="1_a"]\n',
    'id="1_a"]\n[ext_resource x]\n',
  ],
  [
    'an ext_resource before the first keeps the blank line above',
    file => insertSection(file, { after: at(file, 0) }, '[ext_resource x]'),
    '[ext_resource type',
    '[ext_resource x]\n[ext_resource type',
  ],
  [
    'a sub_resource goes between with blank lines on both sides',
    file => insertSection(file, { before: at(file, 2) }, '[sub_resource x]\na = 1'),
    'id="1_a"]\n',
    'id="1_a"]\n\n[sub_resource x]\na = 1\n',
  ],
  [
    'a node after a node',
    file => insertSection(file, { after: at(file, 2) }, '[node x]'),
    'type="Node"]\n',
    'type="Node"]\n\n[node x]\n',
  ],
  [
    'a connection after the last, an editable after that',
    file => [
      ...insertSection(file, { after: at(file, 4) }, '[connection x]'),
      ...insertSection(file, { after: at(file, 4) }, '[editable x]'),
    ],
    'method="m"]\n',
    'method="m"]\n[connection x]\n\n[editable x]\n',
  ],
  [
    'a section is removed with one gap',
    file => removeSection(file, at(file, 2)),
    '\n\n[node name="Root" type="Node"]\n',
    '\n',
  ],
  [
    'the last section',
    file => removeSection(file, at(file, 4)),
    '\n\n[connection signal="s" from="." to="B" method="m"]',
    '',
  ],
  [
    'of the first close section the gap above stays',
    file => removeSection(file, at(file, 1)),
    '\n\n[ext_resource type="A" path="res://a" id="1_a"]',
    '',
  ],
  [
    'a removed section does not disturb one inserted behind it',
    file => [...removeSection(file, at(file, 2)), ...insertSection(file, { after: at(file, 2) }, '[node x]')],
    '[node name="Root" type="Node"]',
    '[node x]',
  ],
  ['a value is replaced', file => setProperty(file, at(file, 3), 'position', '1'), 'Vector2(1, 2)', '1'],
  [
    'a property is added behind the last',
    file => setProperty(file, at(file, 3), 'z', '1'),
    'scale = Vector2(2, 2)',
    'scale = Vector2(2, 2)\nz = 1',
  ],
  [
    'a property is added before another',
    file => setProperty(file, at(file, 3), 'rotation', '1', 'scale'),
    '; about scale\n',
    '; about scale\nrotation = 1\n',
  ],
  [
    'the first property of a node',
    file => setProperty(file, at(file, 2), 'x', '1'),
    'type="Node"]\n',
    'type="Node"]\nx = 1\n',
  ],
  [
    'a property goes with its line',
    file => removeProperty(file, at(file, 3), 'position'),
    '\nposition = Vector2(1, 2) ; here',
    '',
  ],
  ['the last property', file => removeProperty(file, at(file, 3), 'scale'), '\nscale = Vector2(2, 2)', ''],
  ['a field is replaced', file => setField(file, at(file, 3), 'name', '"C"'), 'name="B"', 'name="C"'],
  [
    'a field is inserted in order',
    file => setField(file, at(file, 3), 'index', '"1"'),
    'type="Node2D" parent="."',
    'type="Node2D" parent="." index="1"',
  ],
  ['the first field', file => setField(file, at(file, 0), 'load_steps', '2'), 'format=3', 'load_steps=2 format=3'],
  ['a field goes with its blank', file => removeField(file, at(file, 3), 'type'), ' type="Node2D"', ''],
])('COD20 COD21 %s', (_name, edits, before, after) => {
  const lf = parse(SCENE)
  expect(SCENE.split(before).length, 'the expectation names one place').toBe(2)
  const expected = SCENE.replace(before, () => after)
  expect(applyEdits(SCENE, edits(lf))).toBe(expected)
  // The same in a file of CRLF lines, and in one without a final newline.
  const crlf = parse(SCENE.replaceAll('\n', '\r\n'))
  expect(applyEdits(crlf.text, edits(crlf))).toBe(expected.replaceAll('\n', '\r\n'))
  const bare = parse(SCENE.trimEnd())
  expect(applyEdits(bare.text, edits(bare))).toBe(expected.trimEnd())
})

test('COD21 removing several sections at once leaves the right blank lines', () => {
  const text =
    '[gd_scene]\n\n[ext_resource type="A" path="a" id="1"]\n[ext_resource type="A" path="b" id="2"]\n[ext_resource type="A" path="c" id="3"]\n\n[node name="A"]\n'
  const file = parse(text)
  const without = (...removed: number[]) =>
    applyEdits(text, removeSections(file, new Set(removed.map(i => at(file, i)))))
  expect(without(1, 2, 3)).toBe('[gd_scene]\n\n[node name="A"]\n')
  expect(without(1, 2)).toBe('[gd_scene]\n\n[ext_resource type="A" path="c" id="3"]\n\n[node name="A"]\n')
  expect(without(1)).toBe(text.replace('[ext_resource type="A" path="a" id="1"]\n', ''))
  expect(without(2, 4)).toBe(
    '[gd_scene]\n\n[ext_resource type="A" path="a" id="1"]\n[ext_resource type="A" path="c" id="3"]\n',
  )
})

test('COD20 a comment above a removed section stays', () => {
  const text = '[gd_scene]\n\n; about A\n[node name="A"]\nx = 1\n\n[node name="B"]\n'
  const file = parse(text)
  expect(applyEdits(text, removeSection(file, at(file, 1)))).toBe('[gd_scene]\n\n; about A\n\n[node name="B"]\n')
})

test('COD20 parts on one line, without blanks, stay apart', () => {
  const text = '[gd_scene][node name="A"type="B"]x="1"y="2"[node name="C"]'
  const file = parse(text)
  const node = at(file, 1)
  const edited = (edits: Edit[]) => applyEdits(text, edits)
  expect(edited(setProperty(file, node, 'x', 'true'))).toBe(
    '[gd_scene][node name="A"type="B"]x=true y="2"[node name="C"]',
  )
  expect(edited(removeProperty(file, node, 'x'))).toBe('[gd_scene][node name="A"type="B"]y="2"[node name="C"]')
  expect(edited(setField(file, node, 'name', '1'))).toBe('[gd_scene][node name=1 type="B"]x="1"y="2"[node name="C"]')
  expect(edited(removeField(file, node, 'name'))).toBe('[gd_scene][node type="B"]x="1"y="2"[node name="C"]')
  for (const edits of [
    setProperty(file, node, 'z', '1'),
    setField(file, node, 'parent', '"."'),
    insertSection(file, { after: node }, '[node name="D"]'),
  ])
    expect(parseSceneText(edited(edits)).ok).toBe(true)
})

test('COD22 line ends of a value follow the file, those inside its strings do not', () => {
  const file = parse('[gd_scene]\r\n[node]\r\n')
  const edits = setProperty(file, at(file, 1), 'x', '{\n"a": "two\nlines"\n}')
  expect(applyEdits(file.text, edits)).toBe('[gd_scene]\r\n[node]\r\nx = {\r\n"a": "two\nlines"\r\n}\r\n')
})

test('overlapping edits are a defect and throw', () => {
  expect(() =>
    applyEdits('abc', [
      { start: 0, end: 2, text: '' },
      { start: 1, end: 3, text: '' },
    ]),
  ).toThrow(RangeError)
  expect(() => applyEdits('abc', [{ start: 0, end: 4, text: '' }])).toThrow(RangeError)
  expect(
    applyEdits('abc', [
      { start: 1, end: 1, text: 'x' },
      { start: 1, end: 1, text: 'y' },
    ]),
  ).toBe('axybc')
})

function parse(text: string): SceneText {
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return parsed.value
}

function at(file: SceneText, index: number): Section {
  const section = file.sections[index]
  if (!section) throw new Error(`no section ${index}`)
  return section
}
