/**
 * The index as Git keeps it beside HEAD: read whole, and changed in one step under Git's lock (GIT7).
 *
 * Git trusts an entry whose file has not changed since the index was written. So an entry that is as young as the index
 * forgets its file's size when the index is written anew, and Git looks into the file once more.
 */
import type { BigIntStats } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isSameFile } from '../../shared/repo/flat-tree.ts'
import type { FlatTree, TreeFile } from '../../shared/repo/git-object.ts'
import { isMissing } from '../files/write-whole.ts'
import type { IndexChange, IndexEntry, IndexStage } from './engine.ts'
import { PLANNED, printIndexBytes, readIndexBytes, STAT_BYTES, type StoredIndexEntry } from './index-bytes.ts'
import { lockFile } from './lock-file.ts'

export interface IndexFile {
  read(): Promise<readonly StoredIndexEntry[]>
  /** `stats` of files that are known to be what the entry says. */
  change(changes: readonly IndexChange[], stats?: ReadonlyMap<string, BigIntStats>): Promise<void>
  set(tree: FlatTree): Promise<void>
}

export function createIndexFile(gitFolder: string): IndexFile {
  const path = join(gitFolder, 'index')

  let last: { readonly state: string; readonly entries: readonly StoredIndexEntry[] } | null = null

  /** Whoever writes an index makes a new file of it: the same file at the same time has the same entries. */
  async function read(): Promise<readonly StoredIndexEntry[]> {
    const state = await stateOf(path)
    if (last?.state !== state) last = { state, entries: readIndexBytes((await readOr(path)) ?? Buffer.alloc(0)) }
    return last.entries
  }

  async function rewrite(change: (entries: readonly StoredIndexEntry[]) => StoredIndexEntry[]): Promise<void> {
    await using lock = await lockFile(path)
    const writtenNs = BigInt((await stateOf(path)).split(' ')[0] || 0)
    await lock.replace(printIndexBytes(change((await read()).map(entry => withoutRacyStat(entry, writtenNs)))))
  }

  return {
    read,
    change: (changes, stats = new Map()) => rewrite(entries => changed(entries, changes, stats)),
    set: tree =>
      rewrite(entries => {
        const known = new Map(entries.filter(({ stage }) => stage === 0).map(entry => [entry.path, entry]))
        return [...tree].map(([name, file]) => settled(name, file, known.get(name), undefined))
      }),
  }
}

export function plainEntry({ path, hash, mode, stage }: StoredIndexEntry): IndexEntry {
  return { path, hash, mode, stage }
}

const SIDES: readonly (readonly ['base' | 'ours' | 'theirs', IndexStage])[] = [
  ['base', 1],
  ['ours', 2],
  ['theirs', 3],
]

function changed(
  entries: readonly StoredIndexEntry[],
  changes: readonly IndexChange[],
  stats: ReadonlyMap<string, BigIntStats>,
): StoredIndexEntry[] {
  const named = new Set(changes.map(change => change.path))
  const known = new Map(entries.filter(({ stage }) => stage === 0).map(entry => [entry.path, entry]))
  const added = changes.flatMap((change): StoredIndexEntry[] => {
    if ('file' in change) {
      const { path, file } = change
      return file === null ? [] : [settled(path, file, known.get(path), stats.get(path))]
    }
    return SIDES.flatMap(([side, stage]) => {
      const file = change.sides[side]
      return file === null ? [] : [{ ...bare(change.path, file), stage }]
    })
  })
  // A file cannot be where a folder has come, nor in a folder where a file has; but that may be what is contested.
  const files = new Set(added.flatMap(({ path, stage }) => (stage === 0 ? [path] : [])))
  const folders = new Set([...files].flatMap(foldersAbove))
  const isCrossed = ({ path, stage }: StoredIndexEntry) =>
    stage === 0 && (folders.has(path) || foldersAbove(path).some(folder => files.has(folder)))
  return [...entries.filter(entry => !named.has(entry.path) && !isCrossed(entry)), ...added]
}

/** `a/b/c` → `a`, `a/b`. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = []
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
    folders.push(path.slice(0, slash))
  return folders
}

function settled(
  path: string,
  file: TreeFile,
  known: StoredIndexEntry | undefined,
  stats: BigIntStats | undefined,
): StoredIndexEntry {
  if (stats !== undefined) return { ...bare(path, file), stat: statBytes(stats) }
  return known !== undefined && isSameFile(known, file)
    ? { ...known, extended: known.extended & ~PLANNED }
    : bare(path, file)
}

/** Nothing is known of its file: Git looks into it. */
function bare(path: string, { hash, mode }: TreeFile): StoredIndexEntry {
  return { path, hash, mode, stage: 0, stat: Buffer.alloc(STAT_BYTES), isAssumed: false, extended: 0 }
}

/** As Git writes them: each cut to 32 bits. */
export function statBytes(stats: BigIntStats): Buffer {
  const bytes = Buffer.alloc(STAT_BYTES)
  const fields = [
    stats.ctimeNs / BILLION,
    stats.ctimeNs % BILLION,
    stats.mtimeNs / BILLION,
    stats.mtimeNs % BILLION,
    stats.dev,
    stats.ino,
    0n,
    stats.uid,
    stats.gid,
    stats.size,
  ]
  fields.forEach((field, i) => {
    bytes.writeUInt32BE(Number(BigInt.asUintN(32, field)), i * 4)
  })
  return bytes
}

const BILLION = 1_000_000_000n
const MODIFIED_AT = 8
const SIZE_AT = 36

function withoutRacyStat(entry: StoredIndexEntry, writtenNs: bigint): StoredIndexEntry {
  const { stat } = entry
  const modifiedNs = BigInt(stat.readUInt32BE(MODIFIED_AT)) * BILLION + BigInt(stat.readUInt32BE(MODIFIED_AT + 4))
  if (modifiedNs < writtenNs) return entry
  const forgotten = Buffer.from(stat)
  forgotten.writeUInt32BE(0, SIZE_AT)
  return { ...entry, stat: forgotten }
}

async function stateOf(path: string): Promise<string> {
  try {
    const { mtimeNs, ino, size } = await stat(path, { bigint: true })
    return `${mtimeNs} ${ino} ${size}`
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}

async function readOr(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
