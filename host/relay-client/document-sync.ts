/**
 * One document and its room on the relay.
 *
 * On every connection: SyncStep1 both ways; what the relay has not got goes there as one PUSH, and from then on each
 * stored edit, several in one PUSH where they come quickly. An ACK takes them out of the outbox. After a NACK nothing
 * is dropped: a gap is synced again, a busy relay is asked again later, and a refusal is said and the edits stay here.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { isAppError } from '../../shared/contract/errors.ts'
import {
  encodeDocumentFrame,
  encodeLeave,
  encodePush,
  type NackCode,
  type Welcome,
} from '../../shared/sync/relay-protocol.ts'
import type { HostDocument, StoredUpdate } from '../documents/documents.ts'
import type { Outbox } from '../workspace/outbox.ts'
import type { Schedule } from './schedule.ts'

export interface DocumentSync extends Disposable {
  readonly id: string
  readonly state: DocumentSyncState
  /** A new connection. */
  start(welcome: Welcome): void
  /** The connection is gone. */
  stop(): void
  receive(message: Uint8Array): void
  acked(requestId: number): void
  nacked(requestId: number, code: NackCode, message: string): void
}

export interface DocumentSyncState {
  /** Both sides have seen each other's state since the connection was made, and what we had is acknowledged. */
  readonly isSynced: boolean
  /** What the relay has is here, and stored. */
  readonly isReceived: boolean
  /** Why the relay does not take our edits; they stay here. */
  readonly refusal: string | null
}

interface Deps {
  readonly document: HostDocument
  readonly outbox: Outbox
  readonly send: (frame: Uint8Array) => void
  readonly schedule: Schedule
  /** Before anything of this document is pushed: resolves when what it refers to is on the relay. */
  readonly beforePush: () => Promise<void>
  /** The relay has everything that is here. */
  readonly onNothingToSend: () => void
  /** Pushes the whole once, even if the state vectors say that nothing is missing: deletes do not show in them. */
  readonly isFresh: boolean
  readonly onDidChange: () => void
  readonly log: { warn(data: object, message: string): void }
}

const pushesInFlight = 8
const retryMs = 1_000
/** Gaps in a row before we stop believing that a resync helps. */
const gapsTolerated = 5

interface Push {
  /** Outbox entries it holds; `through` = all up to this one. */
  readonly sequences: readonly number[]
  readonly through: number | null
}

