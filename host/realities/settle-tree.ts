/**
 * The project's tree where both sides of a merge set one thing: which is in use. The other stays a claim, so that the
 * review lists both (REG3, MRG4). Scenes have rules of their own (shared/scene/merge/strategy.ts).
 */
import type { RegisterClaim, RegisterValue } from '../../shared/registers/registers.ts'
import { sameValue } from '../../shared/registers/registers.ts'
import type { RepoTree } from '../../shared/repo/repo-tree.ts'
import type { MergeStrategy } from '../../shared/scene/merge/strategy.ts'
import { readEdges } from '../../shared/tree/edge-value.ts'

/** Clocks by client of what each side had seen before the merge. */
export interface Seen {
  readonly ours: ReadonlyMap<number, number>
  readonly theirs: ReadonlyMap<number, number>
}

/** Inside a transaction, after both states are in the document. Doing it twice does nothing more. Returns how many met. */
export function settleTree({ registers, doc }: RepoTree, strategy: MergeStrategy, seen: Seen, time: number): number {
  const writer = doc.clientID.toString(36)
  let met = 0
  for (const register of registers.contested()) {
    const claims = registers.claims(register)
    const ours = claims.find(claim => registers.isSeenBy(register, claim.writer, seen.ours))
    const theirs = claims.find(claim => !registers.isSeenBy(register, claim.writer, seen.ours))
    if (ours === undefined || theirs === undefined || isSame(register, ours, theirs)) continue
    met += 1
    const [chosen, clocks] = strategy === 'theirs' ? [theirs, seen.theirs] : [ours, seen.ours]
    if (claims[0]?.writer === chosen.writer) continue
    registers.set(register, chosen.value, { writer, time, base: null, unaware: { known: chosen.from ?? null, clocks } })
  }
  return met
}

function isSame(register: string, a: RegisterClaim, b: RegisterClaim): boolean {
  return register.endsWith('/e') ? parentOf(a.value) === parentOf(b.value) : sameValue(a.value, b.value)
}

function parentOf(value: RegisterValue): string | undefined {
  return readEdges(value)[0]?.parent
}
