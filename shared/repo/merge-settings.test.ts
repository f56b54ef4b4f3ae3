import { expect, test } from 'vitest'
import { mergeSettings } from './merge-settings.ts'
import { mergeTextFile } from './merge-text-file.ts'

const PROJECT = `; Engine configuration file.

config_version=5

[application]

config/name="Doors"
config/features=PackedStringArray("4.6")

[autoload]

Sound="*res://sound.gd"

[input]

jump={
"deadzone": 0.5,
"events": [Object(InputEventKey,"device":-1,"keycode":32)
]
}
`

const clean = (text: string) => ({ text, conflicts: [] })

test('TXM6 two autoloads added at one place are both there, and so are keys deleted and set elsewhere', () => {
  const ours = PROJECT.replace('sound.gd"\n', 'sound.gd"\nOurs="*res://ours.gd"\n').replace('"Doors"', '"Gates"')
  const theirs = PROJECT.replace('sound.gd"\n', 'sound.gd"\nTheirs="*res://theirs.gd"\n').replace(/jump=[^}]*}\n/, '')
  const both = ours.replace('ours.gd"\n', 'ours.gd"\nTheirs="*res://theirs.gd"\n').replace(/\njump=[^}]*}/, '')
  expect(mergeSettings({ base: PROJECT, ours, theirs }, 'ours')).toEqual(clean(both))
})

test('TXM6 a section that both add is one section, in the line ends of ours', () => {
  const ours = `${PROJECT}\n[rendering]\n\na=1\n`.replaceAll('\n', '\r\n')
  const theirs = `${PROJECT}\n[rendering]\n\nb={\n"x": 2\n}\n`
  expect(mergeSettings({ base: PROJECT, ours, theirs }, 'ours')).toEqual(
    clean(`${PROJECT}\n[rendering]\n\na=1\nb={\n"x": 2\n}\n`.replaceAll('\n', '\r\n')),
  )
})

test('TXM6 what is inside of a value is merged by its lines, if a value comes of it', () => {
  const ours = PROJECT.replace('0.5', '0.2')
  const theirs = PROJECT.replace('"keycode":32', '"keycode":69')
  expect(mergeSettings({ base: PROJECT, ours, theirs }, 'ours')).toEqual(
    clean(ours.replace('"keycode":32', '"keycode":69')),
  )
})

test('TXM6 a key that both set keeps the asked one and is listed with its line; so is one deleted and set', () => {
  const ours = PROJECT.replace('"Doors"', '"Ours"').replace('Sound="*res://sound.gd"\n', '')
  const theirs = PROJECT.replace('"Doors"', '"Theirs"').replace('sound.gd', 'noise.gd')
  const names = {
    base: 'config/name="Doors"\n',
    ours: 'config/name="Ours"\n',
    theirs: 'config/name="Theirs"\n',
    line: 7,
  }
  const sounds = { base: 'Sound="*res://sound.gd"\n', ours: '', theirs: 'Sound="*res://noise.gd"\n', line: 10 }
  expect(mergeSettings({ base: PROJECT, ours, theirs }, 'ours')).toEqual({ text: ours, conflicts: [names, sounds] })
  const kept = mergeSettings({ base: PROJECT, ours, theirs }, 'theirs')
  expect(kept?.text).toContain('"Theirs"')
  expect(kept?.text).toContain('noise.gd')
  expect(mergeSettings({ base: PROJECT, ours, theirs }, 'base')?.text).toContain('sound.gd')
})

test('TXM6 the lines have to do where keys are not all that differs, and where one is no settings file', () => {
  const changed = PROJECT.replace('"Doors"', '"D"')
  const commented = PROJECT.replace('; Engine', '; Their engine')
  expect(mergeSettings({ base: PROJECT, ours: changed, theirs: commented }, 'ours')).toBeNull()
  expect(mergeSettings({ base: PROJECT, ours: changed, theirs: '<<<<<<< x\n' }, 'ours')).toBeNull()
  expect(mergeSettings({ base: PROJECT, ours: changed, theirs: `${PROJECT}\n[input]\njump=1\n` }, 'ours')).toBeNull()
  const bytes = (text: string) => new TextEncoder().encode(text)
  const sides = { base: bytes('a=1\n'), ours: bytes('a=1\nb=2\n'), theirs: bytes('a=1\nc=3\n') }
  expect(mergeTextFile('plugin.cfg', sides)).toEqual({ kind: 'text', bytes: bytes('a=1\nb=2\nc=3\n'), conflicts: [] })
  expect(mergeTextFile('notes.txt', sides)).toMatchObject({ conflicts: [{ ours: 'b=2\n' }] })
})
