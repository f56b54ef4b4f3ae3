/** Builds typed values. Accepts exactly what `scan.ts` does; tests/property/codec.test.ts holds the two together. */
import { VALUE_DEPTH } from '../../limits.ts'
import { CodecFailure } from './fault.ts'
import { isDigit, isIdentifierStart, readString, skipBlank, skipIdentifier, skipNumber, unexpected } from './lexer.ts'
import {
  checkBase64,
  isNumberWord,
  skipConstructorNumber,
  skipId,
  skipMark,
  skipNegativeWord,
  skipTypeName,
  tooDeep,
} from './scan.ts'
import { CONSTRUCTORS, type Constructor } from './types.ts'
import type { Variant } from './variant.ts'

/** Where reading stands. `at` is the first character of what is read next. */
export interface Cursor {
  readonly text: string
  at: number
}

export function readValue(cursor: Cursor, depth: number): Variant {
  const { text, at } = cursor
  const c = text.charCodeAt(at)
  if (c === 34) return { type: 'String', value: takeString(cursor) }
  if (c === 38 || c === 64) {
    cursor.at = at + 1
    if (text.charCodeAt(cursor.at) !== 34) throw unexpected(text, cursor.at, 'a quote')
    return { type: 'StringName', value: takeString(cursor) }
  }
  if (c === 35) return takeColor(cursor)
  if (c === 91) return { type: 'Array', items: takeItems(cursor, depth) }
  if (c === 123) return { type: 'Dictionary', entries: takeEntries(cursor, depth) }
  if (c === 45 && isIdentifierStart(text.charCodeAt(at + 1))) {
    cursor.at = skipNegativeWord(text, at)
    return { type: 'float', value: Number.NEGATIVE_INFINITY }
  }
  if (isDigit(c) || c === 45) return takeNumber(cursor)
  if (isIdentifierStart(c)) return takeWord(cursor, depth)
  throw unexpected(text, at, 'a value')
}

function takeNumber(cursor: Cursor): Variant {
  const { text, at } = cursor
  cursor.at = skipNumber(text, at)
  const digits = text.slice(at, cursor.at)
  return isIntegral(digits) ? { type: 'int', value: toInt64(digits) } : { type: 'float', value: toDouble(digits) }
}

function isIntegral(digits: string): boolean {
  return !/[.eE]/.test(digits)
}

const INT64_MAX = 2n ** 63n - 1n

/** Beyond 64 bits the nearest that fits; but the last digit is added unchecked and may wrap round, as in Godot. COD5 */
function toInt64(digits: string): bigint {
  if (digits.length < 19) return BigInt(digits)
  const isNegative = digits.startsWith('-')
  const significant = digits.replace(/^-?0*/, '')
  const magnitude = significant.length > 19 ? 2n ** 64n : BigInt(significant || '0')
  if (magnitude / 10n > INT64_MAX / 10n) return isNegative ? -INT64_MAX - 1n : INT64_MAX
  return BigInt.asIntN(64, isNegative ? -magnitude : magnitude)
}

/** `1e` and `1e+` are numbers for Godot: an exponent without digits counts as none. */
function toDouble(digits: string): number {
  return Number(digits.replace(/[eE][+-]?$/, ''))
}

function toConstructorNumber(written: string): number {
  if (written === 'inf') return Number.POSITIVE_INFINITY
  if (written === 'inf_neg' || written === '-inf') return Number.NEGATIVE_INFINITY
  if (written === 'nan') return Number.NaN
  return isIntegral(written) && written.length > 15 ? Number(toInt64(written)) : toDouble(written)
}

function takeString(cursor: Cursor): string {
  const { value, end } = readString(cursor.text, cursor.at)
  cursor.at = end
  return value
}

/** `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`. Any other number of digits gives Godot's default colour, opaque black. */
function takeColor(cursor: Cursor): Variant {
  const digits = /[0-9a-fA-F]*/y
  digits.lastIndex = cursor.at + 1
  const hex = digits.exec(cursor.text)?.[0] ?? ''
  cursor.at += 1 + hex.length
  const size = hex.length === 3 || hex.length === 4 ? 1 : 2
  if (![3, 4, 6, 8].includes(hex.length)) return { type: 'Color', components: [0, 0, 0, 1] }
  const components: number[] = []
  for (let i = 0; i < hex.length; i += size)
    components.push(Number.parseInt(hex.slice(i, i + size), 16) / (size === 1 ? 15 : 255))
  if (components.length === 3) components.push(1)
  return { type: 'Color', components }
}

