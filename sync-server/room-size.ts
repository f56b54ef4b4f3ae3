/** How large a room is in the log, whether there is place for more, and when its log is made into a snapshot. */
import type { RelayLimits } from './limits.ts'
import type { RelayLog } from './log/log.ts'
import type { RoomKey } from './log/log-database.ts'

export interface RoomSize {
  /** As the log says. */
  read(state: LogSizes): void
  /** False for an update of so many bytes. */
  hasPlaceFor(bytes: number): boolean
  /** What was written to the log. Compacts where that is due. */
  grow(rows: number, bytes: number): void
  readonly isCompacting: boolean
}

export interface RoomSizeDeps {
  readonly key: RoomKey
  readonly log: RelayLog
  readonly limits: RelayLimits
  /** Bytes left in the workspace's quota; `add` may be negative. */
  readonly quota: { left(): number; add(bytes: number): void }
  readonly onError: (error: unknown) => void
  /** A compaction ended, well or not. */
  readonly onDone: () => void
}

interface LogSizes {
  readonly rows: number
  readonly logBytes: number
  readonly snapshotBytes: number
}

export function createRoomSize({ key, log, limits, quota, onError, onDone }: RoomSizeDeps): RoomSize {
  let sizes: LogSizes = { rows: 0, logBytes: 0, snapshotBytes: 0 }
  let isCompacting = false
  let compactAtRows = limits.compactRows

  function read({ rows, logBytes, snapshotBytes }: LogSizes): void {
    sizes = { rows, logBytes, snapshotBytes }
  }

  function isDue(): boolean {
    const { rows, logBytes, snapshotBytes } = sizes
    // In proportion to the snapshot, which is read and written whole: else a busy room would do little else.
    return (
      rows > 1 &&
      ((rows >= compactAtRows && logBytes * 4 > snapshotBytes) ||
        rows >= 10 * compactAtRows ||
        logBytes > Math.max(limits.compactBytes, snapshotBytes))
    )
  }

  async function compact(): Promise<void> {
    const isDone = await log.compact(key)
    const before = sizes.logBytes + sizes.snapshotBytes
    read(await log.roomState(key))
    compactAtRows = isDone ? limits.compactRows : sizes.rows * 2
    quota.add(sizes.logBytes + sizes.snapshotBytes - before)
  }

  return {
    read,
    hasPlaceFor: bytes => sizes.logBytes + sizes.snapshotBytes + bytes <= limits.maxRoomBytes && quota.left() >= bytes,
    grow(rows, bytes) {
      sizes = { ...sizes, rows: sizes.rows + rows, logBytes: sizes.logBytes + bytes }
      quota.add(bytes)
      if (!isDue() || isCompacting) return
      isCompacting = true
      compact()
        .catch((error: unknown) => {
          compactAtRows = sizes.rows * 2
          onError(error)
        })
        .finally(() => {
          isCompacting = false
          onDone()
        })
    },
    get isCompacting() {
      return isCompacting
    },
  }
}
