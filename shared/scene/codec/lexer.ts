/**
 * Godot's tokens, found by character codes. Every function takes an offset and returns the offset behind what it
 * read; none makes a string unless it must, because a scene has hundreds of thousands of tokens.
 */
import { CodecFailure } from './fault.ts'

/** Skips white space (every character up to 32) and `;` comments. COD3 */
export function skipBlank(text: string, offset: number): number {
  let i = offset
  for (;;) {
    const c = text.charCodeAt(i)
    if (c === 59 /* ; */) {
      const newline = text.indexOf('\n', i)
      if (newline === -1) return text.length
      i = newline + 1
    } else if (c <= 32 && c !== 0) i++
    else return i
  }
}

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57
}

export function isIdentifierStart(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95
}

export function skipIdentifier(text: string, offset: number): number {
  let i = offset
  for (;;) {
    const c = text.charCodeAt(i)
    if (isIdentifierStart(c) || (isDigit(c) && i > offset)) i++
    else return i
  }
}

/** A number that starts with a digit or `-` at `offset`. The sign must touch the digits. COD5 */
export function skipNumber(text: string, offset: number): number {
  let i = offset
  if (text.charCodeAt(i) === 45 /* - */) i++
  if (!isDigit(text.charCodeAt(i))) throw unexpected(text, i, 'a digit')
  while (isDigit(text.charCodeAt(i))) i++
  if (text.charCodeAt(i) === 46 /* . */) {
    i++
    while (isDigit(text.charCodeAt(i))) i++
  }
  const c = text.charCodeAt(i)
  if (c === 101 || c === 69 /* e E */) {
    i++
    const sign = text.charCodeAt(i)
    if (sign === 43 || sign === 45) i++
    while (isDigit(text.charCodeAt(i))) i++
  }
  return i
}

/** A string whose opening quote is at `offset`; checks escapes as Godot does. COD4 */
export function skipString(text: string, offset: number): number {
  let i = offset + 1
  for (;;) {
    const c = text.charCodeAt(i)
    if (c === 34 /* " */) return i + 1
    if (c === 92 /* \ */) {
      // Anything but \u and \U is the next character, whatever it is.
      const next = text.charCodeAt(i + 1)
      if (next === 117 || next === 85) i = readHexEscape(text, i).end
      else if (Number.isNaN(next) || next === 0) throw endOfText(text, i + 1, 'a string')
      else i += 2
    } else if (c > 0) i++
    else throw endOfText(text, i, 'a string')
  }
}

/** The content of the string whose opening quote is at `offset`. */
export function readString(text: string, offset: number): { value: string; end: number } {
  const end = skipString(text, offset)
  const raw = text.slice(offset + 1, end - 1)
  return { value: raw.includes('\\') ? decodeEscapes(text, offset + 1, end - 1) : raw, end }
}

export function unexpected(text: string, offset: number, wanted: string): CodecFailure {
  if (offset >= text.length || text.charCodeAt(offset) === 0) return endOfText(text, offset, wanted)
  const found = String.fromCodePoint(text.codePointAt(offset) ?? 0)
  return new CodecFailure('syntax', `Expected ${wanted}, found ${JSON.stringify(found)}`, offset)
}

/** The text ends, or has the NUL at which Godot stops reading, inside something. */
export function endOfText(text: string, offset: number, inside: string): CodecFailure {
  if (offset < text.length) return new CodecFailure('encoding', 'Contains a NUL character, where Godot stops', offset)
  return new CodecFailure('truncated', `The text ends where ${inside} should go on`, text.length)
}

function decodeEscapes(text: string, start: number, end: number): string {
  let value = ''
  let copied = start
  for (let i = text.indexOf('\\', start); i !== -1 && i < end; i = text.indexOf('\\', copied)) {
    value += text.slice(copied, i)
    const next = text.charCodeAt(i + 1)
    if (next === 117 || next === 85) {
      const hex = readHexEscape(text, i)
      value += hex.value
      copied = hex.end
    } else {
      value += ESCAPED.get(next) ?? text.charAt(i + 1)
      copied = i + 2
    }
  }
  return value + text.slice(copied, end)
}

const ESCAPED = new Map([
  [98, '\b'],
  [116, '\t'],
  [110, '\n'],
  [102, '\f'],
  [114, '\r'],
])

/** `\uXXXX` or `\UXXXXXX` at `offset`; two `\u` of a surrogate pair count as one. An unpaired half is an error. */
function readHexEscape(text: string, offset: number): { value: string; end: number } {
  const first = readHex(text, offset)
  if (first.code >= 0xdc00 && first.code <= 0xdfff) throw unpaired(offset)
  if (first.code < 0xd800 || first.code > 0xdbff) return { value: String.fromCodePoint(first.code), end: first.end }
  const isPair = text.charCodeAt(first.end) === 92 && (text.charCodeAt(first.end + 1) | 32) === 117
  if (!isPair) throw first.end >= text.length ? endOfText(text, first.end, 'a string') : unpaired(offset)
  const second = readHex(text, first.end)
  if (second.code < 0xdc00 || second.code > 0xdfff) throw unpaired(offset)
  return { value: String.fromCharCode(first.code, second.code), end: second.end }
}

function unpaired(offset: number): CodecFailure {
  return new CodecFailure('syntax', 'Half of a surrogate pair in a string', offset)
}

function readHex(text: string, offset: number): { code: number; end: number } {
  const digits = text.charCodeAt(offset + 1) === 85 ? 6 : 4
  const end = offset + 2 + digits
  let code = 0
  for (let i = offset + 2; i < end; i++) {
    const digit = hexDigit(text.charCodeAt(i))
    if (digit === -1) throw unexpected(text, i, 'a hexadecimal digit')
    code = code * 16 + digit
  }
  if (code === 0 || code > 0x10ffff) throw new CodecFailure('syntax', 'No such character', offset)
  return { code, end }
}

export function hexDigit(c: number): number {
  if (isDigit(c)) return c - 48
  const lower = c | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}
