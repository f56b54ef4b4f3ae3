/** What changed in the folder since the files were last seen. Reads only what looks different. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileRow, Store } from '../storage/store.ts'
import { type FileTable, looksSeen, remembered } from './file-table.ts'
import { hashWhole } from './read-whole.ts'
import { type FileLook, isIgnoredPath, lookAt, scanFolder } from './scan.ts'

/** A younger one may be a write under way: a profile may lie in the folder, and write while it is looked at. */
const LEFTOVER_AGE_MS = 60_000

export interface FoundFile {
  readonly path: string
  /** sha-256, hex. */
  readonly hash: string
  readonly look: FileLook
}

export interface FolderChanges {
  readonly added: readonly FoundFile[]
  readonly changed: readonly (FoundFile & { readonly row: FileRow })[]
  readonly removed: readonly FileRow[]
  /** Folders with nothing in them; only where everything was looked at. */
  readonly emptyFolders: readonly string[]
}

export interface CompareDeps {
  readonly folder: string
  readonly table: FileTable
  readonly store: Store
  readonly now: () => number
  readonly onProgress?: (done: number, total: number) => void
}

const READERS = 8

/** `scope`: the paths to look at (with `/`), or everything. Rows whose file only looks different are brought up to date. */
export async function compareFolder(scope: ReadonlySet<string> | 'all', deps: CompareDeps): Promise<FolderChanges> {
  const { folder, table, store, now, onProgress } = deps
  const { looks, emptyFolders } =
    scope === 'all' ? await scanAll(folder, now) : { looks: await lookAtPaths(folder, scope), emptyFolders: [] }
  const removed: FileRow[] = []
  for (const row of table.all()) {
    if ((scope !== 'all' && !scope.has(row.path)) || looks.has(row.path)) continue
    // What the project has stays in it when Git is told to ignore it later.
    const look = await lookAt(join(folder, row.path))
    if (look === undefined) removed.push(row)
    else looks.set(row.path, look)
  }
  const suspects = [...looks].filter(([path, look]) => !looksSeen(table.get(path), look))
  const added: FoundFile[] = []
  const changed: (FoundFile & { row: FileRow })[] = []
  const refreshed: FileRow[] = []
  let done = 0
  await inParallel(suspects, READERS, async ([path]) => {
    const file = await hashWhole(join(folder, path))
    done += 1
    onProgress?.(done, suspects.length)
    // Gone or moving: the watcher tells when it has come to rest.
    if (file === undefined) return
    const row = table.get(path)
    const found = { path, hash: file.hash, look: file.look }
    if (row === undefined) added.push(found)
    else if (row.hash !== file.hash) changed.push({ ...found, row })
    else {
      const seen = remembered(file.look, now())
      if (seen.mtimeUs !== row.mtimeUs) refreshed.push({ ...row, ...seen })
    }
  })
  store.transaction(() => {
    for (const row of refreshed) if (table.get(row.path)?.hash === row.hash) table.put(row)
  })
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1)
  return { added: added.sort(byPath), changed: changed.sort(byPath), removed, emptyFolders }
}

export function isEmpty(changes: FolderChanges): boolean {
  return changes.added.length + changes.changed.length + changes.removed.length === 0
}

/** Runs `work` on every item, at most `width` at a time. Stops at the first error. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values()
  const worker = async () => {
    for (const item of rest) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
}

async function scanAll(folder: string, now: () => number) {
  const { files, emptyFolders, leftovers } = await scanFolder(folder)
  await clearLeftovers(leftovers, now())
  return { looks: files, emptyFolders }
}

/** FIL4: temporary files of a host that was killed while it wrote go, once nobody can be writing them any more. */
export async function clearLeftovers(leftovers: readonly string[], nowMs: number): Promise<void> {
  for (const leftover of leftovers) {
    const look = await lookAt(leftover)
    if (look !== undefined && nowMs - look.mtimeUs / 1000 > LEFTOVER_AGE_MS) await rm(leftover, { force: true })
  }
}

async function lookAtPaths(folder: string, paths: ReadonlySet<string>): Promise<Map<string, FileLook>> {
  const looks = new Map<string, FileLook>()
  for (const path of paths) {
    const look = await lookAt(join(folder, path))
    if (look !== undefined && !(await isIgnoredPath(folder, path))) looks.set(path, look)
  }
  return looks
}
