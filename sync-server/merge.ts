/**
 * Merging many Yjs updates. `Y.mergeUpdates` sorts all its inputs again for every struct, which is quadratic in
 * their number; merging few at a time, in rounds, is not.
 */
import * as Y from 'yjs'

const FAN_IN = 16

/** One update with everything in `updates`, in whose order it does not matter. */
export function mergeAll(updates: readonly Uint8Array[]): Uint8Array {
  let round = updates
  while (round.length > 1) {
    const next: Uint8Array[] = []
    for (let start = 0; start < round.length; start += FAN_IN) {
      next.push(Y.mergeUpdates(round.slice(start, start + FAN_IN)))
    }
    round = next
  }
  return round[0] ?? EMPTY_UPDATE
}

/** An update with nothing in it, version 1. */
export const EMPTY_UPDATE = new Uint8Array([0, 0])

/**
 * Groups neighbours so that no group is larger than `maxBytes` (one that is alone may be), and merges each.
 * Merging costs time on the loop in proportion to bytes, so large updates travel as they are.
 */
export function mergeInSlices(updates: readonly Uint8Array[], maxBytes: number): Uint8Array[] {
  const slices: Uint8Array[] = []
  let group: Uint8Array[] = []
  let groupBytes = 0
  for (const update of updates) {
    if (group.length > 0 && groupBytes + update.length > maxBytes) {
      slices.push(mergeAll(group))
      group = []
      groupBytes = 0
    }
    group.push(update)
    groupBytes += update.length
  }
  if (group.length > 0) slices.push(mergeAll(group))
  return slices
}
