/** Two texts compared without what is alike in both: the list of changes, or the fault, is that of the whole texts. */
import { expect, test } from 'vitest'
import { diffTexts, diffWhole } from '../../shared/scene/diff/diff-texts.ts'
import { pruneAlike } from '../../shared/scene/diff/prune/prune-alike.ts'
import { twoTexts } from './scene-texts.ts'
import { seeded } from './seeded.ts'

/** `npm run test:soak` sets 10,000. */
const RUNS = Number(process.env.WEFT_RUNS ?? 60)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)

test(`DIFF12 ${RUNS} seeded pairs of texts, edited by hand and by malice: nothing that is left out was wanted`, () => {
  let pruned = 0
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    const random = seeded(seed)
    const [from, to] = twoTexts(random)
    if (pruneAlike(from, to) !== null) pruned += 1
    const [quick, whole] = [diffTexts(from, to), diffWhole(from, to)]
    const shown = (result: typeof quick) => (result.ok ? result.value.changes : result)
    expect(shown(quick), `seed ${seed}`).toEqual(shown(whole))
  }
  expect(pruned, 'pairs of which anything was left out').toBeGreaterThan(RUNS / 4)
})
