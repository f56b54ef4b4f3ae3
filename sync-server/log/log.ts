/**
 * The relay's log as the loop sees it: two threads behind promises, one that writes and one that reads
 * (why: `docs/adr/0002-relay-log.md`). A promise of `append` fulfils when its transaction is on disk (REL1).
 */
import type { UpdateSummary } from '../guard.ts'
import type { RelayLimits } from '../limits.ts'
import type { RoomKey, RoomState, RoomWrite, StoredToken } from './log-database.ts'
import type { ReaderData, ReaderMethods } from './reader-thread.ts'
import { startWorker } from './worker-call.ts'
import type { WriterData, WriterMethods } from './writer-thread.ts'

export interface RelayLog {
  readonly tokens: readonly StoredToken[]
  readonly workspaceBytes: readonly (readonly [workspace: string, bytes: number])[]
  /** One transaction for all rooms. Rejects, with nothing written, when the disk is full. */
  append(writes: readonly RoomWrite[], atMs: number): Promise<void>
  roomState(room: RoomKey): Promise<RoomState>
  /** What a peer with this state vector lacks of what is committed, as an update (v1). */
  diff(room: RoomKey, stateVector: Uint8Array): Promise<Uint8Array>
  /** `summarise` of `guard.ts`, off the loop. */
  summarise(update: Uint8Array): Promise<UpdateSummary | null>
  /** Whether the committed state holds every deletion of this update already. */
  hasDeletesOf(room: RoomKey, update: Uint8Array): Promise<boolean>
  /** `stripKnown` of `guard.ts`, off the loop. */
  strip(update: Uint8Array, clocks: ReadonlyMap<number, number>): Promise<Uint8Array>
  /** Merges the log into the snapshot. False when there was nothing to do, or dependencies are missing. */
  compact(room: RoomKey): Promise<boolean>
  saveToken(token: StoredToken): Promise<void>
  deleteTokens(ids: readonly string[]): Promise<void>
  /** Finishes what was asked, checkpoints and ends both threads. */
  close(): Promise<void>
}

export async function openLog(deps: {
  path: string
  limits: RelayLimits
  /** See REL16: set once after restoring a backup. */
  forgetAuthors: boolean
  onDeath: (error: Error) => void
}): Promise<RelayLog> {
  const { path, limits, onDeath } = deps
  const maxBytes = limits.databaseBytes
  const writerData: WriterData = { path, maxBytes }
  const writer = startWorker<WriterMethods>(new URL('./writer-thread.ts', import.meta.url), writerData, onDeath)
  // The reader can open the file only once the writer has made it.
  const { tokens, workspaceBytes } = await writer.call('ready', undefined)
  if (deps.forgetAuthors) await writer.call('forgetAuthors', undefined)
  const readerData: ReaderData = { path, maxBytes, cacheBytes: limits.readerCacheBytes }
  const reader = startWorker<ReaderMethods>(new URL('./reader-thread.ts', import.meta.url), readerData, onDeath)
  await reader.call('ready', undefined)

  return {
    tokens,
    workspaceBytes,
    append: (writes, atMs) => writer.call('append', { writes, atMs }),
    roomState: room => reader.call('roomState', room),
    diff: (room, stateVector) => reader.call('diff', { room, stateVector }),
    summarise: update => reader.call('summarise', update),
    hasDeletesOf: (room, update) => reader.call('hasDeletesOf', { room, update }),
    strip: (update, clocks) => reader.call('strip', { update, clocks }),
    async compact(room) {
      const made = await reader.call('snapshot', room)
      return made === null ? false : writer.call('compact', { room, ...made })
    },
    saveToken: token => writer.call('saveToken', token),
    deleteTokens: ids => writer.call('deleteTokens', ids),
    async close() {
      // A thread that has died cannot finish; the other still should.
      await Promise.allSettled([reader.call('finish', undefined)])
      await Promise.allSettled([writer.call('finish', undefined)])
      await Promise.all([reader.close(), writer.close()])
    },
  }
}
