/**
 * What a workspace keeps on disk, one repository per aggregate. All calls are synchronous and small; whoever writes
 * several things that belong together wraps them in `transaction`. Errors of the disk come out as they are
 * (see storage-error.ts); damaged bytes as AppError UNREADABLE. (docs/spec/storage.md)
 */
import type { LocalDifference, WaitingChange } from '../../shared/contract/data.ts'
import type { CodecFault, FaultCode } from '../../shared/scene/codec/fault.ts'
import type { EditRows, MergeRows, RealityRows, VersionRows } from './history-tables.ts'
import type { RepoEventRows } from './repo-event-rows.ts'
import type { SettledRows } from './settled-rows.ts'

export interface Store extends Disposable {
  /** Whose documents are meant by their plain ids; a store as it is on disk speaks of the main one. */
  readonly reality: string
  readonly documents: DocumentRows
  readonly log: UpdateLog
  readonly snapshots: Snapshots
  readonly blobs: Blobs
  readonly written: WrittenTexts
  readonly files: FileRows
  readonly outbox: OutboxRows
  readonly settings: SettingRows
  readonly differences: DifferenceRows
  readonly stale: StaleRows
  readonly settled: SettledRows
  readonly repoEvents: RepoEventRows
  readonly edits: EditRows
  readonly versions: VersionRows
  readonly realities: RealityRows
  readonly merges: MergeRows
  /** One transaction, durable when it returns; rolled back when `run` throws. Nested calls join the outer one. */
  transaction<T>(run: () => T): T
  /** Moves what the write-ahead log holds into the database; called when there is time. */
  checkpoint(): void
}

export interface DocumentRow {
  readonly id: string
  /** Hash of the seed in `blobs`; null for a document that began empty (the repo tree). */
  readonly seed: string | null
  /** When it came to be here, unix ms. */
  readonly time: number
}

export interface DocumentRows {
  all(): readonly DocumentRow[]
  get(id: string): DocumentRow | undefined
  /** Does nothing where the document is there already. */
  add(row: Omit<DocumentRow, 'time'>, time: number): void
}

export interface LogEntry {
  readonly document: string
  readonly sequence: number
  readonly bytes: Uint8Array
  /** Kind of the update's origin. */
  readonly origin: string
  /** Who wrote it, for time travel; null where it is not known. */
  readonly author: string | null
  /** Unix ms. */
  readonly time: number
}

export interface UpdateLog {
  append(entry: LogEntry): void
  /** In order. Throws AppError UNREADABLE at a damaged row. */
  after(document: string, sequence: number): readonly LogEntry[]
  /** The same, up to and with `through`. */
  range(document: string, after: number, through: number): readonly LogEntry[]
  /** Sequence of the last update ever appended, compacted ones included; 0 where there is none. */
  last(document: string): number
  /** The same of every document that has any. */
  lastOfAll(): ReadonlyMap<string, number>
  /** Of the updates after one. */
  size(document: string, after: number): { readonly rows: number; readonly bytes: number }
  /** The sequence before the first update that is kept; that of the last one where none is. */
  floor(document: string): number
  /** For good. Whoever calls has seen to it that what is pinned stays readable. */
  thin(document: string, through: number): void
}

export interface Snapshot {
  /** The state after this update of the log. */
  readonly through: number
  /** Update format v2. */
  readonly bytes: Uint8Array
  readonly time: number
}

export interface Snapshots {
  /** Throws AppError UNREADABLE for a damaged one. */
  latest(document: string): Snapshot | undefined
  /** The newest that is not after `through`. */
  nearest(document: string, through: number): Snapshot | undefined
  put(document: string, snapshot: Snapshot): void
  list(document: string): readonly { readonly through: number; readonly time: number; readonly sizeBytes: number }[]
  get(document: string, through: number): Snapshot | undefined
  drop(document: string, through: readonly number[]): void
}

export interface Blobs {
  has(hash: string): boolean
  /** Throws AppError UNREADABLE where the bytes are no longer those of their hash. */
  get(hash: string): Uint8Array | undefined
  /** Returns the sha-256 (hex). Does nothing more where the bytes are there already. */
  put(bytes: Uint8Array, kind: 'seed' | 'file', time: number): string
  delete(hash: string): void
  /** Hashes of kind `file` put before `time`. */
  filesBefore(time: number): readonly string[]
}

/** A text that was written to, or taken from, the file of a document; with whose state it was. */
export interface WrittenText {
  /** `outside`: it was taken in. */
  readonly source: 'weft' | 'outside'
  readonly text: string
  readonly ids: readonly string[]
  readonly stateVector: Uint8Array
}

export interface WrittenUntil {
  readonly number?: number
  readonly time?: number
}

export interface WrittenTexts {
  /** Newest first; those put by `number`, and by `time` (unix ms), where given. */
  list(document: string, until?: WrittenUntil): readonly WrittenText[]
  /** Texts of all documents are numbered as they come. */
  newestNumber(): number
  newest(document: string): WrittenText | undefined
  /** sha-256 (hex) of the newest text's bytes. */
  newestHash(document: string): string | undefined
  /** Drops the oldest beyond `WRITTEN_TEXTS`, but none that a reality may still start from. */
  put(document: string, text: WrittenText, hash: string, time: number): void
}

/** Why a file is not what it could be: unreadable as a scene, or of a name that cannot be shared. */
export interface FileFault extends Omit<CodecFault, 'code'> {
  readonly code: FaultCode | 'unsafe-name' | 'name-taken'
}

/** What was seen of a file when it was last taken in or written: as long as it looks so, it is not read again. */
export interface FileRow {
  /** `levels/harbor.tscn` */
  readonly path: string
  /** Entry of the repo tree, null where it has none (left out, or not yet taken in). */
  readonly entry: string | null
  readonly document: string | null
  readonly sizeBytes: number
  /** Microseconds. 0 where the file may change again within the clock's tick: it is read the next time. */
  readonly mtimeUs: number
  readonly hash: string
  readonly fault: FileFault | null
  readonly inherits: string | null
  /** Last update of the document that is in the file. */
  readonly writtenSequence: number
}

export interface FileRows {
  all(): readonly FileRow[]
  put(row: FileRow): void
  delete(path: string): void
}

export interface OutboxRow {
  readonly document: string
  readonly sequence: number
  readonly bytes: Uint8Array
  readonly texts: readonly WaitingChange[]
  readonly time: number
}

export interface OutboxRows {
  append(row: OutboxRow): void
  documents(reality: string): readonly string[]
  pending(document: string, after: number): readonly Omit<OutboxRow, 'texts'>[]
  texts(reality: string, limit: number): readonly WaitingChange[]
  ack(document: string, sequences: readonly number[]): void
  ackThrough(document: string, sequence: number): void
  count(reality: string): number
  clear(): void
}

export interface SettingRows {
  get(key: string): string | undefined
  set(key: string, value: string): void
  delete(key: string): void
}

export interface DifferenceRow {
  readonly difference: LocalDifference
  /** Hash of the local bytes the difference was found in. */
  readonly hash: string
  /** `left`: the user chose the shared version; an added file stays on disk, unshared, while it looks like this. */
  readonly status: 'open' | 'left'
}

export interface DifferenceRows {
  all(): readonly DifferenceRow[]
  put(row: DifferenceRow): void
  delete(path: string): void
}

export interface StaleRow {
  readonly id: number
  readonly document: string
  readonly path: string
  readonly time: number
  /** JSON of a StaleValue. */
  readonly value: string
}

export interface StaleRows {
  all(): readonly StaleRow[]
  add(row: Omit<StaleRow, 'id'>): void
  delete(id: number): void
}
