/** One figure of the benchmarks, beside what it is measured against and the target it has to meet. */
export interface BenchRow {
  readonly name: string
  readonly ours: number
  readonly peer?: number
  readonly peerName?: string
  readonly unit: string
  /** `ours` in relation to `peer`, the way round the target means it. */
  readonly ratio?: number
  readonly target: string
  readonly pass: boolean
  readonly note?: string
}
