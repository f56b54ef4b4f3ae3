/** `key = value` lines, as scenes, resources and project.godot have them. */
import { CodecFailure } from './fault.ts'
import { endOfText, isDigit, isIdentifierStart, readString, skipBlank, unexpected } from './lexer.ts'
import { startsLine } from './lines.ts'
import { skipValue } from './scan.ts'

/** One `key = value`; `name` as Godot reads it (unquoted, unescaped, white space removed). `start` = first of the key. */
export interface Property {
  name: string
  start: number
  valueStart: number
  valueEnd: number
}

/** Reads the assignment whose key starts at `offset`, which is neither blank nor a `[`. COD6 */
export function readAssignment(text: string, offset: number): Property {
  const plainEnd = skipPlainKey(text, offset)
  const equals = equalsBehind(text, offset, plainEnd)
  const key = equals < 0 ? readOddKey(text, offset) : { name: text.slice(offset, plainEnd), end: equals + 1 }
  const valueStart = skipBlank(text, key.end)
  return { name: key.name, start: offset, valueStart, valueEnd: skipValue(text, valueStart, 0) }
}

/** As `readAssignment`, for what only checks a text: gives the end of the value. */
export function skipAssignment(text: string, offset: number): number {
  const equals = equalsBehind(text, offset, skipPlainKey(text, offset))
  const keyEnd = equals < 0 ? readOddKey(text, offset).end : equals + 1
  return skipValue(text, skipBlank(text, keyEnd), 0)
}

function skipPlainKey(text: string, offset: number): number {
  let i = offset
  while (isPlainKeyCharacter(text.charCodeAt(i))) i++
  return i
}

/** The `=` behind a plain key; -1 where this is none. */
function equalsBehind(text: string, offset: number, plainEnd: number): number {
  let i = plainEnd
  while (text.charCodeAt(i) === 32) i++
  return text.charCodeAt(i) === 61 /* = */ && plainEnd > offset ? i : -1
}

function isPlainKeyCharacter(c: number): boolean {
  return isIdentifierStart(c) || isDigit(c) || c === 47 || c === 46 || c === 58 || c === 45 || c === 64
}

/**
 * Godot drops white space and comments anywhere in a key; a quoted part replaces what came before it. It would also
 * take a `#` line, or a line of junk, and the tag below for a key, and lose that tag's section: refused here.
 */
function readOddKey(text: string, offset: number): { name: string; end: number } {
  refuseConflictMarker(text, offset)
  if (text.charCodeAt(offset) === 35 /* # */) throw unexpected(text, offset, 'an assignment')
  let name = ''
  let i = offset
  for (;;) {
    i = skipBlank(text, i)
    const c = text.charCodeAt(i)
    if (c === 61) return { name, end: i + 1 }
    if (c === 34) {
      const quoted = readString(text, i)
      name = quoted.value
      i = quoted.end
    } else if (c === 91 /* [ */ && startsLine(text, i)) throw unexpected(text, i, '"="')
    else if (c > 0) {
      name += text.charAt(i)
      i++
    } else throw endOfText(text, i, 'an assignment')
  }
}

const MARKER = /(?:<{7}|={7}|>{7}|\|{7})(?![<=>|])/y

export function refuseConflictMarker(text: string, offset: number): void {
  const marker = new RegExp(MARKER)
  marker.lastIndex = offset
  if (marker.test(text)) throw conflictMarker(offset)
}

function conflictMarker(offset: number): CodecFailure {
  return new CodecFailure('conflict-markers', 'Has the conflict markers of an unfinished Git merge', offset)
}

/** Where a file cannot be read and has conflict markers, they are the reason to give. */
export function preferConflictMarker(text: string, failure: CodecFailure): CodecFailure {
  const at = text.search(/^(?:<{7}|>{7})(?: |\r?$)/m)
  return at === -1 ? failure : conflictMarker(at)
}
