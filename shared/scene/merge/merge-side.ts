/** What a merge knows of one side: what it had seen, and the scene as that side left it. */
import { type RegisterClaim, type RegisterValue, sameValue } from '../../registers/registers.ts'
import type { SceneDocument } from '../document.ts'
import type { NodeId, Scene } from '../scene.ts'
import { baseOfClaims } from '../scene-contested.ts'

export interface MergeSide {
  /** Yjs clocks: claims below them are this side's, or were made before both. */
  readonly clocks: ReadonlyMap<number, number>
  readonly scene: Scene
}

export interface MergeBase {
  readonly clocks: ReadonlyMap<number, number>
  readonly scene: Scene | null
  /** What a register said then. Null where only the claims tell: what they were set from is then the best that is known. */
  readonly said: ((register: string) => RegisterValue) | null
}

export interface MergeSides {
  /** The state both come from; `scene` is null where it is not known any more. */
  readonly base: MergeBase
  readonly ours: MergeSide
  readonly theirs: MergeSide
}

/** The claim in use on that side, as far as the merged document still holds it. */
export function claimOf(
  { registers }: SceneDocument,
  register: string,
  { clocks }: Pick<MergeSide, 'clocks'>,
): RegisterClaim | undefined {
  return registers.claims(register).find(claim => registers.isSeenBy(register, claim.writer, clocks))
}

/** What that side says in a register: its claim, or what both began with. */
export function valueOn(
  document: SceneDocument,
  register: string,
  side: Pick<MergeSide, 'clocks'>,
  base: MergeBase,
): RegisterValue {
  const claim = claimOf(document, register, side)
  return claim === undefined ? baseValue(document, register, base) : claim.value
}

/** MRG2: what both had when they parted; where that is not known what the claims were set from, else the seed's. */
export function baseValue({ registers, seed }: SceneDocument, register: string, { said }: MergeBase): RegisterValue {
  if (said !== null) return said(register)
  const origin = baseOfClaims(registers.claims(register))
  return origin === null ? seed.value(register) : origin.value
}

/** True where both sides set this register since they parted, each without the other's value. */
export function isMet(document: SceneDocument, register: string, { ours, theirs }: MergeSides): boolean {
  const own = claimOf(document, register, ours)
  const other = claimOf(document, register, theirs)
  return own !== undefined && other !== undefined && own.writer !== other.writer && !sameValue(own.value, other.value)
}

/** Under one parent, behind the same of those that both have there: the positions differ by who drew them alone. */
export function isPlacedAlike(id: NodeId, ours: Scene, theirs: Scene): boolean {
  const parent = ours.nodes.get(id)?.parent ?? null
  if (parent === null || theirs.nodes.get(id)?.parent !== parent) return false
  const before = (scene: Scene, other: Scene) => {
    const shared = (scene.nodes.get(parent)?.children ?? []).filter(child => other.nodes.get(child)?.parent === parent)
    return shared[shared.indexOf(id) - 1]
  }
  return before(ours, theirs) === before(theirs, ours)
}
