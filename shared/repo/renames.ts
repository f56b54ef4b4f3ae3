/**
 * Which files of one tree are which of another under a new name: those of equal content first, then files of one name
 * that nobody else has, then the most alike, never under half. Each file is the source of one rename and the target of
 * one. Work is bounded: with very many candidates only equal content counts. (REN rules in docs/spec/repo-merge.md)
 */
import { RENAME_CANDIDATES, RENAME_FILE_BYTES } from '../limits.ts'
import { isRegular, nameOf } from './flat-tree.ts'
import type { FlatTree, TreeFile } from './git-object.ts'
import { type Pieces, piecesOf, similarity } from './similarity.ts'

export interface Rename {
  readonly from: string
  readonly to: string
  /** From 0.5 to 1, which is equal content. */
  readonly score: number
}

export type ReadContent = (hash: string) => Promise<Uint8Array>

export interface RenameSearch {
  readonly before: FlatTree
  readonly after: FlatTree
  readonly read: ReadContent
  /** Sources nobody asks about are left out of the search for likeness, which is the costly part. */
  readonly isWanted?: (from: string) => boolean
  /** Where trees are compared an empty file can be renamed; where they are merged that would say too much. */
  readonly countsEmpty?: boolean
}

/** By their new names. */
export async function findRenames({
  before,
  after,
  read,
  isWanted = () => true,
  countsEmpty = false,
}: RenameSearch): Promise<Rename[]> {
  const gone = only(before, after, countsEmpty)
  const come = only(after, before, countsEmpty)
  const renames: Rename[] = []
  const found = (from: string, to: string, score: number) => {
    renames.push({ from, to, score })
    gone.delete(from)
    come.delete(to)
  }
  findEqual(gone, come, found)
  // A submodule of another commit is not half alike: it has no content here.
  for (const files of [gone, come]) for (const [path, { mode }] of files) if (mode === '160000') files.delete(path)
  for (const path of [...gone.keys()]) if (!isWanted(path)) gone.delete(path)
  const compare = createComparison(read)
  await findByName(gone, come, compare, found)
  if (gone.size * come.size <= RENAME_CANDIDATES ** 2) await findAlike(gone, come, compare, found)
  return renames.sort((a, b) => (a.to < b.to ? -1 : 1))
}

type Files = Map<string, TreeFile>
type Found = (from: string, to: string, score: number) => void
type Compare = (a: TreeFile, b: TreeFile) => Promise<number>

/** Git's own empty file: every empty file is equal to every other, which says nothing. */
const EMPTY = [
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
]

function only(tree: FlatTree, other: FlatTree, countsEmpty: boolean): Files {
  const files: Files = new Map()
  for (const [path, file] of tree) {
    if (!other.has(path) && (countsEmpty || !EMPTY.includes(file.hash))) files.set(path, file)
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** REN1: of several with one content, that with the same name; else the first. */
function findEqual(gone: Files, come: Files, found: Found): void {
  const sources = new Map<string, string[]>()
  for (const [path, file] of gone) {
    const key = contentKey(file)
    const known = sources.get(key)
    if (known === undefined) sources.set(key, [path])
    else known.push(path)
  }
  for (const [to, file] of [...come]) {
    const from = sources.get(contentKey(file))
    if (from === undefined) continue
    const left = from.filter(path => gone.has(path))
    const best = left.find(path => nameOf(path) === nameOf(to)) ?? left[0]
    if (best !== undefined) found(best, to, 1)
  }
}

/** A link whose target reads like a file's content is no rename of it. */
function contentKey(file: TreeFile): string {
  return `${isRegular(file) ? 'file' : file.mode} ${file.hash}`
}

const SURE = 0.75
const ALIKE = 0.5

async function findByName(gone: Files, come: Files, compare: Compare, found: Found): Promise<void> {
  const sources = uniqueNames(gone)
  for (const [name, to] of uniqueNames(come)) {
    const from = sources.get(name)
    if (from === undefined || from === null || to === null) continue
    const [source, target] = [gone.get(from), come.get(to)]
    if (source === undefined || target === undefined) continue
    const score = await compare(source, target)
    if (score >= SURE) found(from, to, score)
  }
}

/** Null for a name that several have. */
function uniqueNames(files: Files): Map<string, string | null> {
  const names = new Map<string, string | null>()
  for (const path of files.keys()) names.set(nameOf(path), names.has(nameOf(path)) ? null : path)
  return names
}

/** REN3 bounds the pairs. */
async function findAlike(gone: Files, come: Files, compare: Compare, found: Found): Promise<void> {
  const pairs: { from: string; to: string; score: number; hasName: boolean }[] = []
  for (const [to, target] of come) {
    for (const [from, source] of gone) {
      const score = await compare(source, target)
      if (score >= ALIKE) pairs.push({ from, to, score, hasName: nameOf(from) === nameOf(to) })
    }
  }
  pairs.sort(
    (a, b) => b.score - a.score || Number(b.hasName) - Number(a.hasName) || compareText(a.to + a.from, b.to + b.from),
  )
  for (const { from, to, score } of pairs) if (gone.has(from) && come.has(to)) found(from, to, score)
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Reads each file once; 0 for what cannot be compared. */
function createComparison(read: ReadContent): Compare {
  const known = new Map<string, Pieces | null>()
  const pieces = async (hash: string) => {
    const before = known.get(hash)
    if (before !== undefined) return before
    const content = await read(hash)
    const made = content.length > RENAME_FILE_BYTES ? null : piecesOf(content)
    known.set(hash, made)
    return made
  }
  return async (a, b) => {
    if (!isRegular(a) || !isRegular(b)) return 0
    const [one, two] = [await pieces(a.hash), await pieces(b.hash)]
    if (one === null || two === null) return 0
    // Too different in size to be alike, whatever is in them.
    if (Math.min(one.sizeBytes, two.sizeBytes) < Math.max(one.sizeBytes, two.sizeBytes) * ALIKE) return 0
    return similarity(one, two)
  }
}
