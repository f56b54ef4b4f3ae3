/** Snapshot and log, read into a Y.Doc: as it is now, or as it was after any update that is still kept. */
import * as Y from 'yjs'
import { AppError, isAppError } from '../../shared/contract/errors.ts'
import { damaged } from '../storage/storage-error.ts'
import type { DocumentRow, LogEntry, Snapshot, Store } from '../storage/store.ts'
import type { UpdateOrigin } from './documents.ts'

const ORIGIN: UpdateOrigin = { kind: 'storage' }

export interface LoadedDocument {
  readonly doc: Y.Doc
  readonly lastSequence: number
  readonly log: { rows: number; bytes: number }
  readonly snapshotBytes: number
}

/** Throws AppError UNREADABLE where any part is missing or damaged. STO8: never a document without its damaged part. */
export function loadDocument(store: Store, row: DocumentRow): LoadedDocument {
  const snapshot = store.snapshots.latest(row.id)
  const entries = store.log.after(row.id, snapshot?.through ?? 0)
  if (hasGap(snapshot, entries)) throw damaged(`The log of document ${row.id}`)
  return {
    doc: build(store, row, snapshot, entries),
    lastSequence: entries.at(-1)?.sequence ?? snapshot?.through ?? 0,
    log: { rows: entries.length, bytes: entries.reduce((sum, entry) => sum + entry.bytes.length, 0) },
    snapshotBytes: snapshot?.bytes.length ?? 0,
  }
}

/**
 * The document as it was after update `sequence` of its log; 0 is as it was born. The caller destroys it.
 * Throws AppError NOT_FOUND where that moment is no longer kept, UNREADABLE where it is damaged.
 */
export function stateAt(store: Store, row: DocumentRow, sequence: number): Y.Doc {
  const snapshot = store.snapshots.nearest(row.id, sequence)
  const entries = store.log.range(row.id, snapshot?.through ?? 0, sequence)
  const last = entries.at(-1)?.sequence ?? snapshot?.through ?? 0
  if (last !== sequence || hasGap(snapshot, entries)) {
    throw new AppError('NOT_FOUND', 'This moment is no longer kept.', { document: row.id, sequence })
  }
  return build(store, row, snapshot, entries)
}

function build(store: Store, row: DocumentRow, snapshot: Snapshot | undefined, entries: readonly LogEntry[]): Y.Doc {
  const doc = new Y.Doc({ guid: row.id })
  try {
    doc.transact(() => {
      if (snapshot !== undefined) Y.applyUpdateV2(doc, snapshot.bytes, ORIGIN)
      else if (row.seed !== null) Y.applyUpdate(doc, seedOf(store, row.seed), ORIGIN)
      for (const entry of entries) Y.applyUpdate(doc, entry.bytes, ORIGIN)
    }, ORIGIN)
    return doc
  } catch (error) {
    doc.destroy()
    throw isAppError(error) ? error : damaged(`Document ${row.id}`, error)
  }
}

/** Sequences count without holes: a missing row is lost work, not an older state. */
function hasGap(snapshot: Snapshot | undefined, entries: readonly LogEntry[]): boolean {
  const through = snapshot?.through ?? 0
  return entries.some((entry, i) => entry.sequence !== through + 1 + i)
}

function seedOf(store: Store, hash: string): Uint8Array {
  const seed = store.blobs.get(hash)
  if (seed === undefined) throw damaged('The beginning of a stored document')
  return seed
}