function takeItems(cursor: Cursor, depth: number): Variant[] {
  if (depth >= VALUE_DEPTH) throw tooDeep(cursor.at)
  const items: Variant[] = []
  skip(cursor, 1)
  while (!isAt(cursor, ']')) {
    items.push(readValue(cursor, depth + 1))
    takeSeparator(cursor, ']')
  }
  cursor.at++
  return items
}

function takeEntries(cursor: Cursor, depth: number): [Variant, Variant][] {
  if (depth >= VALUE_DEPTH) throw tooDeep(cursor.at)
  const entries: [Variant, Variant][] = []
  skip(cursor, 1)
  while (!isAt(cursor, '}')) {
    const key = readValue(cursor, depth + 1)
    takeMark(cursor, ':')
    entries.push([key, readValue(cursor, depth + 1)])
    takeSeparator(cursor, '}')
  }
  cursor.at++
  return entries
}

function takeWord(cursor: Cursor, depth: number): Variant {
  const { text, at } = cursor
  cursor.at = skipIdentifier(text, at)
  const word = text.slice(at, cursor.at)
  if (word === 'true' || word === 'false') return { type: 'bool', value: word === 'true' }
  if (word === 'null' || word === 'nil') return { type: 'null' }
  if (isNumberWord(word)) return { type: 'float', value: toConstructorNumber(word) }
  const maker = CONSTRUCTORS.get(word)
  if (!maker) throw new CodecFailure('syntax', `Expected a value, found ${word.slice(0, 40)}`, at)
  return takeConstructed(cursor, word, maker, depth)
}

function takeConstructed(cursor: Cursor, word: string, maker: Constructor, depth: number): Variant {
  const start = cursor.at - word.length
  if (maker.kind === 'array' || maker.kind === 'dictionary') return takeTyped(cursor, maker.kind, depth)
  takeMark(cursor, '(')
  switch (maker.kind) {
    case 'components': {
      const { type, count } = maker
      const components = takeWritten(cursor).map(type.endsWith('i') ? toInt32 : toConstructorNumber)
      if (components.length !== count)
        throw new CodecFailure('syntax', `${word} takes ${count} numbers, found ${components.length}`, start)
      return { type, components }
    }
    case 'packed-numbers': {
      const { type, count } = maker
      const numbers = takeWritten(cursor).map(type === 'PackedInt32Array' ? toInt32 : toConstructorNumber)
      return { type, numbers: numbers.slice(0, numbers.length - (numbers.length % count)) }
    }
    case 'packed-int64':
      return { type: 'PackedInt64Array', integers: takeWritten(cursor).map(toElement64) }
    case 'packed-bytes':
      return { type: 'PackedByteArray', bytes: takeBytes(cursor) }
    case 'packed-strings':
      return { type: 'PackedStringArray', strings: takeStrings(cursor) }
    case 'node-path': {
      const value = takeQuoted(cursor)
      takeClose(cursor)
      return { type: 'NodePath', value }
    }
    case 'reference': {
      const id = takeId(cursor)
      takeClose(cursor)
      return { type: maker.type, id }
    }
    case 'resource':
      return takeResource(cursor)
    case 'rid': {
      const id = isAt(cursor, ')') ? 0n : toElement64(takeWrittenNumber(cursor))
      takeClose(cursor)
      return { type: 'RID', id }
    }
    case 'empty':
      takeClose(cursor)
      return { type: maker.type }
    case 'object':
      return takeObject(cursor, depth)
  }
}

/** `Array[…]([…])` or `Dictionary[…, …]({…})`, after the word. */
function takeTyped(cursor: Cursor, kind: 'array' | 'dictionary', depth: number): Variant {
  takeMark(cursor, '[')
  const first = takeTypeName(cursor)
  if (kind === 'array') {
    openTyped(cursor, '[')
    const items = takeItems(cursor, depth)
    takeClose(cursor)
    return { type: 'Array', elementType: first, items }
  }
  takeMark(cursor, ',')
  const valueType = takeTypeName(cursor)
  openTyped(cursor, '{')
  const entries = takeEntries(cursor, depth)
  takeClose(cursor)
  return { type: 'Dictionary', keyType: first, valueType, entries }
}

function takeTypeName(cursor: Cursor): string {
  const start = cursor.at
  cursor.at = skipTypeName(cursor.text, start)
  return cursor.text.slice(start, cursor.at)
}

function openTyped(cursor: Cursor, bracket: string): void {
  takeMark(cursor, ']')
  takeMark(cursor, '(')
  if (!isAt(cursor, bracket)) throw unexpected(cursor.text, cursor.at, `"${bracket}"`)
}

