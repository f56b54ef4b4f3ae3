/**
 * Finds where one value ends, checking the same grammar as `parseVariant` but making nothing of it: this runs over
 * every value of a file when it is opened, values are built only for the few that somebody looks at.
 */
import { VALUE_DEPTH } from '../../limits.ts'
import { attempt, CodecFailure, type Parsed } from './fault.ts'
import {
  hexDigit,
  isDigit,
  isIdentifierStart,
  skipBlank,
  skipIdentifier,
  skipNumber,
  skipString,
  unexpected,
} from './lexer.ts'
import { CONSTRUCTORS } from './types.ts'

/** End of the value that starts at `offset`, white space and comments before it allowed. */
export function scanValue(text: string, offset: number): Parsed<number> {
  return attempt(text, () => skipValue(text, skipBlank(text, offset), 0))
}

/** As `scanValue`, for readers inside the codec: `offset` is the value's first character. Throws `CodecFailure`. */
export function skipValue(text: string, offset: number, depth: number): number {
  const c = text.charCodeAt(offset)
  switch (c) {
    case 34 /* " */:
      return skipString(text, offset)
    case 38 /* & */:
    case 64 /* @ */:
      if (text.charCodeAt(offset + 1) !== 34) throw unexpected(text, offset + 1, 'a quote')
      return skipString(text, offset + 1)
    case 35 /* # */:
      return skipColor(text, offset)
    case 91 /* [ */:
      return skipArray(text, offset, depth)
    case 123 /* { */:
      return skipDictionary(text, offset, depth)
    default:
      if (isDigit(c) || (c === 45 && !isIdentifierStart(text.charCodeAt(offset + 1)))) return skipNumber(text, offset)
      if (c === 45) return skipNegativeWord(text, offset)
      if (isIdentifierStart(c)) return skipWord(text, offset, depth)
      throw unexpected(text, offset, 'a value')
  }
}

/** Words that are values by themselves, and the numbers among them. COD5 */
export function isPlainWord(word: string): boolean {
  return word === 'true' || word === 'false' || word === 'null' || word === 'nil' || isNumberWord(word)
}

export function isNumberWord(word: string): boolean {
  return word === 'inf' || word === 'inf_neg' || word === 'nan' || word === '-inf'
}

export function skipNegativeWord(text: string, offset: number): number {
  const end = skipIdentifier(text, offset + 1)
  if (text.slice(offset, end) !== '-inf') throw unexpected(text, offset + 1, 'a digit')
  return end
}

export function tooDeep(offset: number): CodecFailure {
  return new CodecFailure('too-large', `A value nests deeper than ${VALUE_DEPTH} levels`, offset)
}

/** Skips blanks and the one character that must follow. */
export function skipMark(text: string, offset: number, mark: string): number {
  const i = skipBlank(text, offset)
  if (text.charAt(i) !== mark) throw unexpected(text, i, `"${mark}"`)
  return i + 1
}

/** Type names between the brackets of `Array[…]` and `Dictionary[…, …]`: a class, or a script resource. */
export function skipTypeName(text: string, offset: number): number {
  const end = skipIdentifier(text, offset)
  if (end === offset) throw unexpected(text, offset, 'a type')
  const kind = CONSTRUCTORS.get(text.slice(offset, end))?.kind
  const isScript = (kind === 'reference' || kind === 'resource') && text.charAt(skipBlank(text, end)) === '('
  return isScript ? skipWord(text, offset, 0) : end
}

function skipColor(text: string, offset: number): number {
  let i = offset + 1
  while (hexDigit(text.charCodeAt(i)) !== -1) i++
  return i
}

function skipArray(text: string, offset: number, depth: number): number {
  if (depth >= VALUE_DEPTH) throw tooDeep(offset)
  let i = skipBlank(text, offset + 1)
  while (text.charCodeAt(i) !== 93 /* ] */) {
    i = skipBlank(text, skipValue(text, i, depth + 1))
    if (text.charCodeAt(i) === 44 /* , */) i = skipBlank(text, i + 1)
    else if (text.charCodeAt(i) !== 93) throw unexpected(text, i, '"," or "]"')
  }
  return i + 1
}

function skipDictionary(text: string, offset: number, depth: number): number {
  if (depth >= VALUE_DEPTH) throw tooDeep(offset)
  let i = skipBlank(text, offset + 1)
  while (text.charCodeAt(i) !== 125 /* } */) {
    i = skipMark(text, skipValue(text, i, depth + 1), ':')
    i = skipBlank(text, skipValue(text, skipBlank(text, i), depth + 1))
    if (text.charCodeAt(i) === 44) i = skipBlank(text, i + 1)
    else if (text.charCodeAt(i) !== 125) throw unexpected(text, i, '"," or "}"')
  }
  return i + 1
}

