/**
 * A text file's characters apart from how the file writes them: its byte order mark and its line endings are kept beside
 * the text, in which every line ends with `\n`. TXT2: unedited, a file has its very bytes again.
 */
import { decodeText } from '../scene/codec/encoding.ts'
import type { CodecFault } from '../scene/codec/fault.ts'

export type LineEnding = '\n' | '\r\n'

export interface FileText {
  readonly body: string
  readonly ending: LineEnding
  readonly hasMark: boolean
}

export type ReadText = { readonly ok: true; readonly raw: string } | { readonly ok: false; readonly fault: CodecFault }

const MARK = '\uFEFF'
const MARK_BYTES = 3

/** The characters of a file in UTF-8, a mark among them. Anything else is kept by its bytes. */
export function readText(bytes: Uint8Array, limitBytes: number): ReadText {
  if (bytes.length > limitBytes) {
    const reason = `Is larger than ${Math.round(limitBytes / 1024 / 1024)} MB`
    return { ok: false, fault: { code: 'too-large', reason, line: 1, column: 1, offset: 0 } }
  }
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const decoded = decodeText(hasMark ? bytes.subarray(MARK_BYTES) : bytes)
  return decoded.ok ? { ok: true, raw: (hasMark ? MARK : '') + decoded.value } : decoded
}

/** Of mixed line endings those of `present` stay the file's; without one, `\r` before a mixed `\n` is a character. */
export function splitText(raw: string, present: LineEnding = '\n'): FileText {
  const hasMark = raw.startsWith(MARK)
  const text = hasMark ? raw.slice(MARK.length) : raw
  const ending = endingOf(text, present)
  return { body: ending === '\r\n' ? text.replaceAll('\r\n', '\n') : text, ending, hasMark }
}

export function joinText({ body, ending, hasMark }: FileText): string {
  return (hasMark ? MARK : '') + (ending === '\r\n' ? body.replaceAll('\n', '\r\n') : body)
}

function endingOf(text: string, present: LineEnding): LineEnding {
  const pairs = count(text, '\r\n')
  if (pairs === 0) return text.includes('\n') ? '\n' : present
  return pairs === count(text, '\n') ? '\r\n' : present
}

function count(text: string, what: string): number {
  let found = 0
  for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length)) found += 1
  return found
}