function takeResource(cursor: Cursor): Variant {
  const first = takeQuoted(cursor)
  skip(cursor, 0)
  if (isAt(cursor, ')')) {
    cursor.at++
    return first.startsWith('uid://') ? { type: 'Resource', path: '', uid: first } : { type: 'Resource', path: first }
  }
  takeMark(cursor, ',')
  const second = takeQuoted(cursor)
  takeClose(cursor)
  return first.startsWith('uid://')
    ? { type: 'Resource', path: second, uid: first }
    : { type: 'Resource', path: first, uid: second }
}

function takeObject(cursor: Cursor, depth: number): Variant {
  if (depth >= VALUE_DEPTH) throw tooDeep(cursor.at)
  const start = cursor.at
  cursor.at = skipIdentifier(cursor.text, start)
  if (cursor.at === start) throw unexpected(cursor.text, start, 'a class')
  const className = cursor.text.slice(start, cursor.at)
  takeMark(cursor, ',')
  const properties: [string, Variant][] = []
  while (!isAt(cursor, ')')) {
    const name = takeQuoted(cursor)
    takeMark(cursor, ':')
    properties.push([name, readValue(cursor, depth + 1)])
    takeSeparator(cursor, ')')
  }
  cursor.at++
  return { type: 'Object', className, properties }
}

/** Numbers as written, up to and with the closing bracket. */
function takeWritten(cursor: Cursor): string[] {
  const written: string[] = []
  if (!isAt(cursor, ')')) {
    do {
      skip(cursor, written.length === 0 ? 0 : 1)
      const start = cursor.at
      cursor.at = skipConstructorNumber(cursor.text, start)
      written.push(cursor.text.slice(start, cursor.at))
      skip(cursor, 0)
    } while (isAt(cursor, ','))
    if (!isAt(cursor, ')')) throw unexpected(cursor.text, cursor.at, '"," or ")"')
  }
  cursor.at++
  return written
}

function takeStrings(cursor: Cursor): string[] {
  const strings: string[] = []
  if (!isAt(cursor, ')')) {
    do {
      skip(cursor, strings.length === 0 ? 0 : 1)
      strings.push(takeQuoted(cursor))
      skip(cursor, 0)
    } while (isAt(cursor, ','))
    if (!isAt(cursor, ')')) throw unexpected(cursor.text, cursor.at, '"," or ")"')
  }
  cursor.at++
  return strings
}

function takeBytes(cursor: Cursor): Uint8Array {
  if (!isAt(cursor, '"')) return Uint8Array.from(takeWritten(cursor), toConstructorNumber)
  checkBase64(cursor.text, cursor.at)
  const encoded = takeString(cursor)
  takeClose(cursor)
  return Uint8Array.from(atob(encoded), c => c.charCodeAt(0))
}

function takeId(cursor: Cursor): string {
  const start = cursor.at
  const end = skipId(cursor.text, start)
  if (isAt(cursor, '"')) return takeString(cursor)
  cursor.at = end
  return cursor.text.slice(start, end)
}

function takeWrittenNumber(cursor: Cursor): string {
  const start = cursor.at
  cursor.at = skipNumber(cursor.text, start)
  return cursor.text.slice(start, cursor.at)
}

/** A float beyond the range gives the lowest integer, as processors do it; an integer keeps its low bits. */
function toInt32(written: string): number {
  if (isIntegral(written) && !isNumberWord(written)) return Number(BigInt.asIntN(32, toInt64(written)))
  const value = Math.trunc(toConstructorNumber(written))
  return value >= -(2 ** 31) && value < 2 ** 31 ? value | 0 : -(2 ** 31)
}

function toElement64(written: string): bigint {
  if (isIntegral(written) && !isNumberWord(written)) return toInt64(written)
  const value = Math.trunc(toConstructorNumber(written))
  return value >= -(2 ** 63) && value < 2 ** 63 ? BigInt(value) : -(2n ** 63n)
}

function takeQuoted(cursor: Cursor): string {
  if (!isAt(cursor, '"')) throw unexpected(cursor.text, cursor.at, 'a string')
  return takeString(cursor)
}

function takeMark(cursor: Cursor, mark: string): void {
  cursor.at = skipBlank(cursor.text, skipMark(cursor.text, cursor.at, mark))
}

function takeClose(cursor: Cursor): void {
  cursor.at = skipMark(cursor.text, cursor.at, ')')
}

/** After an item: a comma, or the closing bracket, which is left where it is. */
function takeSeparator(cursor: Cursor, close: string): void {
  skip(cursor, 0)
  if (isAt(cursor, ',')) skip(cursor, 1)
  else if (!isAt(cursor, close)) throw unexpected(cursor.text, cursor.at, `"," or "${close}"`)
}

function isAt(cursor: Cursor, mark: string): boolean {
  return cursor.text.charAt(cursor.at) === mark
}

function skip(cursor: Cursor, count: number): void {
  cursor.at = skipBlank(cursor.text, cursor.at + count)
}
