/**
 * Group commit: what all rooms took while the last transaction was being written goes into the next one.
 * One transaction at a time; a turn of the loop is collected whole before it is handed over.
 */
import type { RelayLog } from './log/log.ts'
import type { Room } from './room.ts'

export interface Committer {
  /** The room has something to write. */
  mark(room: Room): void
  /** Fulfils when all that was marked is written or has failed. */
  idle(): Promise<void>
}

export function createCommitter(deps: {
  log: Pick<RelayLog, 'append'>
  clock: { now(): number }
  onFailure: (error: unknown) => void
}): Committer {
  const marked = new Set<Room>()
  const waiting: (() => void)[] = []
  let state: 'idle' | 'scheduled' | 'writing' = 'idle'

  function schedule(): void {
    state = 'scheduled'
    setImmediate(() => void flush())
  }

  async function flush(): Promise<void> {
    state = 'writing'
    const rooms = [...marked]
    marked.clear()
    const writing = rooms.flatMap(room => {
      const write = room.takeWrite()
      return write === null ? [] : [{ room, write }]
    })
    try {
      if (writing.length > 0) {
        await deps.log.append(
          writing.map(({ write }) => write),
          deps.clock.now(),
        )
      }
      for (const { room } of writing) room.committed()
    } catch (error) {
      for (const { room } of writing) room.failed()
      deps.onFailure(error)
    }
    if (marked.size > 0) return schedule()
    state = 'idle'
    for (const done of waiting.splice(0)) done()
  }

  return {
    mark(room) {
      marked.add(room)
      if (state === 'idle') schedule()
    },
    idle: () => (state === 'idle' ? Promise.resolve() : new Promise(resolve => waiting.push(resolve))),
  }
}
