/**
 * STO7: which dated states are kept for going back: the newest of every hour of the last day, of every day of the last
 * month, of every 30 days before, and always the newest of all.
 */
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const HOURLY_FOR_MS = DAY_MS
const DAILY_FOR_MS = 30 * DAY_MS

interface Dated {
  readonly through: number
  readonly time: number
}

/** The `through` of those to drop. `list` in any order; `now` in unix ms. */
export function snapshotsToDrop(list: readonly Dated[], now: number): number[] {
  const newestFirst = [...list].sort((a, b) => b.through - a.through)
  const taken = new Set<string>()
  const drop: number[] = []
  newestFirst.forEach((snapshot, i) => {
    const slot = slotOf(snapshot.time, now)
    if (i > 0 && taken.has(slot)) drop.push(snapshot.through)
    taken.add(slot)
  })
  return drop
}

function slotOf(time: number, now: number): string {
  const age = now - time
  if (age < HOURLY_FOR_MS) return `hour ${Math.floor(time / HOUR_MS)}`
  if (age < DAILY_FOR_MS) return `day ${Math.floor(time / DAY_MS)}`
  return `month ${Math.floor(time / DAILY_FOR_MS)}`
}
