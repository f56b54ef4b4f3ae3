/**
 * The documents over a store. DOC1: a document is read whole before anybody sees it. DOC2: an update is acknowledged
 * after its transaction committed. DOC3: what was acknowledged is in the log even where it waits for missing updates.
 */
import * as Y from 'yjs'
import { AppError } from '../../shared/contract/errors.ts'
import type { Author } from '../../shared/contract/history.ts'
import { compact, hasMissingDependencies, isWorthCompacting } from '../storage/compaction.ts'
import type { Journal } from '../storage/journal.ts'
import type { Store } from '../storage/store.ts'
import { createEmitter } from '../workspace/emitter.ts'
import type { Documents, HostDocument, StoredUpdate, UpdateOrigin } from './documents.ts'
import { loadDocument } from './load-document.ts'

export interface DocumentsDeps {
  readonly store: Store
  readonly journal: Journal
  /** Unix ms. */
  readonly now: () => number
  /** Whom edits of this side are from. */
  readonly author: () => Author
  readonly isReadOnly: () => boolean
}

export interface OwnedDocuments extends Documents, AsyncDisposable {
  /** Makes a document that begins with a seed (kept as a blob), or empty. Does nothing where it is there. */
  create(id: string, seed: string | null): void
  /** After the creating transaction, where several were made in one. */
  announce(ids: readonly string[]): void
  /** Everything made so far in any document; stays open while the disk is full. */
  whenStored(): Promise<void>
  /** Every update of every document, after its transaction committed. */
  onDidStore(listener: (event: StoredUpdate & { readonly document: string }) => void): Disposable
}

/** Documents nobody holds that stay in memory, so that the next frame for one does not read it again. */
const IDLE_DOCUMENTS = 8

interface Loaded {
  readonly id: string
  readonly doc: Y.Doc
  readonly stored: ReturnType<typeof createEmitter<StoredUpdate>>
  references: number
  lastSequence: number
  log: { rows: number; bytes: number }
  snapshotBytes: number
  /** The last append, for `whenStored`. */
  tail: Promise<unknown>
  waiting: number
}

export function createDocuments(deps: DocumentsDeps): OwnedDocuments {
  const { store, journal, now, author, isReadOnly } = deps
  const loaded = new Map<string, Loaded>()
  const created = createEmitter<string>()
  const stored = createEmitter<StoredUpdate & { readonly document: string }>()
  const known = new Set(store.documents.all().map(row => row.id))

  function load(id: string): Loaded {
    const present = loaded.get(id)
    if (present !== undefined) {
      // The order of the map is the order of use.
      loaded.delete(id)
      loaded.set(id, present)
      return present
    }
    const row = known.has(id) ? store.documents.get(id) : undefined
    if (row === undefined) throw new AppError('NOT_FOUND', 'This document is not here.', { document: id })
    const { doc, lastSequence, log, snapshotBytes } = loadDocument(store, row)
    const entry: Loaded = {
      id,
      doc,
      stored: createEmitter<StoredUpdate>(),
      references: 0,
      lastSequence,
      log,
      snapshotBytes,
      tail: Promise.resolve(),
      waiting: 0,
    }
    loaded.set(id, entry)
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      void keep(entry, update, asOrigin(origin))
    })
    return entry
  }

  function keep(entry: Loaded, update: Uint8Array, origin: UpdateOrigin): Promise<void> {
    if (origin.kind === 'storage') return entry.tail.then(() => undefined)
    const isOwn = origin.kind !== 'relay' && origin.kind !== 'seed'
    const appended = journal
      .append({ document: entry.id, bytes: update, origin: origin.kind, author: isOwn ? author() : null, isOwn })
      .then(sequence => {
        entry.lastSequence = sequence
        entry.log = { rows: entry.log.rows + 1, bytes: entry.log.bytes + update.length }
        entry.stored.fire({ update, origin, sequence })
        stored.fire({ document: entry.id, update, origin, sequence })
      })
      .finally(() => {
        entry.waiting -= 1
        if (entry.waiting === 0) rest(entry)
      })
    entry.waiting += 1
    const before = entry.tail
    entry.tail = Promise.all([before, appended])
    // Whoever waits hears of the failure; so does the state of the journal.
    entry.tail.catch(() => undefined)
    appended.catch(() => undefined)
    return appended
  }

  /** Nothing waits any more: the time to compact, and to let go of what nobody holds. */
  function rest(entry: Loaded) {
    if (loaded.get(entry.id) !== entry || journal.state !== 'ok') return
    if (isWorthCompacting(entry.log, entry.snapshotBytes)) compactNow(entry)
    evict()
  }

  function compactNow(entry: Loaded) {
    if (compact(store, entry.id, entry.doc, entry.lastSequence, now()) !== 'done') return
    entry.log = { rows: 0, bytes: 0 }
    entry.snapshotBytes = store.snapshots.list(entry.id).at(-1)?.sizeBytes ?? 0
  }

  function evict() {
    const idle = [...loaded.values()].filter(entry => entry.references === 0 && entry.waiting === 0)
    for (const entry of idle.slice(0, Math.max(0, idle.length - IDLE_DOCUMENTS))) {
      loaded.delete(entry.id)
      entry.doc.destroy()
    }
  }

  return {
    ids: () => [...known].sort(),
    has: id => known.has(id),
    async open(id) {
      const entry = load(id)
      entry.references += 1
      return reference(entry, { keep, isReadOnly, evict })
    },
    create(id, seed) {
      store.documents.add({ id, seed }, now())
    },
    announce(ids) {
      for (const id of ids) {
        if (known.has(id) || store.documents.get(id) === undefined) continue
        known.add(id)
        created.fire(id)
      }
    },
    onDidCreate: created.on,
    onDidStore: stored.on,
    async whenStored() {
      await Promise.all([...loaded.values()].map(entry => entry.tail))
    },
    async [Symbol.asyncDispose]() {
      journal.flush()
      // On a full disk nobody can wait; the journal says then what was not saved.
      if (journal.state === 'ok') await Promise.allSettled([...loaded.values()].map(entry => entry.tail))
      for (const entry of loaded.values()) entry.doc.destroy()
      loaded.clear()
    },
  }
}

