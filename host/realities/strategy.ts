/**
 * Which of two values is in use after a merge, where both sides have set one. The other stays a claim, so that the
 * review lists both and somebody can pick (REG3). `auto` is `ours`: the reality merged into keeps what it says.
 */
import type { RegisterClaim, Registers, RegisterValue } from '../../shared/registers/registers.ts'
import { sameValue } from '../../shared/registers/registers.ts'
import { placeOf } from '../../shared/scene/scene-contested.ts'

export type Strategy = 'auto' | 'ours' | 'theirs'

/** Clocks by client of what each side had seen before the merge. */
export interface Sides {
  readonly ours: ReadonlyMap<number, number>
  readonly theirs: ReadonlyMap<number, number>
}

export interface Meeting {
  readonly register: string
  readonly ours: RegisterClaim
  readonly theirs: RegisterClaim
}

export type Contest = (
  register: string,
  value: RegisterValue,
  known: RegisterValue,
  clocks: ReadonlyMap<number, number>,
) => void

/** Registers that hold a value of each side, unseen by the other. Those that met in an earlier merge are none. */
export function meetingsOf(registers: Registers, { ours }: Pick<Sides, 'ours'>): Meeting[] {
  const found: Meeting[] = []
  for (const register of registers.contested()) {
    const claims = registers.claims(register)
    const mine = claims.find(claim => registers.isSeenBy(register, claim.writer, ours))
    const other = claims.find(claim => !registers.isSeenBy(register, claim.writer, ours))
    if (mine === undefined || other === undefined || isSame(register, mine.value, other.value)) continue
    found.push({ register, ours: mine, theirs: other })
  }
  return found
}

/** Inside a transaction, after both states are in the document. Doing it twice does nothing more. */
export function applyStrategy(registers: Registers, strategy: Strategy, sides: Sides, contest: Contest): Meeting[] {
  const meetings = meetingsOf(registers, sides)
  for (const { register, ours, theirs } of meetings) {
    const [chosen, clocks] = strategy === 'theirs' ? [theirs, sides.theirs] : [ours, sides.ours]
    if (registers.claims(register)[0]?.writer === chosen.writer) continue
    contest(register, chosen.value, chosen.from ?? null, clocks)
  }
  return meetings
}

function isSame(register: string, a: RegisterValue, b: RegisterValue): boolean {
  return register.startsWith('n/') && register.endsWith('/e') ? placeOf(a) === placeOf(b) : sameValue(a, b)
}