function skipWord(text: string, offset: number, depth: number): number {
  const end = skipIdentifier(text, offset)
  const word = text.slice(offset, end)
  if (isPlainWord(word)) return end
  const maker = CONSTRUCTORS.get(word)
  if (!maker) throw new CodecFailure('syntax', `Expected a value, found ${word.slice(0, 40)}`, offset)
  switch (maker.kind) {
    case 'components': {
      const list = skipNumbers(text, skipMark(text, end, '('))
      if (list.count !== maker.count)
        throw new CodecFailure('syntax', `${word} takes ${maker.count} numbers, found ${list.count}`, offset)
      return list.end
    }
    case 'packed-numbers':
    case 'packed-int64':
      return skipNumbers(text, skipMark(text, end, '(')).end
    case 'packed-bytes': {
      const i = skipBlank(text, skipMark(text, end, '('))
      if (text.charCodeAt(i) !== 34) return skipNumbers(text, i).end
      return skipMark(text, checkBase64(text, i), ')')
    }
    case 'packed-strings':
      return skipStrings(text, skipMark(text, end, '('))
    case 'node-path':
      return skipMark(text, skipQuoted(text, skipMark(text, end, '(')), ')')
    case 'reference':
      return skipMark(text, skipId(text, skipBlank(text, skipMark(text, end, '('))), ')')
    case 'resource': {
      const i = skipBlank(text, skipQuoted(text, skipMark(text, end, '(')))
      return skipMark(text, text.charCodeAt(i) === 44 ? skipQuoted(text, i + 1) : i, ')')
    }
    case 'rid': {
      const i = skipBlank(text, skipMark(text, end, '('))
      return skipMark(text, text.charCodeAt(i) === 41 ? i : skipNumber(text, i), ')')
    }
    case 'empty':
      return skipMark(text, skipMark(text, end, '('), ')')
    case 'object':
      return skipObject(text, skipMark(text, end, '('), depth)
    case 'array': {
      const type = skipTypeName(text, skipBlank(text, skipMark(text, end, '[')))
      const i = skipBlank(text, skipMark(text, skipMark(text, type, ']'), '('))
      if (text.charCodeAt(i) !== 91) throw unexpected(text, i, '"["')
      return skipMark(text, skipArray(text, i, depth), ')')
    }
    case 'dictionary': {
      const key = skipTypeName(text, skipBlank(text, skipMark(text, end, '[')))
      const value = skipTypeName(text, skipBlank(text, skipMark(text, key, ',')))
      const i = skipBlank(text, skipMark(text, skipMark(text, value, ']'), '('))
      if (text.charCodeAt(i) !== 123) throw unexpected(text, i, '"{"')
      return skipMark(text, skipDictionary(text, i, depth), ')')
    }
  }
}

/** Numbers up to the closing bracket; a comma must be followed by another. */
function skipNumbers(text: string, offset: number): { end: number; count: number } {
  let i = skipBlank(text, offset)
  if (text.charCodeAt(i) === 41 /* ) */) return { end: i + 1, count: 0 }
  for (let count = 1; ; count++) {
    i = skipBlank(text, skipConstructorNumber(text, i))
    const c = text.charCodeAt(i)
    if (c === 41) return { end: i + 1, count }
    if (c !== 44) throw unexpected(text, i, '"," or ")"')
    i = skipBlank(text, i + 1)
  }
}

/** What a reference names: a string, or the number of Godot 3. */
export function skipId(text: string, offset: number): number {
  const c = text.charCodeAt(offset)
  if (c === 34) return skipString(text, offset)
  if (!isDigit(c)) throw unexpected(text, offset, 'an id')
  return skipNumber(text, offset)
}

/** The string of a byte array, whose opening quote is at `offset`; gives its end. */
export function checkBase64(text: string, offset: number): number {
  const base64 = /"[A-Za-z0-9+/]*={0,2}"/y
  base64.lastIndex = offset
  if (base64.test(text) && (base64.lastIndex - offset - 2) % 4 === 0) return base64.lastIndex
  skipString(text, offset)
  throw new CodecFailure('syntax', 'A byte array that is not base64', offset)
}

/** A number, or a word that stands for one. */
export function skipConstructorNumber(text: string, offset: number): number {
  const c = text.charCodeAt(offset)
  if (c === 45 && isIdentifierStart(text.charCodeAt(offset + 1))) return skipNegativeWord(text, offset)
  if (!isIdentifierStart(c)) return skipNumber(text, offset)
  const end = skipIdentifier(text, offset)
  if (!isNumberWord(text.slice(offset, end))) throw unexpected(text, offset, 'a number')
  return end
}

function skipQuoted(text: string, offset: number): number {
  const i = skipBlank(text, offset)
  if (text.charCodeAt(i) !== 34) throw unexpected(text, i, 'a string')
  return skipString(text, i)
}

function skipStrings(text: string, offset: number): number {
  let i = skipBlank(text, offset)
  if (text.charCodeAt(i) === 41) return i + 1
  for (;;) {
    i = skipBlank(text, skipQuoted(text, i))
    if (text.charCodeAt(i) === 41) return i + 1
    if (text.charCodeAt(i) !== 44) throw unexpected(text, i, '"," or ")"')
    i = skipBlank(text, i + 1)
  }
}

/** `Object(Class,"property":value,…)`, after its opening bracket. */
function skipObject(text: string, offset: number, depth: number): number {
  if (depth >= VALUE_DEPTH) throw tooDeep(offset)
  const name = skipBlank(text, offset)
  const nameEnd = skipIdentifier(text, name)
  if (nameEnd === name) throw unexpected(text, name, 'a class')
  let i = skipBlank(text, skipMark(text, nameEnd, ','))
  while (text.charCodeAt(i) !== 41) {
    i = skipMark(text, skipQuoted(text, i), ':')
    i = skipBlank(text, skipValue(text, skipBlank(text, i), depth + 1))
    if (text.charCodeAt(i) === 44) i = skipBlank(text, i + 1)
    else if (text.charCodeAt(i) !== 41) throw unexpected(text, i, '"," or ")"')
  }
  return i + 1
}
