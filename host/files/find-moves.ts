/**
 * FIL9: a file that is gone here and there again elsewhere was moved: with the same bytes, or, for what is a document,
 * with a text so alike that nobody would have written it anew. Its entry and document stay who they are. A folder whose
 * files all went the same way was moved itself.
 */
import { extname, posix } from 'node:path'
import { MOVES_COMPARED } from '../../shared/limits.ts'
import type { FileRow } from '../storage/store.ts'
import type { FolderChanges, FoundFile } from './compare.ts'

export interface MoveSources {
  /** The text that was last seen in a document's file; undefined where it was never written. */
  readonly textOf: (row: FileRow) => string | undefined
  /** The text of a file that was found; undefined where it cannot be read as one. */
  readonly readText: (found: FoundFile) => Promise<string | undefined>
}

/** Of the lines of both texts, how many they must share. Git calls half a rename. */
const ALIKE = 0.5

/** `removed`: only rows that have an entry. */
export async function findMoves(
  { removed, added }: Pick<FolderChanges, 'removed' | 'added'>,
  sources: MoveSources,
): Promise<Map<FileRow, FoundFile>> {
  const moves = movedWhole(removed, added)
  const taken = new Set(moves.values())
  const gone = removed.filter(row => !moves.has(row) && row.document !== null)
  const fresh = added.filter(found => !taken.has(found))
  if (gone.length === 0 || fresh.length === 0) return moves
  if (gone.length > MOVES_COMPARED || fresh.length > MOVES_COMPARED) return moves
  for (const [row, found] of await movedAndEdited(gone, fresh, sources)) moves.set(row, found)
  return moves
}

function movedWhole(removed: readonly FileRow[], added: readonly FoundFile[]): Map<FileRow, FoundFile> {
  const free = Map.groupBy(added, found => found.hash)
  const moves = new Map<FileRow, FoundFile>()
  for (const row of removed) {
    const candidates = free.get(row.hash) ?? []
    const name = posix.basename(row.path)
    const sameName = candidates.findIndex(found => posix.basename(found.path) === name)
    const [found] = candidates.splice(Math.max(0, sameName), 1)
    if (found !== undefined) moves.set(row, found)
  }
  return moves
}

/** The most alike first; each file once. */
async function movedAndEdited(
  gone: readonly FileRow[],
  fresh: readonly FoundFile[],
  { textOf, readText }: MoveSources,
): Promise<Map<FileRow, FoundFile>> {
  const texts = new Map<FoundFile, string>()
  for (const found of fresh) {
    if (!gone.some(row => extname(row.path) === extname(found.path))) continue
    const text = await readText(found)
    if (text !== undefined) texts.set(found, text)
  }
  const pairs: { row: FileRow; found: FoundFile; likeness: number }[] = []
  for (const row of gone) {
    const before = textOf(row)
    if (before === undefined || before.trim() === '') continue
    for (const [found, text] of texts) {
      if (extname(row.path) !== extname(found.path)) continue
      const likeness = likenessOf(before, text)
      if (likeness > ALIKE) pairs.push({ row, found, likeness })
    }
  }
  pairs.sort((a, b) => b.likeness - a.likeness || (a.found.path < b.found.path ? -1 : 1))
  const moves = new Map<FileRow, FoundFile>()
  const taken = new Set<FoundFile>()
  for (const { row, found } of pairs) {
    if (moves.has(row) || taken.has(found)) continue
    moves.set(row, found)
    taken.add(found)
  }
  return moves
}

/** 0 to 1: lines that both have, of all there are. Empty lines say nothing. */
function likenessOf(a: string, b: string): number {
  const lines = (text: string) => text.split(/\r?\n/).filter(line => line.trim() !== '')
  const [first, second] = [lines(a), lines(b)]
  const counts = new Map<string, number>()
  for (const line of first) counts.set(line, (counts.get(line) ?? 0) + 1)
  let shared = 0
  for (const line of second) {
    const left = counts.get(line) ?? 0
    if (left === 0) continue
    counts.set(line, left - 1)
    shared += 1
  }
  return first.length + second.length === 0 ? 0 : (2 * shared) / (first.length + second.length)
}

/** Folders whose files all went to one other place, outermost first. `files`: paths of all files of the tree. */
export function movedFolders(
  moves: ReadonlyMap<{ readonly path: string }, { readonly path: string }>,
  files: Iterable<string>,
): { readonly from: string; readonly to: string }[] {
  const went = new Map([...moves].map(([row, found]) => [row.path, found.path]))
  const wanted = new Map<string, string>()
  for (const [from, to] of went) {
    for (const [folder, target] of foldersOf(from, to)) if (!wanted.has(folder)) wanted.set(folder, target)
  }
  for (const file of files) {
    for (const [folder, target] of [...wanted]) {
      if (!file.startsWith(`${folder}/`)) continue
      if (went.get(file) !== target + file.slice(folder.length)) wanted.delete(folder)
    }
  }
  return [...wanted]
    .map(([from, to]) => ({ from, to }))
    .sort((a, b) => a.from.length - b.from.length || (a.from < b.from ? -1 : 1))
    .filter(({ from, to }, i, all) => {
      const isInside = to.startsWith(`${from}/`)
      const isCarried = all.slice(0, i).some(outer => from.startsWith(`${outer.from}/`))
      return !isInside && !isCarried
    })
}

/** `a/b/x` → `c/b/x` : folder `a/b` went to `c/b`, and `a` to `c`. */
function foldersOf(from: string, to: string): [string, string][] {
  const [left, right] = [from.split('/'), to.split('/')]
  const found: [string, string][] = []
  while (left.length > 1 && right.length > 1 && left.at(-1) === right.at(-1)) {
    left.pop()
    right.pop()
    if (left.join('/') !== right.join('/')) found.push([left.join('/'), right.join('/')])
  }
  return found
}
