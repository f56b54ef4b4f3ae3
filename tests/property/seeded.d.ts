/** Randomness that a seed brings back. */
export interface Random {
  below(limit: number): number
  pick<T>(from: readonly T[]): T
  bytes(count: number): Uint8Array
}
/** mulberry32 (Tommy Ettinger, public domain algorithm): 32 bits of state, enough for a test plan. */
export declare function seeded(seed: number): Random
