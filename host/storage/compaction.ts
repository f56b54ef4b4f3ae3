/**
 * A document's log turned into a snapshot. The log itself stays: it is the history (STO13).
 *
 * STO5: a compare-and-swap: the log must end where it ended when the state was read, else nothing happens.
 * STO6: refused while the document waits for missing updates: its log is the only place that holds them whole.
 */
import * as Y from 'yjs'
import { snapshotsToDrop } from './kept-snapshots.ts'
import { pinnedSequences } from './pins.ts'
import type { Store } from './store.ts'

export const COMPACT_ROWS = 500
export const COMPACT_BYTES = 256 * 1024

export type CompactionResult = 'done' | 'changed' | 'pending' | 'empty'

/** True when the log since the snapshot outgrew it: reading it costs more than writing it anew. */
export function isWorthCompacting(log: { rows: number; bytes: number }, snapshotBytes: number): boolean {
  return log.rows >= COMPACT_ROWS || log.bytes >= Math.max(COMPACT_BYTES, snapshotBytes)
}

export function hasMissingDependencies(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null
}

/** `doc` holds everything up to `through` and nothing more. `now` in unix ms. */
export function compact(store: Store, document: string, doc: Y.Doc, through: number, now: number): CompactionResult {
  if (hasMissingDependencies(doc)) return 'pending'
  if (through === 0) return 'empty'
  const bytes = Y.encodeStateAsUpdateV2(doc)
  return store.transaction(() => {
    if (store.log.last(document) !== through) return 'changed'
    store.snapshots.put(document, { through, bytes, time: now })
    dropSnapshots(store, document, now)
    return 'done'
  })
}

/** Those that no rule keeps, no pin needs, and that the log does not begin with. */
export function dropSnapshots(store: Store, document: string, now: number): void {
  const needed = pinnedSequences(store, document).add(store.log.floor(document))
  const drop = snapshotsToDrop(store.snapshots.list(document), now).filter(through => !needed.has(through))
  store.snapshots.drop(document, drop)
}
