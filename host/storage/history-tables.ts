/**
 * What time travel, versions and realities keep. The line of edits is the one clock of a workspace: every update of
 * every document has a number in it, so that one number says how the whole workspace stood (STO12).
 */
import type { WaitingChange } from '../../shared/contract/data.ts'
import type { Author } from '../../shared/contract/history.ts'

export type EditLine = Pick<WaitingChange, 'node' | 'text' | 'kind'>

export interface EditRow {
  readonly document: string
  /** Of the update in the document's log. */
  readonly sequence: number
  /** Unix ms. */
  readonly time: number
  readonly author: Author
  readonly origin: string
  readonly lines: readonly EditLine[]
  readonly sizeBytes: number
}

/** A run of one stored document's log: the sequences after `after` up to `through`. */
export interface Segment {
  readonly document: string
  readonly after: number
  readonly through: number
}

export interface EditSlice {
  readonly slice: number
  readonly author: Author
  readonly count: number
  readonly last: number
}

/** A run of one reality's place in the line of edits: numbers after `after` up to `through`. */
export interface Stretch {
  readonly reality: string
  readonly after: number
  readonly through: number
}

/** Documents by the id they are stored under (storedId). */
export interface EditRows {
  append(row: EditRow): void
  /** The position now: the number of the newest edit of the workspace. */
  position(): number
  /** Which number in the line an update has. */
  numberOf(document: string, sequence: number): number | undefined
  /** The newest edit of the workspace that is not after a time. */
  newestAt(time: number): { readonly number: number; readonly time: number } | undefined
  /** The last update of a document at a position; 0 where it had none. */
  sequenceAt(document: string, position: number): number
  /** The time of one update. */
  timeOf(document: string, sequence: number): number | undefined
  /** Newest first, at most `limit`, of the runs given oldest first, before `before`. */
  list(segments: readonly Segment[], before: number, limit: number): readonly EditRow[]
  /** Times of the first and the last edit; undefined where there is none. */
  span(segments: readonly Segment[]): { readonly from: number; readonly to: number } | undefined
  /** How many edits by whom, in slices of `widthMs` from `from`. */
  slices(segments: readonly Segment[], from: number, widthMs: number): readonly EditSlice[]
  /** The same three over all documents of a reality and, before its fork, of those it comes from; by time. */
  listAll(stretches: readonly Stretch[], beforeTime: number, limit: number): readonly EditRow[]
  spanAll(stretches: readonly Stretch[]): { readonly from: number; readonly to: number } | undefined
  /** `last` is the time of the last edit of the slice. */
  slicesAll(stretches: readonly Stretch[], from: number, widthMs: number): readonly EditSlice[]
  /** What was edited in a reality after a position and not after the other. */
  between(reality: string, after: number, through: number): { readonly documents: number; readonly sizeBytes: number }
  /** Stored documents of a reality that were ever edited, with the time of the newest edit. */
  edited(reality: string): readonly { readonly document: string; readonly time: number }[]
  /** The newest update of a document that is older than `time`; 0 where there is none. */
  lastBefore(document: string, time: number): number
}

export type VersionKind = 'version' | 'backup' | 'merge'

export interface VersionRow {
  readonly id: string
  readonly kind: VersionKind
  readonly name: string
  readonly note: string
  readonly reality: string
  readonly position: number
  readonly time: number
  readonly author: Author
  readonly sizeBytes: number
  readonly changed: number
}

export interface VersionRows {
  /** Oldest first. */
  all(): readonly VersionRow[]
  get(id: string): VersionRow | undefined
  put(row: VersionRow): void
  delete(id: string): void
}

export interface RealityRow {
  readonly id: string
  readonly name: string
  readonly parent: string
  /** Where the parent stood at the fork; null where what it stood on came from another host and is kept in its own log. */
  readonly position: number | null
  /** The newest written text at the fork (see WrittenTexts.newestNumber). */
  readonly written: number
  readonly time: number
  readonly author: Author
  readonly status: 'open' | 'merged' | 'dropped'
  /** When a dropped one goes for good, unix ms. */
  readonly goneAt: number | null
}

export interface RealityRows {
  /** By the time they were made. */
  all(): readonly RealityRow[]
  get(id: string): RealityRow | undefined
  put(row: RealityRow): void
  /** The row, and everything that is kept of its documents. */
  delete(id: string): void
}

export interface MergeRow {
  readonly id: string
  readonly source: string
  readonly target: string
  readonly strategy: 'auto' | 'ours' | 'theirs' | 'manual'
  readonly status: 'running' | 'done' | 'undone'
  readonly time: number
  readonly author: Author
  readonly version: string | null
  readonly files: number
  readonly contested: number
  /** State vectors (base64) of the target's documents before it. */
  readonly before: Readonly<Record<string, string>>
}

export interface MergeRows {
  /** By time. */
  all(): readonly MergeRow[]
  get(id: string): MergeRow | undefined
  put(row: MergeRow): void
}
