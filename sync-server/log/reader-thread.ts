/** Thread that reads the log: room states, answers to SyncStep1, large updates, snapshots. It never writes. */
import { parentPort, workerData } from 'node:worker_threads'
import { stripKnown, summarise } from '../guard.ts'
import { openLogDatabase, type RoomKey } from './log-database.ts'
import { createMergedRooms } from './merged-rooms.ts'
import { serveWorker } from './worker-call.ts'

export interface ReaderData {
  readonly path: string
  readonly maxBytes: number
  readonly cacheBytes: number
}

export type ReaderMethods = ReturnType<typeof createMethods>

function createMethods({ path, maxBytes, cacheBytes }: ReaderData) {
  const database = openLogDatabase(path, { readonly: true, maxBytes })
  const rooms = createMergedRooms(database, cacheBytes)
  return {
    ready: () => null,
    roomState: (room: RoomKey) => database.roomState(room),
    diff: ({ room, stateVector }: { room: RoomKey; stateVector: Uint8Array }) => rooms.diff(room, stateVector),
    summarise: (update: Uint8Array) => summarise(update),
    strip: ({ update, clocks }: { update: Uint8Array; clocks: ReadonlyMap<number, number> }) =>
      stripKnown(update, clocks),
    hasDeletesOf: ({ room, update }: { room: RoomKey; update: Uint8Array }) => rooms.hasDeletesOf(room, update),
    snapshot: (room: RoomKey) => rooms.snapshot(room),
    finish: () => database.close(),
  }
}

if (parentPort) {
  // An own thread's data comes from `startWorker` only.
  const methods = createMethods(workerData as ReaderData)
  serveWorker<ReaderMethods>(parentPort, methods, () => {})
}