interface ReferenceDeps {
  readonly keep: (entry: Loaded, update: Uint8Array, origin: UpdateOrigin) => Promise<void>
  readonly isReadOnly: () => boolean
  readonly evict: () => void
}

function reference(entry: Loaded, { keep, isReadOnly, evict }: ReferenceDeps): HostDocument {
  let isHeld = true
  return {
    id: entry.id,
    doc: entry.doc,
    async apply(update, origin) {
      if (isReadOnly()) throw new AppError('READ_ONLY', 'This workspace is shown read-only.')
      const before = pendingOf(entry.doc)
      applyOrRefuse(entry.doc, update, origin)
      // Yjs announces an update only once its dependencies are there; until then the bytes as they came are the record.
      if (hasMissingDependencies(entry.doc) && !isSame(pendingOf(entry.doc), before)) {
        keep(entry, update, origin).catch(() => undefined)
      }
      await entry.tail
    },
    async whenStored() {
      await entry.tail
    },
    onDidStore: entry.stored.on,
    [Symbol.dispose]() {
      if (!isHeld) return
      isHeld = false
      entry.references -= 1
      evict()
    },
  }
}

function applyOrRefuse(doc: Y.Doc, update: Uint8Array, origin: UpdateOrigin) {
  try {
    Y.applyUpdate(doc, update, origin)
  } catch (error) {
    throw new AppError('BAD_REQUEST', 'These bytes are not an update.', {}, { cause: error })
  }
}

interface Pending {
  readonly structs: Uint8Array | undefined
  readonly deletes: Uint8Array | null
}

function pendingOf(doc: Y.Doc): Pending {
  return { structs: doc.store.pendingStructs?.update, deletes: doc.store.pendingDs }
}

function isSame(a: Pending, b: Pending): boolean {
  return sameBytes(a.structs ?? null, b.structs ?? null) && sameBytes(a.deletes, b.deletes)
}

function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === b || (a !== null && b !== null && Buffer.compare(a, b) === 0)
}

const ORIGINS: ReadonlySet<string> = new Set(['window', 'relay', 'intake', 'command', 'seed', 'storage'])

function asOrigin(origin: unknown): UpdateOrigin {
  const isKnown = typeof origin === 'object' && origin !== null && 'kind' in origin && ORIGINS.has(String(origin.kind))
  return isKnown ? (origin as UpdateOrigin) : { kind: 'command' }
}
