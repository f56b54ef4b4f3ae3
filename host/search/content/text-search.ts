/**
 * Text search for the open workspace: the threads, and what was replaced, to take it back. What is written here is taken
 * in as any change of a file is (FIL5), so that everybody gets it.
 */

import { join } from 'node:path'
import { AppError, isAppError } from '../../../shared/contract/errors.ts'
import type { FileFound, FileReplacedAnswer, TextFound } from '../../../shared/contract/text-search.ts'
import { REPLACES_KEPT } from '../../../shared/limits.ts'
import { findNames, type NameHit } from '../../../shared/repo/search/file-names.ts'
import { bytesIfThere } from '../../files/exists.ts'
import { writeWhole } from '../../files/write-whole.ts'
import { type ContentQuery, type ContentSearchOptions, createContentSearch } from './content-search.ts'
import { listFiles } from './list-files.ts'
import { replaceText } from './replace-text.ts'

export interface ReplaceProgress {
  readonly file: FileReplacedAnswer | null
  readonly undo: string | null
  readonly isOver: boolean
  readonly fault: string | null
}

export interface TextSearch extends AsyncDisposable {
  /** Files as they are found, some at a time; stops at `limit` lines. A query that cannot be run is the last event's fault. */
  find(query: ContentQuery, limit: number, signal?: AbortSignal): AsyncGenerator<TextFound, void, void>
  names(text: string, limit: number): NameHit[]
  replace(
    wish: { query: ContentQuery; by: string; paths?: readonly string[] | undefined; dryRun: boolean },
    signal?: AbortSignal,
  ): AsyncGenerator<ReplaceProgress, void, void>
  /** Throws AppError NOT_FOUND. */
  undo(id: string): Promise<{ files: number; skipped: number }>
}

interface Deps extends ContentSearchOptions {
  readonly folder: string
  readonly random: (bytes: number) => Uint8Array
}

/** Lines in one event: few enough to draw, enough to be quick. */
const EVENT_LINES = 200
const SCHEME = 'res://'

interface Written {
  readonly path: string
  readonly before: Buffer
  readonly after: Buffer
}

export function createTextSearch({ folder, random, ...options }: Deps): TextSearch {
  const search = createContentSearch(options)
  const kept = new Map<string, readonly Written[]>()

  function keep(written: readonly Written[]): string | null {
    if (written.length === 0) return null
    const id = Buffer.from(random(12)).toString('base64url')
    kept.set(id, written)
    for (const old of [...kept.keys()].slice(0, -REPLACES_KEPT)) kept.delete(old)
    return id
  }

  return {
    async *find(query, limit, signal) {
      const started = performance.now()
      let files: FileFound[] = []
      let lines = 0
      let waiting = 0
      const event = (isOver: boolean, isCut: boolean, fault: string | null = null): TextFound => {
        const found = { files, lines, isOver, isCut, ms: performance.now() - started, fault }
        files = []
        waiting = 0
        return found
      }
      try {
        for await (const file of search.search(folder, query, signal)) {
          const some = file.lines.slice(0, limit - lines)
          files.push({
            path: SCHEME + file.path,
            lines: some.map(each => ({
              ...each,
              ranges: each.ranges.map(([start, end]): [number, number] => [start, end]),
            })),
          })
          lines += some.length
          waiting += some.length
          if (lines >= limit) {
            yield event(true, true)
            return
          }
          if (waiting >= EVENT_LINES) yield event(false, false)
        }
      } catch (error) {
        yield event(true, false, faultOf(error))
        return
      }
      yield event(true, false)
    },
    names: (text, limit) =>
      findNames(listFiles(folder), text, limit).map(({ path, ranges }) => ({
        path: SCHEME + path,
        ranges: ranges.map(([start, end]): [number, number] => [start + SCHEME.length, end + SCHEME.length]),
      })),
    async *replace({ query, by, paths, dryRun }, signal) {
      const written: Written[] = []
      const wish = {
        folder,
        query,
        by,
        isDryRun: dryRun,
        ...(paths !== undefined && { paths: paths.map(path => path.slice(SCHEME.length)) }),
      }
      let undo: string | null = null
      let fault: string | null = null
      try {
        for await (const { path, lines, outcome, before, after } of replaceText(search, wish, signal)) {
          if (before !== null && after !== null) written.push({ path, before, after })
          yield { file: { path: SCHEME + path, lines: [...lines], outcome }, undo: null, isOver: false, fault: null }
        }
      } catch (error) {
        fault = faultOf(error)
      } finally {
        // Stopped half-way, what was written can be taken back all the same.
        undo = keep(written)
      }
      yield { file: null, undo, isOver: true, fault }
    },
    async undo(id) {
      const written = kept.get(id)
      if (written === undefined) throw new AppError('NOT_FOUND', 'This can no longer be taken back.')
      kept.delete(id)
      let files = 0
      for (const { path, before, after } of written) {
        const absolute = join(folder, path)
        const isStillRight = async () => (await bytesIfThere(absolute))?.equals(after) === true
        if ((await isStillRight()) && (await writeWhole(absolute, before, { isStillRight }))) files += 1
      }
      return { files, skipped: written.length - files }
    },
    [Symbol.asyncDispose]: () => search[Symbol.asyncDispose](),
  }
}

/** What a person can mend; anything else is thrown on. */
function faultOf(error: unknown): string {
  if (isAppError(error) && error.code === 'BAD_REQUEST') return error.message
  throw error
}
