/**
 * Godot's settings files (`project.godot`, `.cfg`, `.import`) merged by section and key, where their lines met: two
 * people who each add an autoload or an input action write at one place, and mean two things.
 *
 *     const merged = mergeSettings({ base, ours, theirs }, 'ours')
 *     if (merged === null) …   // not to be read as settings, or more than keys differ: the lines have to do
 *
 * (TXM6 in docs/spec/repo-merge.md)
 */
import { type ConfigText, parseConfigText, removeConfigValue, setConfigValue } from '../scene/codec/config-text.ts'
import { applyEdits } from '../scene/codec/edit.ts'
import { withNewlines } from '../scene/codec/lines.ts'
import { printKey } from '../scene/codec/quote.ts'
import { type Kept, mergeText, type TextConflict } from './text-merge.ts'

export interface SettingsTexts {
  readonly base: string
  readonly ours: string
  readonly theirs: string
}

export interface MergedSettings {
  readonly text: string
  readonly conflicts: readonly TextConflict[]
}

export function isSettingsFile(path: string): boolean {
  return /(?:^|\/)project\.godot$|\.(?:cfg|import)$/i.test(path)
}

/** Null where one of the texts is no settings file, says a key twice, or where theirs changed comments. */
export function mergeSettings(texts: SettingsTexts, keep: Kept): MergedSettings | null {
  const base = readSettings(texts.base)
  const ours = readSettings(texts.ours)
  const theirs = readSettings(texts.theirs)
  if (base === null || ours === null || theirs === null || theirs.comments !== base.comments) return null
  let text = texts.ours
  const contested: Contested[] = []
  for (const id of new Set([...base.values.keys(), ...theirs.values.keys()])) {
    const sides = { base: base.values.get(id), ours: ours.values.get(id), theirs: theirs.values.get(id) }
    if (sides.theirs === sides.base || sides.theirs === sides.ours) continue
    const place = JSON.parse(id) as Place
    const merged = sides.ours === sides.base ? { value: sides.theirs } : mergeValue(sides)
    if (merged === null) contested.push({ place, sides })
    text = put(text, place, merged === null ? sides[keep] : merged.value)
  }
  return { text, conflicts: contested.map(each => conflictOf(each, text)) }
}

type Place = readonly [section: string, key: string]
type Value = string | undefined
type Sides = Readonly<Record<keyof SettingsTexts, Value>>

interface Contested {
  readonly place: Place
  readonly sides: Sides
}

interface Settings {
  /** By section and key: the text of the value, with plain line ends. */
  readonly values: ReadonlyMap<string, string>
  readonly comments: string
}

function readSettings(text: string): Settings | null {
  const parsed = parseConfigText(text)
  if (!parsed.ok) return null
  const values = new Map<string, string>()
  const rest: string[] = []
  let at = 0
  for (const { name, start, tagEnd, properties } of parsed.value.sections) {
    rest.push(text.slice(at, start))
    at = tagEnd
    for (const property of properties) {
      const id = JSON.stringify([name, property.name] satisfies Place)
      if (values.has(id)) return null
      values.set(id, withNewlines(text.slice(property.valueStart, property.valueEnd), '\n'))
      rest.push(text.slice(at, property.start))
      at = property.valueEnd
    }
  }
  rest.push(text.slice(at))
  return { values, comments: rest.join('').replace(/\s+/g, ' ').trim() }
}

/** By lines and words, where that is still a value. */
function mergeValue({ base, ours, theirs }: Sides): { readonly value: string } | null {
  if (base === undefined || ours === undefined || theirs === undefined) return null
  const encoder = new TextEncoder()
  const merged = mergeText({ base: encoder.encode(base), ours: encoder.encode(ours), theirs: encoder.encode(theirs) })
  if (merged.kind !== 'text' || merged.conflicts.length > 0) return null
  const value = new TextDecoder().decode(merged.bytes)
  const read = parseConfigText(`k=${value}\n`)
  const [top] = read.ok ? read.value.sections : []
  const isOneValue = read.ok && read.value.sections.length === 1 && top?.properties.length === 1
  return isOneValue && top?.properties[0]?.valueEnd === value.length + 2 ? { value } : null
}

function put(text: string, [section, key]: Place, value: Value): string {
  const file = parse(text)
  if (value !== undefined) return applyEdits(text, setConfigValue(file, section, key, value))
  return applyEdits(text, removeConfigValue(file, section, key))
}

function conflictOf({ place: [section, key], sides }: Contested, text: string): TextConflict {
  const home = parse(text).sections.filter(({ name }) => name === section)
  const property = home.flatMap(({ properties }) => properties).find(({ name }) => name === key)
  const offset = property?.start ?? home[0]?.start ?? 0
  const say = (value: Value) => (value === undefined ? '' : `${printKey(key)}=${value}\n`)
  const line = text.slice(0, offset).split('\n').length
  return { line, base: say(sides.base), ours: say(sides.ours), theirs: say(sides.theirs) }
}

function parse(text: string): ConfigText {
  const parsed = parseConfigText(text)
  if (!parsed.ok) throw new Error(`an edit broke a settings file: ${parsed.fault.reason}`)
  return parsed.value
}
