import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runBounded } from '../../build/run-bounded.ts'
import { failuresOf } from './merge-plan.ts'

/** Ten for each run of the others: `npm run test:soak` makes it 100,000. */
const MERGES = Number(process.env.WEFT_RUNS ?? 30) * 10
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)
/** Below that a process of its own takes longer than it saves. */
const WORTH_A_PROCESS = 2000
const LIMIT_MS = 4 * 60 * 60_000

test(`MRG3 ${MERGES} seeded merges: nothing lost, doubled, spoiled or silently chosen, all load, sides may change places`, async () => {
  expect(MERGES < WORTH_A_PROCESS ? [...failuresOf(FIRST_SEED, MERGES)] : await failuresInChildren()).toEqual([])
})

async function failuresInChildren(): Promise<string[]> {
  const children = availableParallelism()
  const share = Math.ceil(MERGES / children)
  const all = await Promise.all(
    Array.from({ length: children }, async (_, i) => {
      const script = join(import.meta.dirname, 'merge-child.ts')
      const args = ['--disable-warning=ExperimentalWarning', script, String(FIRST_SEED + i * share), String(share)]
      const { code, stdout, stderr, isTimedOut } = await runBounded(process.execPath, args, { timeoutMs: LIMIT_MS })
      const failures = stdout.split('\n\n').filter(text => text !== '')
      return code === 0 || failures.length > 0 ? failures : [isTimedOut ? 'not ended' : stderr]
    }),
  )
  return all.flat()
}
