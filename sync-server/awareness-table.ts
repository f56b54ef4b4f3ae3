/**
 * Who is in a room, as last announced. A client id belongs to the connection that announced it first: stock
 * clients send back what they hear of others, which must neither count as news nor let anybody speak for another.
 */
import type { AwarenessEntry } from './y-message.ts'

/** What the table needs to know of a connection; compared by identity. */
export interface Speaker {
  readonly principalId: string
}

export interface AwarenessTable {
  /** Takes what this speaker may say; returns the client ids whose state changed. */
  apply(speaker: Speaker, entries: readonly AwarenessEntry[]): number[]
  /** The speaker has gone; returns the client ids that went with it. */
  remove(speaker: Speaker): number[]
  isSpeaker(speaker: Speaker, client: number): boolean
  /** Current states; `null` states for clients that have gone. */
  entries(clients: Iterable<number>): AwarenessEntry[]
  clients(): number[]
}

const GONE = 'null'
const REMEMBERED_GONE = 1_000

export function createAwarenessTable(limits: {
  awarenessStateBytes: number
  awarenessClientsPerConnection: number
  awarenessClientsPerRoom: number
}): AwarenessTable {
  const present = new Map<number, { clock: number; state: string; speaker: Speaker }>()
  /** Clock at which a client went, so that an echo of its last words does not bring it back. */
  const gone = new Map<number, number>()
  const counts = new Map<Speaker, number>()

  function leave(client: number, clock: number, speaker: Speaker): void {
    present.delete(client)
    const count = (counts.get(speaker) ?? 1) - 1
    if (count > 0) counts.set(speaker, count)
    else counts.delete(speaker)
    gone.delete(client)
    gone.set(client, clock)
    for (const oldest of gone.keys()) {
      if (gone.size <= REMEMBERED_GONE) break
      gone.delete(oldest)
    }
  }

  function mayEnter(speaker: Speaker, { client, clock }: AwarenessEntry): boolean {
    const goneAt = gone.get(client)
    if (goneAt !== undefined && clock <= goneAt) return false
    return (
      (counts.get(speaker) ?? 0) < limits.awarenessClientsPerConnection && present.size < limits.awarenessClientsPerRoom
    )
  }

  function applyOne(speaker: Speaker, entry: AwarenessEntry): boolean {
    const { client, clock, state } = entry
    if (state.length > limits.awarenessStateBytes) return false
    const before = present.get(client)
    if (before === undefined) {
      if (state === GONE || !mayEnter(speaker, entry)) return false
    } else if (before.speaker === speaker) {
      if (state === GONE && clock >= before.clock) {
        leave(client, clock, speaker)
        return true
      }
      if (clock <= before.clock) return false
    } else {
      // The same person on a new connection, before the old one was seen to be dead.
      if (before.speaker.principalId !== speaker.principalId || clock <= before.clock || state === GONE) return false
      leave(client, before.clock, before.speaker)
    }
    if (before?.speaker !== speaker) counts.set(speaker, (counts.get(speaker) ?? 0) + 1)
    present.set(client, { clock, state, speaker })
    gone.delete(client)
    return true
  }

  return {
    apply: (speaker, entries) => entries.filter(entry => applyOne(speaker, entry)).map(entry => entry.client),
    remove(speaker) {
      if (!counts.has(speaker)) return []
      const clients: number[] = []
      for (const [client, { clock, speaker: owner }] of present) {
        if (owner !== speaker) continue
        leave(client, clock, speaker)
        clients.push(client)
      }
      return clients
    },
    isSpeaker: (speaker, client) => present.get(client)?.speaker === speaker,
    entries(clients) {
      const entries: AwarenessEntry[] = []
      for (const client of clients) {
        const now = present.get(client)
        entries.push({ client, clock: now?.clock ?? gone.get(client) ?? 0, state: now?.state ?? GONE })
      }
      return entries
    },
    clients: () => [...present.keys()],
  }
}
