import { expect, test } from 'vitest'
import { type ConfigText, getConfigValue, parseConfigText, removeConfigValue, setConfigValue } from './config-text.ts'
import { applyEdits, type Edit } from './edit.ts'

const PROJECT = `; Engine configuration file.

config_version=5

[application]

config/name="Doors"
config/features=PackedStringArray("4.6")

[input]

open={
"events": [Object(InputEventKey,"device":-1)
]
}
`

test('COD26 project.godot has sections with raw names, the first without one', () => {
  const file = parse(`${PROJECT}\n[a/b c.d [2D\\]]\nx=1\n`)
  expect(file.sections.map(section => [section.name, section.properties.map(property => property.name)])).toEqual([
    ['', ['config_version']],
    ['application', ['config/name', 'config/features']],
    ['input', ['open']],
    ['a/b c.d [2D]', ['x']],
  ])
  expect(getConfigValue(file, '', 'config_version')).toBe('5')
  expect(getConfigValue(file, 'application', 'config/name')).toBe('"Doors"')
  expect(getConfigValue(file, 'application', 'gone')).toBeUndefined()
})

test('COD26 of several values the last counts', () => {
  expect(getConfigValue(parse('[a]\nx=1\n[b]\nx=2\n[a]\nx=3\n'), 'a', 'x')).toBe('3')
})

test.each<[string, (file: ConfigText) => Edit[], string, string]>([
  ['a value is replaced', file => setConfigValue(file, 'application', 'config/name', '"D"'), '"Doors"', '"D"'],
  ['a key is added', file => setConfigValue(file, 'application', 'run/a', '1'), '("4.6")', '("4.6")\nrun/a=1'],
  ['a key is added on top', file => setConfigValue(file, '', 'b', '1'), 'config_version=5', 'config_version=5\nb=1'],
  [
    'a section is added in order',
    file => setConfigValue(file, 'autoload', 'A', '"*"'),
    '[input]',
    '[autoload]\n\nA="*"\n\n[input]',
  ],
  [
    'a section is added at the end',
    file => setConfigValue(file, 'x]', 'a b', '1'),
    ']\n}',
    ']\n}\n\n[x\\]]\n\n"a b"=1',
  ],
  ['a key is removed', file => removeConfigValue(file, 'application', 'config/name'), '\nconfig/name="Doors"', ''],
])('COD27 %s', (_name, edits, before, after) => {
  expect(PROJECT.split(before).length).toBe(2)
  const expected = PROJECT.replace(before, () => after)
  for (const newline of ['\n', '\r\n']) {
    const file = parse(PROJECT.replaceAll('\n', newline))
    expect(applyEdits(file.text, edits(file))).toBe(expected.replaceAll('\n', newline))
  }
})

test('COD27 into an empty file, an empty section and below a comment', () => {
  const set = (text: string, section: string) => applyEdits(text, setConfigValue(parse(text), section, 'k', '1'))
  expect(set('', '')).toBe('k=1\n')
  expect(set('', 'a')).toBe('[a]\n\nk=1\n')
  expect(set('; c', 'a')).toBe('; c\n[a]\n\nk=1\n')
  expect(set('[a]\n', 'a')).toBe('[a]\n\nk=1\n')
  expect(set('; c\n\n[a]\n', '')).toBe('; c\n\nk=1\n\n[a]\n')
})

test.each([
  ['[a', 'truncated', 1],
  ['[a]\nx', 'truncated', 2],
  ['[a]\nx=+1', 'syntax', 2],
  ['[a]\n<<<<<<< HEAD\nx=1', 'conflict-markers', 2],
  ['\uFEFFx=1', 'encoding', 1],
  ['[a\0]', 'encoding', 1],
])('COD28 %j is refused as %s', (text, code, line) => {
  expect(parseConfigText(text)).toMatchObject({ ok: false, fault: { code, line } })
})

function parse(text: string): ConfigText {
  const parsed = parseConfigText(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return parsed.value
}
