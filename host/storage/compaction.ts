/**
 * A document's log turned into a snapshot.
 *
 * STO5: a compare-and-swap: the log must end where it ended when the state was read, else nothing happens.
 * STO6: refused while the document waits for missing updates: its log is the only place that holds them whole.
 */
import * as Y from 'yjs'
import { snapshotsToDrop } from './kept-snapshots.ts'
import type { Store } from './store.ts'

export const COMPACT_ROWS = 500
export const COMPACT_BYTES = 256 * 1024

export type CompactionResult = 'done' | 'changed' | 'pending' | 'empty'

/** True when the log outgrew the snapshot: reading it costs more than writing it anew. */
export function isWorthCompacting(log: { rows: number; bytes: number }, snapshotBytes: number): boolean {
  return log.rows >= COMPACT_ROWS || log.bytes >= Math.max(COMPACT_BYTES, snapshotBytes)
}

export function hasMissingDependencies(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null
}

/** `doc` holds everything up to `through` (more does no harm). `now` in unix ms. */
export function compact(store: Store, document: string, doc: Y.Doc, through: number, now: number): CompactionResult {
  if (hasMissingDependencies(doc)) return 'pending'
  if (through === 0) return 'empty'
  const bytes = Y.encodeStateAsUpdateV2(doc)
  return store.transaction(() => {
    if (store.log.last(document) !== through) return 'changed'
    store.snapshots.put(document, { through, bytes, time: now })
    store.log.dropThrough(document, through)
    store.snapshots.drop(document, snapshotsToDrop(store.snapshots.list(document), now))
    return 'done'
  })
}
