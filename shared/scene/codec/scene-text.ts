/**
 * A scene or resource file as a concrete syntax tree: the text, untouched, and offsets into it.
 *
 * Every byte stays where it is; edits are made with `layout.ts` and touch only their own span. Values are checked when
 * a file is parsed and read with `variant.ts` when they are wanted. Rules: docs/spec/codec.md.
 *
 *     const parsed = parseSceneText(text)
 *     if (parsed.ok) for (const section of parsed.value.sections) fieldString(parsed.value, section, 'name')
 */
import { SCENE_TEXT_UNITS } from '../../limits.ts'
import { preferConflictMarker, readAssignment, refuseConflictMarker } from './assignment.ts'
import { attempt, CodecFailure, type Parsed } from './fault.ts'
import { endOfText, skipBlank, skipIdentifier, unexpected } from './lexer.ts'
import { newlineOf } from './lines.ts'
import { skipValue } from './scan.ts'
import { type Field, findField, type SceneText, type Section, type Tag } from './syntax.ts'

export { decodeText } from './encoding.ts'
export type { Parsed } from './fault.ts'
export { checkReferences } from './references.ts'
export type { SceneText, Section, Tag } from './syntax.ts'
export {
  fieldString,
  fieldText,
  findProperty,
  propertyText,
} from './syntax.ts'

/** The newest `format` that Godot 4.6 writes and reads. */
export const NEWEST_FORMAT = 4

/** Reads a `.tscn` or `.tres`, as strictly as Godot 4.6 does, or more. COD1, COD6–COD11 */
export function parseSceneText(text: string): Parsed<SceneText> {
  return attempt(text, () => {
    try {
      return readScene(text)
    } catch (error) {
      throw error instanceof CodecFailure ? preferConflictMarker(text, error) : error
    }
  })
}

/** Rank in the order that Godot demands: what has a lower rank may not follow. COD9 */
const RANK = {
  gd_scene: 0,
  gd_resource: 0,
  ext_resource: 1,
  sub_resource: 2,
  resource: 3,
  node: 3,
  connection: 3,
  editable: 3,
} as const satisfies Record<Tag, number>

const REQUIRED: Record<Tag, readonly string[]> = {
  gd_scene: [],
  gd_resource: ['type'],
  ext_resource: ['type', 'path', 'id'],
  sub_resource: ['type', 'id'],
  resource: [],
  node: [],
  connection: ['signal', 'from', 'to', 'method'],
  editable: ['path'],
}

function readScene(text: string): SceneText {
  if (text.length > SCENE_TEXT_UNITS) throw new CodecFailure('too-large', 'The file is too large for a scene', 0)
  if (text.charCodeAt(0) === 0xfeff)
    throw new CodecFailure('encoding', 'Starts with a byte order mark, which Godot cannot read', 0)
  const header = readHeader(text)
  const kind = header.tag === 'gd_scene' ? 'scene' : 'resource'
  const file: SceneText = { text, kind, format: readFormat(text, header), newline: newlineOf(text), sections: [header] }
  let section = header
  for (let i = skipBlank(text, header.tagEnd); i < text.length; i = skipBlank(text, section.end)) {
    if (text.charCodeAt(i) === 91 /* [ */) {
      section = readTag(text, i, section)
      checkOrder(file, section)
      file.sections.push(section)
    } else if (section.tag === 'node' || section.tag === 'sub_resource' || section.tag === 'resource') {
      const property = readAssignment(text, i)
      section.properties.push(property)
      section.end = property.valueEnd
    } else {
      refuseConflictMarker(text, i)
      throw unexpected(text, i, '"["')
    }
  }
  if (kind === 'resource' && section.tag !== 'resource') throw endOfText(text, text.length, 'a [resource]')
  return file
}

