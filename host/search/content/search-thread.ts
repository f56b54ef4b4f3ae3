/**
 * A thread that looks through files. Asked with a `SearchTask`, it answers with `FileMatches[]`, in order of the paths;
 * a runaway expression hangs this thread alone, which is then ended from outside.
 */
import { Buffer, isAscii } from 'node:buffer'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { type MessagePort, parentPort } from 'node:worker_threads'
import { SEARCHED_FILE_BYTES } from '../../../shared/limits.ts'
import { type LineMatch, matchLines } from '../../../shared/repo/search/match-text.ts'
import { readTextQuery, type TextPattern, type TextQuery } from '../../../shared/repo/search/text-query.ts'

export interface SearchTask {
  readonly folder: string
  readonly paths: readonly string[]
  readonly query: TextQuery
  /** Lines of one file. */
  readonly linesPerFile: number
}

export interface FileMatches {
  readonly path: string
  readonly lines: readonly LineMatch[]
}

/** As Git: with a zero byte near its beginning it is no text. */
const LOOKED_AT_BYTES = 8_000
const FIRST_BUFFER_BYTES = 256 * 1024

interface Held {
  buffer: Buffer
  asked: { readonly query: string; readonly pattern: TextPattern; readonly needle: Buffer | null } | null
}

if (parentPort !== null) answer(parentPort)

function answer(port: MessagePort): void {
  const held: Held = { buffer: Buffer.allocUnsafeSlow(FIRST_BUFFER_BYTES), asked: null }
  port.on('message', (task: SearchTask) => port.postMessage(search(task, held)))
}

function search({ folder, paths, query, linesPerFile }: SearchTask, held: Held): FileMatches[] {
  const { pattern, needle } = patternOf(query, held)
  const found: FileMatches[] = []
  for (const path of paths) {
    const bytes = readInto(held, join(folder, path))
    if (bytes === null || bytes.subarray(0, LOOKED_AT_BYTES).includes(0)) continue
    if (needle !== null && bytes.indexOf(needle) < 0) continue
    const lines = matchLines(textOf(bytes), pattern, linesPerFile)
    if (lines.length > 0) found.push({ path, lines })
  }
  return found
}

/** The last one is kept: a search is many tasks. */
function patternOf(query: TextQuery, held: Held) {
  const key = JSON.stringify(query)
  if (held.asked?.query === key) return held.asked
  const read = readTextQuery(query)
  if (!read.ok) throw new RangeError(read.reason)
  const { needle } = read.pattern
  held.asked = { query: key, pattern: read.pattern, needle: needle === null ? null : Buffer.from(needle, 'utf8') }
  return held.asked
}

/** Good until the next call. Null for what cannot be read or is too large. */
function readInto(held: Held, path: string): Buffer | null {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    // Gone or forbidden since it was listed: not a file to search.
    return null
  }
  try {
    const size = fstatSync(file).size
    if (size > SEARCHED_FILE_BYTES) return null
    if (size > held.buffer.length) held.buffer = Buffer.allocUnsafeSlow(size * 2)
    let length = 0
    while (length < size) {
      const read = readSync(file, held.buffer, length, size - length, null)
      if (read === 0) break
      length += read
    }
    return held.buffer.subarray(0, length)
  } catch {
    return null
  } finally {
    closeSync(file)
  }
}

function textOf(bytes: Buffer): string {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8', start)
}
