/**
 * One reality's view of the store. Copy-on-write (RTY1): what was never written in it is read from its parent as that
 * stood at the fork, and nothing is copied before the first write, which only appends to a log of its own.
 *
 *     const store = openRealityStore(disk, lineageOf(disk, 'r7k2…'))
 *     store.log.after('tree', 0)      // the parent's updates up to the fork, then its own
 *
 * Sequences go on from the fork, so that a moment is one number in the whole life of a document. Documents are named
 * by their plain ids; blobs, files, settings, versions and realities are everybody's.
 */
import { AppError } from '../../shared/contract/errors.ts'
import { MAIN_REALITY } from '../../shared/contract/realities.ts'
import type { EditRows, Segment } from './history-tables.ts'
import type { DocumentRow, Store, UpdateLog, WrittenTexts, WrittenUntil } from './store.ts'
import { isStoredBy, plainId, realityOf, storedId } from './stored-id.ts'

/** A reality and what it was forked from. `fork` null: it stands on its own log alone. */
export interface Lineage {
  readonly id: string
  readonly fork: Fork | null
}

export interface Fork {
  readonly from: Lineage
  /** Where the line of edits stood (STO12). */
  readonly position: number
  readonly written: number
  readonly time: number
}

export interface RealityStore extends Store {
  readonly lineage: Lineage
  /** The store below, where ids are those of storedId. */
  readonly disk: Store
  /** The life of a document as runs of stored logs, oldest first. */
  segments(document: string): readonly Segment[]
}

const MAIN_LINEAGE: Lineage = { id: MAIN_REALITY, fork: null }

/** Throws AppError NOT_FOUND for a reality that is not there. */
export function lineageOf(disk: Store, id: string): Lineage {
  if (id === MAIN_REALITY) return MAIN_LINEAGE
  const row = disk.realities.get(id)
  if (row === undefined) throw new AppError('NOT_FOUND', 'This reality is not here.', { reality: id })
  const { position, written, time } = row
  return { id, fork: position === null ? null : { from: lineageOf(disk, row.parent), position, written, time } }
}

