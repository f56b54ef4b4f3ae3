/** Who hears a room, each in its own protocol, and what everybody is told of those who are there. */
import { encodeDocumentFrame } from '../shared/sync/relay-protocol.ts'
import type { AwarenessTable } from './awareness-table.ts'
import type { Connection } from './connection.ts'
import type { RelayMetrics } from './metrics.ts'
import { writeAwareness } from './y-message.ts'

export interface RoomVoice {
  readonly joined: Set<Connection>
  readonly tell: (connection: Connection, message: Uint8Array) => void
  /** To all that joined. */
  fanOut(message: Uint8Array, except: Connection | null): void
  /** As the connection reads it. */
  frameFor(connection: Connection, message: Uint8Array): Uint8Array
  /** Who is there, to one that has come. */
  readonly tellPresent: (connection: Connection) => void
  /** Of these clients something is to be told, once in a turn of the loop. */
  readonly changeAwareness: (clients: readonly number[]) => void
  /** Nothing waits to be told. */
  readonly isSilent: boolean
}

export interface RoomVoiceDeps {
  readonly document: string
  readonly awareness: AwarenessTable
  readonly metrics: RelayMetrics
  /** What waited has been told. */
  readonly onDone: () => void
}

export function createRoomVoice({ document, awareness, metrics, onDone }: RoomVoiceDeps): RoomVoice {
  const joined = new Set<Connection>()
  const changed = new Set<number>()

  function frameFor(connection: Connection, message: Uint8Array): Uint8Array {
    return connection.isMultiplexed ? encodeDocumentFrame(document, message) : message
  }

  function tell(connection: Connection, message: Uint8Array): void {
    connection.send(frameFor(connection, message))
  }

  function fanOut(message: Uint8Array, except: Connection | null): void {
    let framed: Uint8Array | null = null
    for (const connection of joined) {
      if (connection === except) continue
      metrics.deliveries.inc()
      if (connection.isMultiplexed) {
        framed ??= encodeDocumentFrame(document, message)
        connection.send(framed)
      } else {
        connection.send(message)
      }
    }
  }

  function sendAwareness(): void {
    const message = writeAwareness(awareness.entries(changed))
    changed.clear()
    // To its author too: a stock client that hears nothing for 30 s takes the connection for dead.
    fanOut(message, null)
    onDone()
  }

  return {
    joined,
    tell,
    fanOut,
    frameFor,
    tellPresent(connection) {
      const present = awareness.clients()
      if (present.length > 0) tell(connection, writeAwareness(awareness.entries(present)))
    },
    changeAwareness(clients) {
      if (clients.length === 0) return
      if (changed.size === 0) setImmediate(sendAwareness)
      for (const client of clients) changed.add(client)
    },
    get isSilent() {
      return changed.size === 0
    },
  }
}
