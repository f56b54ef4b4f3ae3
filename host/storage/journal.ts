/**
 * Group commit. STO3: all updates of one turn of the event loop go into one transaction, and nobody hears of an update
 * before it committed. STO4: while the disk is full everything stays in memory, in order, and is tried again.
 *
 *     const sequence = await journal.append({ document, bytes, origin: 'window', author, isOwn: true })
 */
import type { WaitingChange } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { Author } from '../../shared/contract/history.ts'
import { createEmitter } from '../workspace/emitter.ts'
import { damaged, storageTrouble } from './storage-error.ts'
import type { Store } from './store.ts'

export interface JournalEntry {
  readonly document: string
  readonly bytes: Uint8Array
  readonly origin: string
  /** Where it was made here; of others' updates the description says more. */
  readonly author: Author
  /** Made on this side: goes to the outbox too, while that is on. */
  readonly isOwn: boolean
}

/** `full`: nothing is lost, nothing is saved. `damaged`: nothing will be saved any more. */
export type JournalState = 'ok' | 'full' | 'damaged'

export interface Journal extends AsyncDisposable {
  /**
   * Resolves with the sequence once the transaction committed; stays open while the disk is full.
   * Throws AppError UNREADABLE once the database is damaged, DISK where the host stops before there was space.
   */
  append(entry: JournalEntry): Promise<number>
  /** Updates not committed yet. */
  readonly waiting: number
  readonly state: JournalState
  /** Tries at once instead of at the end of the turn. */
  flush(): void
  readonly onDidChangeState: (listener: () => void) => Disposable
  /** Each time a transaction committed. */
  readonly onDidCommit: (listener: () => void) => Disposable
}

export interface JournalDeps {
  readonly store: Store
  /** Unix ms. */
  readonly now: () => number
  readonly isOutboxOn: () => boolean
  /** For people: what was edited in a document since it was last asked. Asked as each update comes. */
  readonly describe: (document: string) => Described
}

export interface Described {
  readonly lines: readonly WaitingChange[]
  /** Whoever wrote it, as the document says. */
  readonly people: readonly NonNullable<Author>[]
}

export const NOTHING_DESCRIBED: Described = { lines: [], people: [] }

const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 5_000
const CHECKPOINT_IDLE_MS = 1_000

interface Queued {
  readonly entry: JournalEntry
  readonly described: Described
  readonly time: number
  resolve(sequence: number): void
  reject(error: unknown): void
}

export function createJournal({ store, now, isOutboxOn, describe }: JournalDeps): Journal {
  let queue: Queued[] = []
  let state: JournalState = 'ok'
  let turn: NodeJS.Immediate | null = null
  let retry: NodeJS.Timeout | null = null
  let idle: NodeJS.Timeout | null = null
  let retryMs = FIRST_RETRY_MS
  let isClosed = false
  const lastSequences = new Map<string, number>()
  const changed = createEmitter()
  const committed = createEmitter()

  function setState(next: JournalState) {
    if (next === state) return
    state = next
    changed.fire()
  }

  function commit(batch: readonly Queued[]): number[] {
    const next = new Map<string, number>()
    const sequences = store.transaction(() => batch.map(one => write(one, next)))
    for (const [document, sequence] of next) lastSequences.set(document, sequence)
    return sequences
  }

  function write({ entry, described, time }: Queued, next: Map<string, number>): number {
    const { document, bytes, origin, author } = entry
    const last = next.get(document) ?? lastSequences.get(document) ?? store.log.last(document)
    const sequence = last + 1
    next.set(document, sequence)
    const who = author ?? together(described.people)
    store.log.append({ document, sequence, bytes, origin, author: who?.name ?? null, time })
    const lines = described.lines.map(({ node, text, kind }) => ({ node, text, kind }))
    store.edits.append({ document, sequence, time, author: who, origin, lines, sizeBytes: bytes.length })
    if (entry.isOwn && isOutboxOn()) {
      store.outbox.append({ document, sequence, bytes, texts: described.lines, time })
    }
    return sequence
  }

  function flush() {
    if (turn !== null) clearImmediate(turn)
    if (retry !== null) clearTimeout(retry)
    turn = null
    retry = null
    if (queue.length === 0) return
    const batch = queue
    let sequences: number[]
    try {
      sequences = commit(batch)
    } catch (error) {
      fail(error)
      return
    }
    queue = []
    retryMs = FIRST_RETRY_MS
    batch.forEach((one, i) => {
      one.resolve(sequences[i] ?? 0)
    })
    setState('ok')
    committed.fire()
    checkpointWhenIdle()
  }

  function fail(error: unknown) {
    const trouble = storageTrouble(error)
    if (trouble === 'full') {
      setState('full')
      // Closed: whoever closes rejects what is left.
      if (isClosed) return
      retry = setTimeout(flush, retryMs)
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
      return
    }
    const reason = trouble === 'damaged' ? damaged('The database of this workspace (.weft/weft.db)', error) : error
    if (trouble === 'damaged') setState('damaged')
    rejectAll(reason)
  }

  function rejectAll(reason: unknown) {
    const lost = queue
    queue = []
    for (const one of lost) one.reject(reason)
  }

  /** A commit that also has to move the write-ahead log would make one edit in a few hundred slow. */
  function checkpointWhenIdle() {
    idle ??= setTimeout(() => {
      idle = null
      if (!isClosed && queue.length === 0 && state === 'ok') checkpoint(store)
    }, CHECKPOINT_IDLE_MS)
  }

  return {
    append(entry) {
      if (state === 'damaged') return Promise.reject(damaged('The database of this workspace (.weft/weft.db)'))
      if (isClosed) return Promise.reject(new AppError('DISK', 'Not saved: the workspace is being closed.'))
      return new Promise((resolve, reject) => {
        queue.push({ entry, described: describe(entry.document), time: now(), resolve, reject })
        if (turn === null && retry === null) turn = setImmediate(flush)
      })
    },
    get waiting() {
      return queue.length
    },
    get state() {
      return state
    },
    flush,
    onDidChangeState: changed.on,
    onDidCommit: committed.on,
    async [Symbol.asyncDispose]() {
      if (isClosed) return
      isClosed = true
      flush()
      if (idle !== null) clearTimeout(idle)
      if (queue.length > 0) rejectAll(new AppError('DISK', 'Not saved: the disk is full.'))
      checkpoint(store)
    },
  }
}

/** An update that brings the work of several names them all, in the colour of the first. */
function together(people: Described['people']): Author {
  const [first] = people
  if (first === undefined) return null
  const names = [...new Set(people.map(person => person.name))]
  return { name: names.join(', '), color: first.color }
}

/** Only makes later commits cheaper: a full disk is met, and told, by the next commit. */
function checkpoint(store: Store) {
  try {
    store.checkpoint()
  } catch (error) {
    if (storageTrouble(error) === 'other') throw error
  }
}
