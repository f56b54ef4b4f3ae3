/** Time, passed in: real in the host, by hand in tests. */
export interface Schedule {
  /** Unix ms. */
  now(): number
  /** Runs `run` once after `delayMs`, unless disposed before. */
  after(delayMs: number, run: () => void): Disposable
}

export const realSchedule: Schedule = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return { [Symbol.dispose]: () => clearTimeout(timer) }
  },
}
