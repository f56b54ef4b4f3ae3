/** What is typed in one go is one entry: the pause that ends it, and how long it may be. */
const PAUSE_MS = 3_000
const LONGEST_MS = 60_000

/** `pauseMs` between two keys, `wholeMs` from the first to the later of them. */
export function isOneGo(pauseMs: number, wholeMs: number): boolean {
  return pauseMs <= PAUSE_MS && wholeMs <= LONGEST_MS
}
