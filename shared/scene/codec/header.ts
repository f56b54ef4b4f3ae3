/** How a file begins: its size, its encoding, its first tag and the format that this names. */
import { SCENE_TEXT_UNITS } from '../../limits.ts'
import { refuseConflictMarker } from './assignment.ts'
import { CodecFailure } from './fault.ts'
import { endOfText, skipBlank, skipIdentifier } from './lexer.ts'
import { type FieldOwner, findField, type Section } from './syntax.ts'
import { readTag } from './tag.ts'

/** The newest `format` that Godot 4.6 writes and reads. */
const NEWEST_FORMAT = 4

/** The first tag, which says what the file is. */
export function readHeader(text: string): Section {
  const start = startOf(text)
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

/** Where the first tag of a text has to be. */
export function startOf(text: string): number {
  if (text.length > SCENE_TEXT_UNITS) throw new CodecFailure('too-large', 'The file is too large for a scene', 0)
  if (text.charCodeAt(0) === 0xfeff)
    throw new CodecFailure('encoding', 'Starts with a byte order mark, which Godot cannot read', 0)
  return skipBlank(text, 0)
}

function isPrefix(text: string): boolean {
  return text.length < 12 && ('[gd_scene'.startsWith(text) || '[gd_resource'.startsWith(text))
}

export function readFormat(text: string, header: FieldOwner): number {
  const field = findField(header, 'format')
  if (!field) return NEWEST_FORMAT
  const format = Number(text.slice(field.valueStart, field.valueEnd))
  if (!Number.isInteger(format) || format < 1)
    throw new CodecFailure('syntax', 'The format is not a number that Godot knows', field.valueStart)
  if (format > NEWEST_FORMAT)
    throw new CodecFailure('newer-format', `Saved by a newer Godot, in format ${format}`, field.valueStart)
  return format
}
