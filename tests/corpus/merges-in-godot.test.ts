/** Real merges, merged by Weft and read by Godot, with stand-ins for the scripts and assets that are not there. */
import { expect, test } from 'vitest'
import { godot } from '../godot/godot.ts'
import { readMergedCases } from '../godot/merged-cases.ts'
import { realMerges } from '../merge-judge/real-merges.ts'
import { mergeWithWeft } from '../merge-judge/weft-merge.ts'

const merges = realMerges(process.env.WEFT_CORPUS)
const STRATEGIES = ['auto', 'theirs'] as const

test.skipIf(godot === null)('MRG14 Godot reads every node of each real merge whose inputs it reads', async () => {
  const cases = merges.flatMap(({ name, texts }) =>
    STRATEGIES.map(strategy => ({
      name: `${name} ${strategy}`,
      inputs: Object.values(texts),
      merged: mergeWithWeft(texts, strategy).text ?? '',
    })),
  )
  const { loadable, failed } = await readMergedCases(cases)
  const part = `${loadable / STRATEGIES.length} of ${merges.length}`
  // Also when it passes, which `console` would not: how many cases this says something about.
  process.stdout.write(`Real merges whose base and sides Godot reads with stand-ins: ${part}\n`)
  expect(failed).toEqual([])
  expect(loadable).toBeGreaterThanOrEqual(0.9 * cases.length)
})
