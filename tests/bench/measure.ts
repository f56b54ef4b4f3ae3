/** Times of a few ways to do one thing, taken in turns in one run, so that all meet the same machine. */

export interface Samples {
  /** Runs of each that count. */
  readonly rounds: number
  /** Runs of each before that. */
  readonly warmUp: number
}

/** Medians in ms, in the order given. Garbage is collected before each run where node has `--expose-gc`. */
export function medians(ways: readonly (() => void)[], { rounds, warmUp }: Samples): number[] {
  const times = ways.map((): number[] => [])
  for (let round = 0; round < warmUp + rounds; round += 1) {
    ways.forEach((run, index) => {
      globalThis.gc?.()
      const start = performance.now()
      run()
      const time = performance.now() - start
      if (round >= warmUp) times[index]?.push(time)
    })
  }
  return times.map(median)
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
