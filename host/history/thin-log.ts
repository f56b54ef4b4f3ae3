/**
 * Old updates that go after the time history is kept for. STO14: what a version, a backup or a reality pins stays
 * readable: before the updates up to it go, its state is kept as a snapshot. Who edited what, and when, stays.
 */
import * as Y from 'yjs'
import { stateAt } from '../documents/load-document.ts'
import { dropSnapshots } from '../storage/compaction.ts'
import { pinnedSequences } from '../storage/pins.ts'
import type { Store } from '../storage/store.ts'

/**
 * Drops updates of one document that are older than `before` (unix ms), as far as a snapshot stands in for them; those
 * since the newest snapshot always stay. Returns true where some went.
 */
export function thinLog(store: Store, document: string, before: number, now: number): boolean {
  const row = store.documents.get(document)
  const oldest = store.edits.lastBefore(document, before)
  const floor = store.log.floor(document)
  const snapshots = store.snapshots.list(document)
  const to = snapshots.findLast(({ through }) => through <= oldest)?.through
  if (row === undefined || to === undefined || to <= floor) return false
  const there = new Set(snapshots.map(({ through }) => through))
  const pinned = [...pinnedSequences(store, document)].filter(at => at > floor && at < to && !there.has(at))
  const kept = pinned.map(through => {
    const doc = stateAt(store, row, through)
    const bytes = Y.encodeStateAsUpdateV2(doc)
    doc.destroy()
    return { through, bytes, time: store.edits.timeOf(document, through) ?? now }
  })
  store.transaction(() => {
    for (const snapshot of kept) store.snapshots.put(document, snapshot)
    store.log.thin(document, to)
    dropSnapshots(store, document, now)
  })
  return true
}
