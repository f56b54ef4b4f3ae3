/** Randomness that a seed brings back. */
export interface Random {
  below(limit: number): number
  pick<T>(from: readonly T[]): T
  bytes(count: number): Uint8Array
}

/** mulberry32 (Tommy Ettinger, public domain algorithm): 32 bits of state, enough for a test plan. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    pick: from => {
      const item = from[below(from.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    bytes: count => Uint8Array.from({ length: count }, () => below(256)),
  }
}
