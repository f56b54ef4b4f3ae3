/** What Weft merges, read by Godot. Real merges are in tests/corpus. */
import { expect } from 'vitest'
import { randomBase, randomMerge } from '../merge-judge/random-merge.ts'
import { mergeWithWeft } from '../merge-judge/weft-merge.ts'
import { godotTest } from './godot-test.ts'
import { type MergedCase, readMergedCases } from './merged-cases.ts'

const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)
const MERGES = 40

godotTest(
  `MRG14 ${MERGES} seeded merges: Godot reads every node of every result, as it does of the sides`,
  async () => {
    const cases = Array.from({ length: MERGES }, (_, i): MergedCase => {
      const seed = FIRST_SEED + i
      const base = randomBase(seed, { nodes: 40, hasUniqueIds: i % 2 === 0 })
      const { texts } = randomMerge(base, seed, 10)
      return { name: `seed ${seed}`, inputs: Object.values(texts), merged: mergeWithWeft(texts).text ?? '' }
    })
    const [first] = cases
    if (first === undefined) throw new Error('there are cases')
    // A resource that is not there: were this not found, the rest would prove nothing.
    const planted = { ...first, name: 'planted', merged: first.merged.replace(/^\[ext_resource [^\n]*\n/m, '') }
    expect(await readMergedCases([...cases, planted])).toEqual({ loadable: MERGES + 1, failed: ['planted'] })
  },
)