export function createDocumentSync(deps: Deps): DocumentSync {
  const { document, outbox, send, schedule, log } = deps
  const { id, doc } = document
  let welcome: Welcome | null = null
  /** Counts connections and resyncs: what was begun in an earlier one is not finished in this one. */
  let round = 0
  let isReceived = false
  let hasSentWhole = false
  let isFresh = deps.isFresh
  let refusal: string | null = null
  let gaps = 0
  let lastRequest = 0
  let retry: Disposable | null = null
  let queue: StoredUpdate[] = []
  let isFlushing = false
  const inFlight = new Map<number, Push>()

  const stored = document.onDidStore(event => {
    if (welcome === null || event.origin.kind === 'relay' || event.origin.kind === 'storage') return
    if (!hasSentWhole || welcome.rights === 'read') return
    queue.push(event)
    scheduleFlush()
    deps.onDidChange()
  })

  function sync(): void {
    round += 1
    hasSentWhole = false
    queue = []
    inFlight.clear()
    send(encodeDocumentFrame(id, syncMessage(syncStep1, Y.encodeStateVector(doc))))
  }

  /** The relay said what it has: what it lacks goes there. */
  async function answer(stateVector: Uint8Array, begun: number): Promise<void> {
    // The stock protocol's answer is for its own clients; ours is a PUSH, which is acknowledged.
    if (welcome === null || welcome.rights === 'read' || refusal !== null) {
      hasSentWhole = true
      return deps.onDidChange()
    }
    if (!isFresh && outbox.pending(id).length === 0 && !isAhead(Y.decodeStateVector(stateVector), doc)) {
      hasSentWhole = true
      deps.onNothingToSend()
      return deps.onDidChange()
    }
    await deps.beforePush()
    if (round !== begun || welcome === null) return
    hasSentWhole = true
    const pending = outbox.pending(id)
    const through = pending.at(-1)?.sequence ?? null
    const whole = Y.encodeStateAsUpdate(doc, stateVector)
    if (whole.length <= welcome.maxUpdateBytes) return push(whole, { sequences: [], through })
    // Too much for one: piece by piece, as it was written.
    for (const entry of pending) push(entry.update, { sequences: [entry.sequence], through: null })
    if (pending.length === 0) refuse('This document is larger than the relay takes.')
  }

  function push(update: Uint8Array, what: Push): void {
    if (welcome !== null && update.length > welcome.maxUpdateBytes) {
      refuse('An edit is larger than the relay takes.')
      return
    }
    lastRequest += 1
    inFlight.set(lastRequest, what)
    send(encodePush(id, lastRequest, update))
    deps.onDidChange()
  }

  function scheduleFlush(): void {
    if (isFlushing || queue.length === 0 || inFlight.size >= pushesInFlight || refusal !== null) return
    isFlushing = true
    const begun = round
    setImmediate(() => {
      flush(begun)
        .catch(error => log.warn({ error, document: id }, 'edits could not be sent'))
        .finally(() => {
          isFlushing = false
          if (round === begun) scheduleFlush()
        })
    })
  }

  async function flush(begun: number): Promise<void> {
    await deps.beforePush()
    if (round !== begun || welcome === null || queue.length === 0) return
    for (const batch of batches(queue, welcome.maxUpdateBytes)) {
      const updates = batch.map(event => event.update)
      const update = updates.length === 1 && updates[0] !== undefined ? updates[0] : Y.mergeUpdates(updates)
      push(update, { sequences: batch.map(event => event.sequence), through: null })
    }
    queue = []
  }

  function refuse(reason: string): void {
    refusal = reason
    queue = []
    inFlight.clear()
    log.warn({ document: id, reason }, 'the relay refused edits; they stay here')
    deps.onDidChange()
  }

  function retryLater(): void {
    retry ??= schedule.after(retryMs, () => {
      retry = null
      if (welcome !== null) sync()
    })
  }

  function apply(update: Uint8Array, isWhole: boolean): void {
    const begun = round
    document.apply(update, { kind: 'relay' }).then(
      () => {
        if (!isWhole || round !== begun) return
        isReceived = true
        deps.onDidChange()
      },
      error => {
        // Not an update: the relay passed on what a stranger sent. Nothing was changed.
        const message = isAppError(error) ? error.message : String(error)
        log.warn({ document: id, error: message }, 'an update from the relay was not taken')
      },
    )
  }

  return {
    id,
    get state() {
      const isSent = hasSentWhole && inFlight.size === 0 && queue.length === 0
      return { isSynced: welcome !== null && isReceived && isSent, isReceived, refusal }
    },
    start(next) {
      welcome = next
      refusal = null
      gaps = 0
      isReceived = false
      sync()
    },
    stop() {
      welcome = null
      round += 1
      retry?.[Symbol.dispose]()
      retry = null
      queue = []
      inFlight.clear()
      deps.onDidChange()
    },
    receive(message) {
      const parsed = readSync(message)
      if (parsed === null) return
      if (parsed.step === syncStep1) {
        const begun = round
        answer(parsed.content, begun).catch(error => {
          log.warn({ error, document: id }, 'a document could not be sent')
          if (round === begun) retryLater()
        })
        return
      }
      apply(parsed.content, parsed.step === syncStep2)
    },
    acked(requestId) {
      const push = inFlight.get(requestId)
      if (push === undefined) return
      inFlight.delete(requestId)
      gaps = 0
      isFresh = false
      if (push.through !== null) outbox.ackThrough(id, push.through)
      if (push.sequences.length > 0) outbox.ack(id, push.sequences)
      scheduleFlush()
      deps.onDidChange()
    },
    nacked(requestId, code, message) {
      if (requestId !== 0 && !inFlight.has(requestId)) return
      log.warn({ document: id, code, message }, 'the relay did not take an edit')
      switch (code) {
        case 'gap':
          gaps += 1
          return gaps > gapsTolerated ? refuse('The relay misses earlier edits and does not take them.') : sync()
        case 'rate':
        case 'store-failed':
          return retryLater()
        case 'forged-clock':
        case 'oversize':
        case 'read-only':
        case 'malformed':
        case 'room-full':
          return refuse(refusals[code])
      }
    },
    [Symbol.dispose]() {
      stored[Symbol.dispose]()
      retry?.[Symbol.dispose]()
      if (welcome !== null) send(encodeLeave(id))
      welcome = null
      round += 1
      document[Symbol.dispose]()
    },
  }
}

const refusals = {
  'forged-clock': 'The relay has other edits under the same name, and does not take these. They stay on this computer.',
  oversize: 'An edit is larger than the relay takes. It stays on this computer.',
  'read-only': 'The link does not let you change this workspace. Your edits stay on this computer.',
  malformed: 'The relay could not read an edit. It stays on this computer.',
  'room-full': 'The relay has no more room for this file. Your edits stay on this computer.',
} as const

const messageSync = 0
const syncStep1 = 0
const syncStep2 = 1
const syncUpdate = 2

function syncMessage(step: number, content: Uint8Array): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, messageSync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, content)
  })
}

function readSync(bytes: Uint8Array): { step: number; content: Uint8Array } | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readVarUint(decoder) !== messageSync) return null
    const step = decoding.readVarUint(decoder)
    return step > syncUpdate ? null : { step, content: decoding.readVarUint8Array(decoder) }
  } catch {
    // Passed on from strangers: anything unreadable is no message.
    return null
  }
}

/** True where `doc` holds structs that `theirs` does not. */
function isAhead(theirs: ReadonlyMap<number, number>, doc: Y.Doc): boolean {
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc))) {
    if (clock > (theirs.get(client) ?? 0)) return true
  }
  return false
}

/** Neighbours in one push, as long as they fit. */
function batches(events: readonly StoredUpdate[], limitBytes: number): StoredUpdate[][] {
  const found: StoredUpdate[][] = []
  let sizeBytes = 0
  for (const event of events) {
    const last = found.at(-1)
    if (last === undefined || sizeBytes + event.update.length > limitBytes) {
      found.push([event])
      sizeBytes = event.update.length
    } else {
      last.push(event)
      sizeBytes += event.update.length
    }
  }
  return found
}