function readHeader(text: string): Section {
  const start = skipBlank(text, 0)
  refuseConflictMarker(text, start)
  const name = skipBlank(text, start + 1)
  const tag = text.slice(name, skipIdentifier(text, name))
  if (text.charCodeAt(start) === 91 && (tag === 'gd_scene' || tag === 'gd_resource'))
    return readTag(text, start, undefined)
  if (text.charCodeAt(start) === 0) throw endOfText(text, start, 'a scene')
  if (start === text.length || isPrefix(text.slice(start)))
    throw new CodecFailure('truncated', 'The file is empty or ends within its first tag', start)
  throw new CodecFailure('not-a-scene', 'Does not begin with [gd_scene …] or [gd_resource …]', start)
}

function isPrefix(text: string): boolean {
  return text.length < 12 && ('[gd_scene'.startsWith(text) || '[gd_resource'.startsWith(text))
}

function readFormat(text: string, header: Section): number {
  const field = findField(header, 'format')
  if (!field) return NEWEST_FORMAT
  const format = Number(text.slice(field.valueStart, field.valueEnd))
  if (!Number.isInteger(format) || format < 1)
    throw new CodecFailure('syntax', 'The format is not a number that Godot knows', field.valueStart)
  if (format > NEWEST_FORMAT)
    throw new CodecFailure('newer-format', `Saved by a newer Godot, in format ${format}`, field.valueStart)
  return format
}

/** The tag whose `[` is at `start`. May go over several lines and hold comments. COD8 */
function readTag(text: string, start: number, before: Section | undefined): Section {
  const nameStart = skipBlank(text, start + 1)
  const nameEnd = skipIdentifier(text, nameStart)
  if (nameEnd === nameStart) throw unexpected(text, nameStart, 'the name of a tag')
  const tag = knownTag(text, nameStart, nameEnd)
  if (before && RANK[tag] < RANK[before.tag])
    throw new CodecFailure('bad-order', `A [${tag}] may not stand after a [${before.tag}]`, start)
  const fields: Field[] = []
  let i = skipBlank(text, nameEnd)
  while (text.charCodeAt(i) !== 93 /* ] */) {
    const fieldEnd = skipIdentifier(text, i)
    if (fieldEnd === i) throw unexpected(text, i, 'a field or "]"')
    const equals = skipBlank(text, fieldEnd)
    if (text.charCodeAt(equals) !== 61) throw unexpected(text, equals, '"="')
    const valueStart = skipBlank(text, equals + 1)
    const valueEnd = skipValue(text, valueStart, 0)
    fields.push({ name: text.slice(i, fieldEnd), start: i, valueStart, valueEnd })
    i = skipBlank(text, valueEnd)
  }
  const section: Section = { tag, start, tagEnd: i + 1, end: i + 1, fields, properties: [] }
  for (const name of REQUIRED[tag])
    if (!findField(section, name)) throw new CodecFailure('syntax', `A [${tag}] without its ${name}`, start)
  return section
}

function knownTag(text: string, start: number, end: number): Tag {
  const name = text.slice(start, end)
  const next = text.charCodeAt(skipBlank(text, end))
  if (Object.hasOwn(RANK, name) && next !== 46 /* . */ && next !== 58 /* : */) return name as Tag
  if (end === text.length) throw endOfText(text, end, 'a tag')
  throw new CodecFailure('unknown-tag', `Godot knows no tag [${name}]`, start)
}

function checkOrder(file: SceneText, section: Section): void {
  const { tag, start } = section
  const isResource = file.kind === 'resource'
  const belongs = isResource ? tag !== 'node' && tag !== 'connection' && tag !== 'editable' : tag !== 'resource'
  if (RANK[tag] === 0) throw new CodecFailure('bad-order', `A second [${tag}]`, start)
  if (!belongs) throw new CodecFailure('unknown-tag', `A ${file.kind} has no [${tag}]`, start)
  if (tag === 'resource' && file.sections.at(-1)?.tag === 'resource')
    throw new CodecFailure('bad-order', 'A second [resource]', start)
}
