/** The outbox of one reality over its rows. `store` as on disk: documents by their stored ids. */
import type { WaitingChange } from '../../shared/contract/data.ts'
import type { Journal } from '../storage/journal.ts'
import type { Store } from '../storage/store.ts'
import { createEmitter } from './emitter.ts'

/** Lines shown of what waits; the newest. */
const LINES_LISTED = 500

const ON_SETTING = 'outbox.on'

export interface OutboxEntry {
  readonly document: string
  readonly sequence: number
  readonly update: Uint8Array
  /** Unix ms. */
  readonly time: number
}

/**
 * Updates that the relay has not acknowledged; survives restarts. Written in the same transaction as the log, while on:
 * everything but what came from the relay, from storage, or as a seed.
 */
export interface Outbox {
  readonly isOn: boolean
  /** Turning it on keeps what is written from now on; turning it off forgets what waits. */
  setOn(isOn: boolean): void
  documents(): readonly string[]
  /** In order of sequence, from the first after `after` (default: all). */
  pending(document: string, after?: number): readonly OutboxEntry[]
  ack(document: string, sequences: readonly number[]): void
  /** All of a document at once, e.g. after a state-vector sync. */
  ackThrough(document: string, sequence: number): void
  count(): number
  /** For people: which node of which file, and what about it. Newest last. */
  list(): readonly WaitingChange[]
  onDidChange(listener: () => void): Disposable
}

export interface OwnedOutbox extends Outbox {
  /** Tells the listeners after commits that added something. */
  follow(journal: Journal): void
}

export function createOutbox(store: Store, reality: string): OwnedOutbox {
  let isOn = store.settings.get(ON_SETTING) === '1'
  let count = store.outbox.count(reality)
  const changed = createEmitter()

  function refresh() {
    const now = store.outbox.count(reality)
    if (now === count) return
    count = now
    changed.fire()
  }

  return {
    get isOn() {
      return isOn
    },
    setOn(next) {
      if (next === isOn) return
      isOn = next
      store.transaction(() => {
        store.settings.set(ON_SETTING, next ? '1' : '0')
        if (!next) store.outbox.clear()
      })
      refresh()
    },
    documents: () => store.outbox.documents(reality),
    pending: (document, after = 0) =>
      store.outbox
        .pending(document, after)
        .map(({ sequence, bytes, time }) => ({ document, sequence, update: bytes, time })),
    ack(document, sequences) {
      store.transaction(() => store.outbox.ack(document, sequences))
      refresh()
    },
    ackThrough(document, sequence) {
      store.outbox.ackThrough(document, sequence)
      refresh()
    },
    count: () => count,
    list: () => store.outbox.texts(reality, LINES_LISTED),
    onDidChange: changed.on,
    follow(journal) {
      journal.onDidCommit(() => {
        if (isOn) refresh()
      })
    },
  }
}
