/**
 * Indexes of one longest strictly increasing subsequence, ascending. Patience sorting, O(n log n)
 * (Fredman 1975, "On computing the length of longest increasing subsequences").
 *
 * What is not in it are the fewest items that must be moved to turn one order into another.
 */
export function longestIncreasing(values: readonly number[]): number[] {
  const tails: number[] = []
  const previous = new Array<number>(values.length).fill(-1)
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1
      else high = middle
    }
    previous[i] = low === 0 ? -1 : (tails[low - 1] ?? -1)
    tails[low] = i
  }
  const found: number[] = []
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) found.push(i)
  return found.reverse()
}
