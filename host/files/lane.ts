/** Work on the folder, one job after the other: nobody reads a file while somebody else of this host writes it. */
export interface Lane {
  readonly run: <T>(job: () => Promise<T>) => Promise<T>
  /** Jobs not finished. */
  readonly waiting: number
  /** Resolves when no job is left. */
  whenIdle(): Promise<void>
}

export function createLane(): Lane {
  let tail: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    run(job) {
      waiting += 1
      const done = tail.then(job).finally(() => {
        waiting -= 1
      })
      // A job that fails is the business of whoever asked for it; the next one runs all the same.
      tail = done.catch(() => undefined)
      return done
    },
    get waiting() {
      return waiting
    },
    async whenIdle() {
      while (waiting > 0) await tail
    },
  }
}