export function openRealityStore(disk: Store, lineage: Lineage): RealityStore {
  const { id, fork } = lineage
  const parent = fork === null ? null : openRealityStore(disk, fork.from)
  const forked = new Map<string, number>()
  const key = (document: string) => storedId(id, document)

  /** What the document had seen at the fork; never changes. */
  function forkOf(document: string): number {
    if (fork === null || parent === null) return 0
    const known = forked.get(document)
    if (known !== undefined) return known
    const sequence = parent.edits.sequenceAt(document, fork.position)
    forked.set(document, sequence)
    return sequence
  }

  const documents = {
    all(): readonly DocumentRow[] {
      const own = disk.documents.all().filter(row => isStoredBy(id, row.id))
      const found = new Map(inherited().map(row => [row.id, row]))
      for (const row of own) found.set(plainId(row.id), { ...row, id: plainId(row.id) })
      return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    },
    get(document: string): DocumentRow | undefined {
      const own = disk.documents.get(key(document))
      if (own !== undefined) return { ...own, id: document }
      const row = parent?.documents.get(document)
      return row !== undefined && fork !== null && row.time <= fork.time ? row : undefined
    },
    add: (row: Omit<DocumentRow, 'time'>, time: number) => disk.documents.add({ ...row, id: key(row.id) }, time),
  }

  function inherited(): readonly DocumentRow[] {
    if (parent === null || fork === null) return []
    return parent.documents.all().filter(row => row.time <= fork.time)
  }

  const log: UpdateLog = {
    append: entry => disk.log.append({ ...entry, document: key(entry.document) }),
    after: (document, sequence) => log.range(document, sequence, Number.MAX_SAFE_INTEGER),
    range(document, after, through) {
      const at = forkOf(document)
      const before = parent !== null && after < at ? parent.log.range(document, after, Math.min(at, through)) : []
      if (through <= at) return before
      const own = disk.log.range(key(document), Math.max(after, at), through)
      return [...before, ...own.map(entry => ({ ...entry, document }))]
    },
    last: document => disk.log.last(key(document)) || forkOf(document),
    lastOfAll() {
      if (fork === null) return ownLast()
      const all = new Map(documents.all().map(row => [row.id, forkOf(row.id)]))
      for (const [document, last] of ownLast()) all.set(document, last)
      for (const [document, last] of all) if (last === 0) all.delete(document)
      return all
    },
    size: (document, after) => disk.log.size(key(document), after),
    floor: document => (disk.log.last(key(document)) === 0 ? forkOf(document) : disk.log.floor(key(document))),
    thin: (document, through) => disk.log.thin(key(document), through),
  }

  function ownLast(): Map<string, number> {
    const own = [...disk.log.lastOfAll()].filter(([document]) => isStoredBy(id, document))
    return new Map(own.map(([document, last]) => [plainId(document), last]))
  }

  const edits: EditRows = {
    ...disk.edits,
    append: row => disk.edits.append({ ...row, document: key(row.document) }),
    sequenceAt(document, position) {
      const own = disk.edits.sequenceAt(key(document), position)
      if (own > 0 || parent === null || fork === null) return own
      return parent.edits.sequenceAt(document, Math.min(position, fork.position))
    },
    timeOf(document, sequence) {
      if (sequence > forkOf(document) || parent === null) return disk.edits.timeOf(key(document), sequence)
      return parent.edits.timeOf(document, sequence)
    },
    lastBefore: (document, time) => disk.edits.lastBefore(key(document), time),
  }

  const written: WrittenTexts = {
    list(document, until) {
      const own = disk.written.list(key(document), until)
      if (parent === null || fork === null) return own
      return [...own, ...parent.written.list(document, earlier(until, fork))]
    },
    newestNumber: () => disk.written.newestNumber(),
    newest: document => disk.written.newest(key(document)) ?? written.list(document)[0],
    newestHash: document => disk.written.newestHash(key(document)),
    put: (document, text, hash, time) => disk.written.put(key(document), text, hash, time),
  }

  return {
    ...disk,
    lineage,
    disk,
    reality: id,
    documents,
    log,
    edits,
    written,
    snapshots: {
      latest: document => disk.snapshots.latest(key(document)) ?? parent?.snapshots.nearest(document, forkOf(document)),
      nearest: (document, through) =>
        disk.snapshots.nearest(key(document), through) ??
        parent?.snapshots.nearest(document, Math.min(through, forkOf(document))),
      get: (document, through) => disk.snapshots.get(key(document), through),
      put: (document, snapshot) => disk.snapshots.put(key(document), snapshot),
      list: document => disk.snapshots.list(key(document)),
      drop: (document, through) => disk.snapshots.drop(key(document), through),
    },
    outbox: {
      ...disk.outbox,
      append: row => disk.outbox.append({ ...row, document: key(row.document) }),
    },
    stale: {
      all: () =>
        disk.stale
          .all()
          .filter(row => realityOf(row.document) === id)
          .map(row => ({ ...row, document: plainId(row.document) })),
      add: row => disk.stale.add({ ...row, document: key(row.document) }),
      delete: stale => disk.stale.delete(stale),
    },
    settled: {
      all: () =>
        disk.settled
          .all()
          .filter(row => realityOf(row.document) === id)
          .map(row => ({ ...row, document: plainId(row.document) })),
      add: row => disk.settled.add({ ...row, document: key(row.document) }),
      delete: settled => disk.settled.delete(settled),
    },
    segments(document) {
      const at = forkOf(document)
      const before = (parent?.segments(document) ?? [])
        .map(segment => ({ ...segment, through: Math.min(segment.through, at) }))
        .filter(segment => segment.through > segment.after)
      return [...before, { document: key(document), after: at, through: Number.MAX_SAFE_INTEGER }]
    },
  }
}

function earlier(until: WrittenUntil | undefined, { written, time }: Fork): WrittenUntil {
  return {
    number: Math.min(until?.number ?? written, written),
    time: Math.min(until?.time ?? time, time),
  }
}
