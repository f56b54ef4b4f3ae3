/** The rooms in memory: opened by the first who comes, forgotten when the last has gone and all is written. */
import type { Logger } from 'pino'
import { createCommitter } from './committer.ts'
import type { RelayLimits } from './limits.ts'
import type { RelayLog } from './log/log.ts'
import type { RoomKey } from './log/log-database.ts'
import type { RelayMetrics } from './metrics.ts'
import { createRoom, isDiskFull, type Room } from './room.ts'
import type { WorkspaceQuota } from './workspace-quota.ts'

export interface Rooms {
  open(key: RoomKey): Room
  /** Fulfils when every update taken so far is stored or refused. */
  flushed(): Promise<void>
}

export function createRooms(deps: {
  log: RelayLog
  limits: RelayLimits
  metrics: RelayMetrics
  clock: { now(): number }
  logger: Logger
  quota: WorkspaceQuota
  isCurrent: (principal: string) => boolean
}): Rooms {
  const { log, limits, metrics, clock, logger, quota, isCurrent } = deps
  const rooms = new Map<string, Room>()
  const committer = createCommitter({
    log,
    clock,
    onFailure: error => logger.error({ err: error, isDiskFull: isDiskFull(error) }, 'updates could not be stored'),
  })

  return {
    open(key) {
      const name = `${key.workspace}/${key.document}`
      const found = rooms.get(name)
      if (found) return found
      const room = createRoom(key, {
        log,
        limits,
        metrics,
        clock,
        isCurrent,
        quota: {
          left: () => quota.left(key.workspace),
          add: bytes => quota.add(key.workspace, bytes),
        },
        onPending: pending => committer.mark(pending),
        onMaybeIdle(idle) {
          if (!idle.isIdle || rooms.get(name) !== idle) return
          rooms.delete(name)
          metrics.rooms.set(rooms.size)
        },
        onError: error => logger.error({ err: error, room: name }, 'a room failed'),
      })
      rooms.set(name, room)
      metrics.rooms.set(rooms.size)
      return room
    },
    flushed: () => committer.idle(),
  }
}
