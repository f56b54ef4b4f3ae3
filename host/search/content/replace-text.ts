/**
 * Replacing what a search finds, file by file (SRC4). A file is written only if it still has the bytes that were looked
 * at, and never if it is not UTF-8: what cannot be read cannot be written back unharmed.
 */

import { join } from 'node:path'
import { type Replaced, replaceIn } from '../../../shared/repo/search/match-text.ts'
import { readTextQuery } from '../../../shared/repo/search/text-query.ts'
import { bytesIfThere } from '../../files/exists.ts'
import { writeWhole } from '../../files/write-whole.ts'
import type { ContentQuery, ContentSearch } from './content-search.ts'

export interface ReplaceWish {
  readonly folder: string
  readonly query: ContentQuery
  readonly by: string
  /** Only in these, if given. */
  readonly paths?: readonly string[]
  readonly isDryRun: boolean
}

export interface FileReplaced {
  readonly path: string
  readonly lines: Replaced['lines']
  /** `skipped`: not UTF-8, or changed by somebody while it was being replaced. */
  readonly outcome: 'replaced' | 'would replace' | 'skipped'
  /** Bytes before, to take it back with; null where nothing was written. */
  readonly before: Buffer | null
  /** Bytes that were written. */
  readonly after: Buffer | null
}

/** Throws what `ContentSearch.search` throws, and what the disk says. */
export async function* replaceText(
  search: ContentSearch,
  { folder, query, by, paths, isDryRun }: ReplaceWish,
  signal?: AbortSignal,
): AsyncGenerator<FileReplaced, void, void> {
  const read = readTextQuery(query)
  const wanted = paths === undefined ? null : new Set(paths)
  for await (const { path, lines } of search.search(folder, query, signal)) {
    if (!read.ok || (wanted !== null && !wanted.has(path))) continue
    const skipped = {
      path,
      lines: lines.map(({ line, text }) => ({ line, before: text, after: text })),
      outcome: 'skipped',
      before: null,
      after: null,
    } as const
    const absolute = join(folder, path)
    const bytes = await bytesIfThere(absolute)
    const text = bytes === null ? null : strictText(bytes)
    if (bytes === null || text === null) {
      yield skipped
      continue
    }
    const replaced = replaceIn(text, read.pattern, by, query.isRegex)
    if (replaced === null) continue
    if (isDryRun) {
      yield { path, lines: replaced.lines, outcome: 'would replace', before: null, after: null }
      continue
    }
    const isStillRight = async () => (await bytesIfThere(absolute))?.equals(bytes) === true
    const after = Buffer.from(replaced.text, 'utf8')
    const isWritten = await writeWhole(absolute, after, { isStillRight })
    yield isWritten ? { path, lines: replaced.lines, outcome: 'replaced', before: bytes, after } : skipped
  }
}

/** Null for what is not UTF-8. A byte order mark stays part of the text. */
function strictText(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
