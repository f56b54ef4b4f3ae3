import { expect, test } from 'vitest'
import { decodeText, fieldString, fieldText, parseSceneText, propertyText, type SceneText } from './scene-text.ts'

test('COD1 a scene becomes sections with offsets into the text', () => {
  const file = parse('[gd_scene format=3]\n\n[node name="A" type="Node"]\nx = 1\n"a b" = [2]\n')
  expect(file.sections.map(({ tag, start, tagEnd, end }) => [tag, start, tagEnd, end])).toEqual([
    ['gd_scene', 0, 19, 19],
    ['node', 21, 48, 66],
  ])
  const node = file.sections[1]
  if (!node) throw new Error('no node')
  expect(fieldString(file, node, 'name')).toBe('A')
  expect(fieldText(file, node, 'type')).toBe('"Node"')
  expect(fieldText(file, node, 'parent')).toBeUndefined()
  expect(node.properties.map(property => [property.name, propertyText(file, property)])).toEqual([
    ['x', '1'],
    ['a b', '[2]'],
  ])
})

test('COD3 comments may stand where a token may, and CR, tab and blank lines anywhere', () => {
  const file = parse('; top\r\n[gd_scene ; one\r\n\tformat=3\r\n]\r\n[node name = "A"] ; end\r\nx=1;y\r\n;z')
  expect(file.newline).toBe('\r\n')
  expect(file.sections[1]?.properties.map(property => property.name)).toEqual(['x'])
})

test('COD6 keys lose white space and comments; a quoted part replaces what stood before', () => {
  const file = parse('[gd_scene format=3]\n[node]\na b = 1 c=2\nd\n;no\ne = 3\nx"y z"w = 4\nlibraries/ = 5\n')
  expect(file.sections[1]?.properties.map(property => property.name)).toEqual(['ab', 'c', 'de', 'y zw', 'libraries/'])
})

test('a file without a format counts as the newest, formats 1 to 4 are read', () => {
  expect(parse('[gd_scene]\n').format).toBe(4)
  expect([1, 2, 3, 4].map(format => parse(`[gd_scene format=${format}]`).format)).toEqual([1, 2, 3, 4])
})

test.each([
  ['', 'truncated', 1],
  ['[gd_sc', 'truncated', 1],
  ['[gd_scene format=3', 'truncated', 1],
  ['[gd_scene format=3]\n[node name="A]\n', 'truncated', 3],
  ['[gd_scene format=3]\n[node]\nx = [1, 2', 'truncated', 3],
  ['[gd_scene format=3]\n[node]\nx = ', 'truncated', 3],
  ['[gd_scene format=3]\n[node]\nxy', 'truncated', 3],
  ['[gd_resource type="A" format=3]\n', 'truncated', 2],
  ['[gd_resource format=3]\n[resource]', 'syntax', 1],
  ['hello', 'not-a-scene', 1],
  ['[application]\n', 'not-a-scene', 1],
  ['[gd_scene format=5]', 'newer-format', 1],
  ['[gd_scene format="x"]', 'syntax', 1],
  ['[gd_scene]\n[nodes]', 'unknown-tag', 2],
  ['[gd_scene]\n[node.Android]', 'unknown-tag', 2],
  ['[gd_scene]\n[resource]', 'unknown-tag', 2],
  ['[gd_resource type="A"]\n[node]', 'unknown-tag', 2],
  ['[gd_resource type="A"]\n[resource]\n[resource]', 'bad-order', 3],
  ['[gd_scene]\n[gd_scene]', 'bad-order', 2],
  ['[gd_scene]\n[node]\n[ext_resource type="A" path="b" id="1"]', 'bad-order', 3],
  ['[gd_scene]\n[sub_resource type="A" id="1"]\n[ext_resource type="A" path="b" id="1"]', 'bad-order', 3],
  ['[gd_scene]\n[ext_resource type="A" path="b"]', 'syntax', 2],
  ['[gd_scene]\nx = 1', 'syntax', 2],
  ['[gd_scene]\n[editable path="A"]\nx = 1', 'syntax', 3],
  ['[gd_scene]\n[node]\nx = Color(1, 1, 1)', 'syntax', 3],
  ['[gd_scene]\n[node]\nx = Vektor(1)', 'syntax', 3],
  ['[gd_scene]\n[node]\n# not a comment\nx = 1\n', 'syntax', 3],
  ['[gd_scene]\n[node]\njunk\n[node name="A"]\n', 'syntax', 4],
  ['[gd_scene]\n[node]\n<<<<<<< HEAD\nx = 1\n=======', 'conflict-markers', 3],
  ['[gd_scene]\n[node]\nx = 1\n=======\nx = 2', 'conflict-markers', 4],
  ['<<<<<<< HEAD\n[gd_scene]', 'conflict-markers', 1],
  ['[gd_scene]\n[connection signal="a" from="." to="."\n<<<<<<< HEAD\n', 'conflict-markers', 3],
  ['\uFEFF[gd_scene]', 'encoding', 1],
  ['[gd_scene]\n[node]\n\0', 'encoding', 3],
])('COD8 COD9 COD10 %j is refused as %s on line %i', (text, code, line) => {
  const parsed = parseSceneText(text)
  expect(parsed.ok ? 'read' : { code: parsed.fault.code, line: parsed.fault.line }).toEqual({ code, line })
})

test('conflict markers inside a string are content', () => {
  expect(parseSceneText('[gd_scene]\n[node]\nx = "\n<<<<<<< HEAD\n"').ok).toBe(true)
})

test.each([
  [[0xef, 0xbb, 0xbf, 0x5b], 'byte order mark', 1, 1],
  [[0xff, 0xfe, 0x5b, 0], 'UTF-16', 1, 1],
  [[0x5b, 0x0a, 0x61, 0xe9, 0x62], 'not in UTF-8', 2, 2],
  [[0x5b, 0, 0x67], 'NUL', 1, 2],
  [[0x61, 0x0a, 0xc3, 0xa9, 0xed, 0xa0, 0x80], 'not in UTF-8', 2, 2],
])('COD2 bytes %j are refused: %s', (bytes, reason, line, column) => {
  const decoded = decodeText(Uint8Array.from(bytes))
  expect(decoded).toMatchObject({ ok: false, fault: { code: 'encoding', line, column } })
  expect(decoded.ok ? '' : decoded.fault.reason).toContain(reason)
})

test('COD2 UTF-8 is decoded as it is', () => {
  expect(decodeText(new TextEncoder().encode('é\r\n😀'))).toEqual({ ok: true, value: 'é\r\n😀' })
})

function parse(text: string): SceneText {
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return parsed.value
}
