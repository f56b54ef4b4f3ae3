/**
 * A thread that looks through files. Asked with a `SearchTask`, it answers with `FileMatches[]`, in order of the paths;
 * a runaway expression hangs this thread alone, which is then ended from outside.
 */
import { Buffer, isAscii } from 'node:buffer'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
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

let buffer = Buffer.allocUnsafeSlow(256 * 1024)
let known: { readonly query: string; readonly pattern: TextPattern; readonly needle: Buffer | null } | null = null

parentPort?.on('message', (task: SearchTask) => parentPort?.postMessage(search(task)))

function search({ folder, paths, query, linesPerFile }: SearchTask): FileMatches[] {
  const { pattern, needle } = patternOf(query)
  const found: FileMatches[] = []
  for (const path of paths) {
    const bytes = readInto(join(folder, path))
    if (bytes === null || bytes.subarray(0, LOOKED_AT_BYTES).includes(0)) continue
    if (needle !== null && bytes.indexOf(needle) < 0) continue
    const lines = matchLines(textOf(bytes), pattern, linesPerFile)
    if (lines.length > 0) found.push({ path, lines })
  }
  return found
}

function patternOf(query: TextQuery) {
  const key = JSON.stringify(query)
  if (known?.query !== key) {
    const read = readTextQuery(query)
    if (!read.ok) throw new RangeError(read.reason)
    const { needle } = read.pattern
    known = { query: key, pattern: read.pattern, needle: needle === null ? null : Buffer.from(needle, 'utf8') }
  }
  return known
}

/** Good until the next call. Null for what cannot be read or is too large. */
function readInto(path: string): Buffer | null {
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
    if (size > buffer.length) buffer = Buffer.allocUnsafeSlow(size * 2)
    let length = 0
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = readSync(file, buffer, length, buffer.length - length, null)
      if (length + read >= size) {
        length += read
        break
      }
    }
    return buffer.subarray(0, length)
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
