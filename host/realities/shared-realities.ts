/**
 * Realities that others know of, or are to know of. RTY9: a reality is announced when its documents are on the relay,
 * and is here when they have arrived: until then nobody can give the folder to it. Here it stands on its own log, for
 * what it was forked from has other numbers on every host.
 */

import { MAIN_REALITY } from '../../shared/contract/realities.ts'
import {
  REALITIES_DOCUMENT,
  type RealityRecord,
  readRealityRecords,
  writeRealityRecord,
} from '../../shared/repo/reality-records.ts'
import type { HostDocument, UpdateOrigin } from '../documents/documents.ts'
import { byStoredId } from '../documents/stored-documents.ts'
import { completeDocuments, type WantedBlob } from '../files/checkout.ts'
import type { RelayWorkspace } from '../relay-client/relay-client.ts'
import type { RealityRow } from '../storage/history-tables.ts'
import { lineageOf } from '../storage/reality-store.ts'
import type { Store } from '../storage/store.ts'
import { createEmitter } from '../workspace/emitter.ts'
import { createOutbox } from '../workspace/outbox.ts'
import type { OpenReality } from './open-reality.ts'
import type { OwnedRealities } from './realities.ts'

export interface SharedRealities {
  /** What has to go over the relay next, or null. */
  next(): SharedWork | null
  /** Opens the reality for the relay; `run` ends when everything is on both sides. */
  work(work: SharedWork, run: (workspace: RelayWorkspace) => Promise<void>): Promise<void>
  /** There may be something to do. */
  onDidChange(listener: () => void): Disposable
}

/**
 * - `announce`: forked here. `arrive`: somebody else's, not here yet. `send`: written here while it did not have the
 *   folder (a merge), or left with edits that nobody has.
 */
export type SharedWork =
  | { readonly kind: 'announce'; readonly row: RealityRow }
  | { readonly kind: 'arrive'; readonly record: RealityRecord }
  | { readonly kind: 'send'; readonly reality: string }

interface Deps {
  readonly disk: Store
  readonly current: OpenReality
  readonly realities: OwnedRealities
  readonly document: HostDocument
  readonly now: () => number
}

const ORIGIN: UpdateOrigin = { kind: 'command' }

export function createSharedRealities({ disk, current, realities, document, now }: Deps): SharedRealities {
  function next(): SharedWork | null {
    const records = readRealityRecords(document.doc)
    const announced = new Map(records.map(record => [record.id, record]))
    const rows = disk.realities.all()
    const row = rows.find(one => one.status !== 'dropped' && !announced.has(one.id))
    if (row !== undefined) return { kind: 'announce', row }
    const record = records.find(one => !rows.some(({ id }) => id === one.id))
    if (record !== undefined) return { kind: 'arrive', record }
    const unsent = [MAIN_REALITY, ...rows.map(({ id }) => id)].find(
      id => id !== current.store.reality && disk.outbox.documents(id).some(stored => stored !== REALITIES_DOCUMENT),
    )
    return unsent === undefined ? null : { kind: 'send', reality: unsent }
  }

  /** Whoever renames writes the record; the others take the name from it. */
  function takeNames(): void {
    for (const { id, name } of readRealityRecords(document.doc)) {
      const row = disk.realities.get(id)
      if (row !== undefined && row.name !== name) realities.put({ ...row, name })
    }
  }

  async function work(job: SharedWork, run: (workspace: RelayWorkspace) => Promise<void>): Promise<void> {
    const id = job.kind === 'announce' ? job.row.id : job.kind === 'arrive' ? job.record.id : job.reality
    if (id !== current.store.reality) {
      const lineage = job.kind === 'arrive' ? { id, fork: null } : lineageOf(disk, id)
      await realities.withReality(lineage, async open => {
        using workspace = relayWorkspace(open, disk, now)
        await run(workspace)
      })
    }
    if (job.kind === 'announce') {
      const { name, parent, time, author } = job.row
      writeRealityRecord(document.doc, { id, name, parent, time, author }, ORIGIN)
      await document.whenStored()
    } else if (job.kind === 'arrive') {
      const { name, parent, time, author } = job.record
      const rest = { position: null, written: 0, status: 'open', goneAt: null } as const
      realities.put({ id, name, parent, time, author, ...rest })
    }
  }

  document.doc.on('afterTransaction', takeNames)
  realities.onDidRename(row => {
    const isAnnounced = readRealityRecords(document.doc).some(({ id }) => id === row.id)
    if (isAnnounced) writeRealityRecord(document.doc, row, ORIGIN)
  })

  return {
    next,
    work,
    onDidChange(listener) {
      const stored = document.onDidStore(listener)
      const changed = realities.onDidChange(listener)
      return {
        [Symbol.dispose]() {
          stored[Symbol.dispose]()
          changed[Symbol.dispose]()
        },
      }
    },
  }
}

/** Files come with the folder: until then only the beginnings of documents are fetched. */
function relayWorkspace(open: OpenReality, disk: Store, now: () => number): RelayWorkspace & Disposable {
  const { store, documents, tree } = open
  const changed = createEmitter()
  const carried = byStoredId(documents, store.reality)
  completeDocuments(open)
  const follow = tree.onDidChange(() => {
    completeDocuments(open)
    changed.fire()
  })

  function wanted(): WantedBlob[] {
    return tree.files().flatMap(({ document, seed, path }): WantedBlob[] => {
      if (document === null || seed === null || documents.has(document) || disk.blobs.has(seed)) return []
      return [{ hash: seed, sizeBytes: 0, kind: 'seed', path }]
    })
  }

  return {
    reality: { id: store.reality, name: store.reality },
    // The list of realities is the workspace's own, which has it open.
    carried: { ...carried, ids: () => carried.ids().filter(id => id !== REALITIES_DOCUMENT) },
    outbox: createOutbox(disk, store.reality),
    tree: tree.view,
    blob: async hash => disk.blobs.get(hash),
    async putBlob(bytes) {
      const hash = disk.blobs.put(bytes, 'seed', now())
      completeDocuments(open)
      changed.fire()
      return hash
    },
    wanted,
    onDidChangeWanted: changed.on,
    setProgress() {},
    [Symbol.dispose]: () => follow[Symbol.dispose](),
  }
}
