/** Seeded merges: a base, two people who edited it offline, and the truth about which node is which. */
import { seeded } from '../property/seeded.ts'
import { type MergeCase, mergeCase } from './judge.ts'
import type { Versions } from './matching.ts'
import { type Printed, printScene } from './plain-print.ts'
import type { PlainScene } from './plain-scene.ts'
import { randomSide } from './random-edits.ts'
import { randomScene, type SceneWish } from './random-scene.ts'
import { readScene } from './reader.ts'
import { type Registers, registersOf } from './registers.ts'

/** One base serves many merges: reading it is most of the work. */
export interface RandomBase {
  readonly scene: PlainScene
  readonly text: string
  readonly registers: Registers
}

export interface RandomMerge {
  readonly texts: Versions<string>
  readonly of: MergeCase
  /** What each did, in words. */
  readonly log: { readonly ours: readonly string[]; readonly theirs: readonly string[] }
}

export function randomBase(seed: number, wish: SceneWish): RandomBase {
  const scene = randomScene(seeded(seed), wish)
  const printed = printScene(scene)
  return { scene, text: printed.text, registers: registersOf(keyed(printed), null) }
}

export function randomMerge(base: RandomBase, seed: number, editsPerSide: number): RandomMerge {
  const ours = randomSide(base.scene, seeded(seed * 2 + 1), editsPerSide, 'o')
  const theirs = randomSide(base.scene, seeded(seed * 2 + 2), editsPerSide, 't')
  const printed = { ours: printScene(ours.scene), theirs: printScene(theirs.scene) }
  return {
    texts: { base: base.text, ours: printed.ours.text, theirs: printed.theirs.text },
    of: mergeCase(
      { base: base.registers.keyed, ours: keyed(printed.ours), theirs: keyed(printed.theirs) },
      base.registers,
    ),
    log: { ours: ours.log, theirs: theirs.log },
  }
}

function keyed({ text, keys }: Printed) {
  return { scene: readScene(text), keys }
}
