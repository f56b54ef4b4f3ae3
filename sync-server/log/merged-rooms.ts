/**
 * The merged state of rooms, built from the log and kept for those asked for lately.
 *
 * Runs in the reader thread: merging 5,000 rows takes half a second, which no peer should wait for.
 */
import * as Y from 'yjs'
import { EMPTY_UPDATE, mergeAll } from '../merge.ts'
import type { LogDatabase, RoomKey } from './log-database.ts'

export interface MergedRooms {
  /** What a peer with `stateVector` lacks. */
  diff(room: RoomKey, stateVector: Uint8Array): Uint8Array
  /** Whether the room's state holds every deletion of this update. */
  hasDeletesOf(room: RoomKey, update: Uint8Array): boolean
  /** null while the log has missing dependencies, or nothing to compact. */
  snapshot(room: RoomKey): { previousThrough: number; through: number; snapshot: Uint8Array } | null
}

interface Merged {
  readonly bytes: Uint8Array
  readonly through: number
}

export function createMergedRooms(database: LogDatabase, cacheBytes: number): MergedRooms {
  const cache = new Map<string, Merged>()
  let cachedBytes = 0

  function current(room: RoomKey): Merged {
    const key = `${room.workspace}/${room.document}`
    const before = cache.get(key)
    const content = database.content(room, before?.through ?? -1)
    const last = content.rows.at(-1)
    if (before && !last && content.snapshotThrough <= before.through) {
      cache.delete(key)
      cache.set(key, before)
      return before
    }
    const parts = content.rows.map(row => row.bytes)
    if (content.snapshot) parts.unshift(Y.convertUpdateFormatV2ToV1(content.snapshot))
    // A snapshot newer than the cached state holds all of it.
    else if (before) parts.unshift(before.bytes)
    const merged = { bytes: mergeAll(parts), through: last?.seq ?? content.snapshotThrough }
    remember(key, merged)
    return merged
  }

  function remember(key: string, merged: Merged): void {
    cachedBytes -= cache.get(key)?.bytes.length ?? 0
    cache.delete(key)
    if (merged.bytes.length > cacheBytes) return
    cache.set(key, merged)
    cachedBytes += merged.bytes.length
    for (const [oldest, { bytes }] of cache) {
      if (cachedBytes <= cacheBytes) break
      cache.delete(oldest)
      cachedBytes -= bytes.length
    }
  }

  return {
    diff(room, stateVector) {
      const { bytes } = current(room)
      return bytes === EMPTY_UPDATE ? bytes : Y.diffUpdate(bytes, stateVector)
    },
    hasDeletesOf(room, update) {
      const have = Y.decodeUpdate(current(room).bytes).ds
      for (const [client, ranges] of Y.decodeUpdate(update).ds.clients) {
        const merged = mergeRanges(have.clients.get(client) ?? [])
        for (const { clock, len } of ranges) {
          if (!merged.some(range => range.start <= clock && clock + len <= range.end)) return false
        }
      }
      return true
    },
    snapshot(room) {
      const content = database.content(room, -1)
      const through = content.rows.at(-1)?.seq
      if (through === undefined) return null
      // Only a collecting document throws away what was deleted; merging updates keeps it for ever.
      const doc = new Y.Doc({ gc: true })
      try {
        doc.transact(() => {
          if (content.snapshot) Y.applyUpdateV2(doc, content.snapshot)
          for (const row of content.rows) Y.applyUpdate(doc, row.bytes)
        })
        if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return null
        return { previousThrough: content.snapshotThrough, through, snapshot: Y.encodeStateAsUpdateV2(doc) }
      } finally {
        doc.destroy()
      }
    },
  }
}

function mergeRanges(ranges: readonly { clock: number; len: number }[]): { start: number; end: number }[] {
  const merged: { start: number; end: number }[] = []
  for (const { clock, len } of [...ranges].sort((a, b) => a.clock - b.clock)) {
    const last = merged.at(-1)
    if (last && clock <= last.end) last.end = Math.max(last.end, clock + len)
    else merged.push({ start: clock, end: clock + len })
  }
  return merged
}
