/** Snapshot and log, read into a Y.Doc. */
import * as Y from 'yjs'
import { isAppError } from '../../shared/contract/errors.ts'
import { damaged } from '../storage/storage-error.ts'
import type { DocumentRow, LogEntry, Store } from '../storage/store.ts'
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
  refuseGap(row.id, snapshot?.through ?? 0, entries)
  const doc = new Y.Doc({ guid: row.id })
  try {
    doc.transact(() => {
      if (snapshot !== undefined) Y.applyUpdateV2(doc, snapshot.bytes, ORIGIN)
      else if (row.seed !== null) Y.applyUpdate(doc, seedOf(store, row.seed), ORIGIN)
      for (const entry of entries) Y.applyUpdate(doc, entry.bytes, ORIGIN)
    }, ORIGIN)
  } catch (error) {
    doc.destroy()
    throw isAppError(error) ? error : damaged(`Document ${row.id}`, error)
  }
  return {
    doc,
    lastSequence: entries.at(-1)?.sequence ?? snapshot?.through ?? 0,
    log: { rows: entries.length, bytes: entries.reduce((sum, entry) => sum + entry.bytes.length, 0) },
    snapshotBytes: snapshot?.bytes.length ?? 0,
  }
}

/** Sequences count without holes: a missing row is lost work, not an older state. */
function refuseGap(id: string, through: number, entries: readonly LogEntry[]) {
  entries.forEach((entry, i) => {
    if (entry.sequence !== through + 1 + i) throw damaged(`The log of document ${id}`)
  })
}

function seedOf(store: Store, hash: string): Uint8Array {
  const seed = store.blobs.get(hash)
  if (seed === undefined) throw damaged('The beginning of a stored document')
  return seed
}
