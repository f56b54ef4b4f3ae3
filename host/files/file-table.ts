/** What was last seen of every file, in memory and in the store. */
import type { FileRow, Store } from '../storage/store.ts'
import { createEmitter } from '../workspace/emitter.ts'
import type { FileLook } from './scan.ts'

export interface FileTable {
  get(path: string): FileRow | undefined
  byEntry(entry: string): FileRow | undefined
  byDocument(document: string): FileRow | undefined
  byHash(hash: string): FileRow | undefined
  all(): Iterable<FileRow>
  put(row: FileRow): void
  delete(path: string): void
  readonly onDidChange: (listener: () => void) => Disposable
}

/** A file may change again without its time changing: one seen so fresh is read the next time. */
const FRESH_US = 2_000_000

export function openFileTable(store: Store): FileTable {
  const rows = new Map(store.files.all().map(row => [row.path, row]))
  const byEntry = new Map<string, string>()
  const byDocument = new Map<string, string>()
  const byHash = new Map<string, string>()
  const changed = createEmitter()
  for (const row of rows.values()) index(row)

  function index(row: FileRow) {
    byHash.set(row.hash, row.path)
    if (row.entry !== null) byEntry.set(row.entry, row.path)
    if (row.document !== null) byDocument.set(row.document, row.path)
  }

  function forget(row: FileRow | undefined) {
    if (row === undefined) return
    drop(byHash, row.hash, row.path)
    if (row.entry !== null) drop(byEntry, row.entry, row.path)
    if (row.document !== null) drop(byDocument, row.document, row.path)
  }

  function at(path: string | undefined): FileRow | undefined {
    return path === undefined ? undefined : rows.get(path)
  }

  return {
    get: path => rows.get(path),
    byEntry: entry => at(byEntry.get(entry)),
    byDocument: document => at(byDocument.get(document)),
    byHash: hash => at(byHash.get(hash)),
    all: () => [...rows.values()],
    put(row) {
      store.files.put(row)
      forget(rows.get(row.path))
      rows.set(row.path, row)
      index(row)
      changed.fire()
    },
    delete(path) {
      const row = rows.get(path)
      if (row === undefined) return
      store.files.delete(path)
      rows.delete(path)
      forget(row)
      changed.fire()
    },
    onDidChange: changed.on,
  }
}

/** Another row may have taken the key meanwhile. */
function drop(index: Map<string, string>, key: string, path: string) {
  if (index.get(key) === path) index.delete(key)
}

/** Size and time to remember for a file that was read or written just now (`nowMs`, the disk's clock). */
export function remembered(look: FileLook, nowMs: number): { sizeBytes: number; mtimeUs: number } {
  const isFresh = nowMs * 1000 - look.mtimeUs < FRESH_US
  return { sizeBytes: look.sizeBytes, mtimeUs: isFresh ? 0 : look.mtimeUs }
}

/** True where the file need not be read to know that it is the one that was seen. */
export function looksSeen(row: FileRow | undefined, look: FileLook): boolean {
  return row !== undefined && row.mtimeUs !== 0 && row.mtimeUs === look.mtimeUs && row.sizeBytes === look.sizeBytes
}
