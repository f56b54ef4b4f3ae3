/**
 * Who is where: the awareness of the workspace, gathered from windows and from the relay, passed on to everybody else.
 * Never stored.
 *
 * Clocks are given out anew, from the time: an awareness state that went away with a connection and comes back with
 * the same clock would be ignored by everybody who saw it go. A peer speaks only for clients it brought; the relay
 * never for those of a window here.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { PRESENCE_CLIENTS, PRESENCE_FRAME_BYTES } from '../../shared/limits.ts'

/** Whoever brings states: a connection of a window, or the relay. Compared by identity. */
export interface PresencePeer {
  readonly isRelay: boolean
}

export interface PresenceHub extends Disposable {
  /** An awareness update from a peer. Throws RangeError for bytes that are none, or too many. */
  apply(update: Uint8Array, from: PresencePeer): void
  /** Takes away what a peer brought. */
  leave(peer: PresencePeer): void
  /** Everybody but those that `except` brought, as one awareness update; null where that is nobody. */
  others(except: PresencePeer): Uint8Array<ArrayBuffer> | null
  /** Once a turn of the event loop, with what changed since. */
  onDidChange(listener: (change: PresenceChange) => void): Disposable
}

export interface PresenceChange {
  /** What changed, without what this peer brought itself; null where that is nothing. */
  updateFor(peer: PresencePeer): Uint8Array<ArrayBuffer> | null
}

interface Entry {
  readonly owner: PresencePeer
  /** JSON; `null` once gone. */
  readonly state: string
  readonly clock: number
  readonly sentClock: number
  readonly seenAt: number
}

/** Windows renew every 15 s. */
const outdatedMs = 40_000
/** From all other hosts together. */
const relayClients = 1000

interface Deps {
  /** Unix ms. */
  readonly clock: () => number
}

export function createPresenceHub({ clock }: Deps): PresenceHub {
  const entries = new Map<number, Entry>()
  const listeners = new Set<(change: PresenceChange) => void>()
  let changed = new Map<number, Entry>()
  let flush: NodeJS.Immediate | null = null
  let lastSent = 0

  const sweep = setInterval(() => {
    for (const [client, entry] of entries) if (entry.seenAt < clock() - outdatedMs) remove(client, entry)
  }, outdatedMs / 4)
  sweep.unref()

  function nextClock(): number {
    lastSent = Math.max(lastSent + 1, clock())
    return lastSent
  }

  function note(client: number, entry: Omit<Entry, 'sentClock'>): void {
    const noted = { ...entry, sentClock: nextClock() }
    if (entry.state === 'null') entries.delete(client)
    else entries.set(client, noted)
    changed.set(client, noted)
    flush ??= setImmediate(emit)
  }

  function remove(client: number, entry: Entry): void {
    note(client, { ...entry, state: 'null' })
  }

  function emit(): void {
    flush = null
    const batch = changed
    changed = new Map()
    const change: PresenceChange = { updateFor: peer => encode(batch, peer) }
    for (const listener of listeners) listener(change)
  }

  function mayBring(from: PresencePeer, client: number): boolean {
    const owner = entries.get(client)?.owner
    if (owner === from) return true
    if (owner !== undefined && from.isRelay && !owner.isRelay) return false
    let brought = 0
    for (const entry of entries.values()) if (entry.owner === from) brought += 1
    return brought < (from.isRelay ? relayClients : PRESENCE_CLIENTS)
  }

  return {
    apply(update, from) {
      for (const { client, clock: sent, state } of decode(update)) {
        const known = entries.get(client)
        const isNewer = known === undefined || known.owner !== from || sent > known.clock || state === 'null'
        if (!isNewer || !mayBring(from, client) || (known === undefined && state === 'null')) continue
        if (state === 'null' && known !== undefined && known.owner !== from) continue
        note(client, { owner: from, state, clock: sent, seenAt: clock() })
      }
    },
    leave(peer) {
      for (const [client, entry] of entries) if (entry.owner === peer) remove(client, entry)
    },
    others(except) {
      // Whoever asks has just come, maybe back: what they saw go does not return with the clock it went with.
      for (const [client, entry] of entries) entries.set(client, { ...entry, sentClock: nextClock() })
      return encode(entries, except)
    },
    onDidChange(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    [Symbol.dispose]() {
      clearInterval(sweep)
      if (flush !== null) clearImmediate(flush)
      listeners.clear()
      entries.clear()
    },
  }
}

function encode(entries: ReadonlyMap<number, Entry>, except: PresencePeer): Uint8Array<ArrayBuffer> | null {
  const sent = [...entries].filter(([, entry]) => entry.owner !== except)
  if (sent.length === 0) return null
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, sent.length)
  for (const [client, entry] of sent) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, entry.sentClock)
    encoding.writeVarString(encoder, entry.state)
  }
  return encoding.toUint8Array(encoder)
}

function decode(update: Uint8Array): { client: number; clock: number; state: string }[] {
  if (update.length > PRESENCE_FRAME_BYTES) throw new RangeError('presence is too large')
  const decoder = decoding.createDecoder(update)
  const found: { client: number; clock: number; state: string }[] = []
  try {
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const state = JSON.stringify(JSON.parse(decoding.readVarString(decoder)))
      found.push({ client, clock, state })
    }
  } catch (error) {
    throw new RangeError('not an awareness update', { cause: error })
  }
  return found
}
