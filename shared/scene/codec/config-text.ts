/**
 * `project.godot` and other ConfigFile texts (.cfg, .import), the same way as scenes: offsets into the untouched text,
 * and edits that touch only their own span. COD26–COD28
 */
import { SCENE_TEXT_UNITS } from '../../limits.ts'
import { type Property, preferConflictMarker, readAssignment } from './assignment.ts'
import type { Edit } from './edit.ts'
import { attempt, CodecFailure, type Parsed } from './fault.ts'
import { endOfText, skipBlank } from './lexer.ts'
import { assignmentSpan, blankBetween, lineEnd, type Newline, newlineOf, withNewlines } from './lines.ts'
import { printKey } from './quote.ts'

/** `name` is empty for the keys above the first `[section]`. `end` = behind the last value, or the tag. */
export interface ConfigSection {
  name: string
  start: number
  tagEnd: number
  end: number
  properties: Property[]
}

export interface ConfigText {
  text: string
  newline: Newline
  /** The first is the nameless one. One name may come several times. */
  sections: ConfigSection[]
}

export function parseConfigText(text: string): Parsed<ConfigText> {
  return attempt(text, () => {
    try {
      return readConfig(text)
    } catch (error) {
      throw error instanceof CodecFailure ? preferConflictMarker(text, error) : error
    }
  })
}

/** Raw value text of a key; of several, the last, as in Godot. `section` is '' for the top of the file. */
export function getConfigValue(file: ConfigText, section: string, key: string): string | undefined {
  const property = findLast(file, section, key)
  return property && file.text.slice(property.valueStart, property.valueEnd)
}

/** Sets a key, adding it behind the last of its section, and the section at its place in the alphabet. */
export function setConfigValue(file: ConfigText, section: string, key: string, valueText: string): Edit[] {
  const { text, newline } = file
  const value = withNewlines(valueText, newline)
  const present = findLast(file, section, key)
  if (present) {
    const { valueStart, valueEnd } = present
    return [{ start: valueStart, end: valueEnd, text: value + blankBetween(text, valueEnd) }]
  }
  const line = `${printKey(key)}=${value}`
  const home = file.sections.findLast(candidate => candidate.name === section)
  if (!home) return insertConfigSection(file, section, line)
  if (home.end === 0) {
    const first = file.sections[1]
    const place = first?.start ?? text.length
    return [{ start: place, end: place, text: line + (first ? newline + newline : newline) }]
  }
  const place = lineEnd(text, home.end)
  const gap = home.properties.length > 0 ? newline : newline + newline
  return [{ start: place, end: place, text: gap + line + blankBetween(text, place) }]
}

/** Removes a key, everywhere if it is given several times. The section's tag stays. */
export function removeConfigValue(file: ConfigText, section: string, key: string): Edit[] {
  return file.sections
    .filter(candidate => candidate.name === section)
    .flatMap(candidate => candidate.properties)
    .filter(property => property.name === key)
    .map(property => ({ ...assignmentSpan(file.text, property.start, property.valueEnd), text: '' }))
}

function readConfig(text: string): ConfigText {
  if (text.length > SCENE_TEXT_UNITS) throw new CodecFailure('too-large', 'The file is too large', 0)
  if (text.charCodeAt(0) === 0xfeff)
    throw new CodecFailure('encoding', 'Starts with a byte order mark, which Godot takes for part of a name', 0)
  let section: ConfigSection = { name: '', start: 0, tagEnd: 0, end: 0, properties: [] }
  const file: ConfigText = { text, newline: newlineOf(text), sections: [section] }
  for (let i = skipBlank(text, 0); i < text.length; i = skipBlank(text, section.end)) {
    if (text.charCodeAt(i) === 91 /* [ */) {
      section = readSimpleTag(text, i)
      file.sections.push(section)
    } else {
      const property = readAssignment(text, i)
      section.properties.push(property)
      section.end = property.valueEnd
    }
  }
  return file
}

/** Anything up to a `]` without a backslash before it. */
function readSimpleTag(text: string, start: number): ConfigSection {
  const nul = text.indexOf('\0', start)
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 92 /* \ */ && text.charCodeAt(i + 1) === 93) i++
    else if (c === 93) {
      const name = text
        .slice(start + 1, i)
        .trim()
        .replaceAll('\\]', ']')
      return { name, start, tagEnd: i + 1, end: i + 1, properties: [] }
    }
    if (i === nul) break
  }
  throw endOfText(text, nul === -1 ? text.length : nul, 'the name of a section')
}

function insertConfigSection(file: ConfigText, name: string, line: string): Edit[] {
  const { text, newline } = file
  const block = `[${name.replaceAll(']', '\\]')}]${newline}${newline}${line}`
  const next = file.sections.find(candidate => candidate.name > name)
  if (next) return [{ start: next.start, end: next.start, text: block + newline + newline }]
  const last = file.sections.at(-1)
  if (!last || last.end === 0) {
    const before = text.length > 0 && !text.endsWith('\n') ? newline : ''
    return [{ start: text.length, end: text.length, text: before + block + newline }]
  }
  const place = lineEnd(text, last.end)
  return [{ start: place, end: place, text: newline + newline + block + blankBetween(text, place) }]
}

function findLast(file: ConfigText, section: string, key: string): Property | undefined {
  return file.sections
    .filter(candidate => candidate.name === section)
    .flatMap(candidate => candidate.properties)
    .findLast(property => property.name === key)
}
