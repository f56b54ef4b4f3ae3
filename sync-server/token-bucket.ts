/**
 * How much of something a peer may do: `burst` at once, `perSecond` in the long run.
 * It may go into debt (what has arrived has arrived); `waitMs` says how long until it is out again.
 */
export interface TokenBucket {
  /** Takes `amount`; false when that leaves the bucket in debt. */
  take(amount: number, nowMs: number): boolean
  /** Milliseconds until the debt is paid, 0 when there is none. */
  waitMs(nowMs: number): number
}

export function createTokenBucket(perSecond: number, burst: number, startMs: number): TokenBucket {
  let level = burst
  let filledAt = startMs
  function fill(nowMs: number): void {
    // A clock set back must not drain anybody.
    level = Math.min(burst, level + (Math.max(0, nowMs - filledAt) * perSecond) / 1000)
    filledAt = nowMs
  }
  return {
    take(amount, nowMs) {
      fill(nowMs)
      level -= amount
      return level >= 0
    },
    waitMs(nowMs) {
      fill(nowMs)
      return level >= 0 ? 0 : Math.ceil((-level * 1000) / perSecond)
    },
  }
}
