/** One seeded merge and all that has to hold for it. */
import { differencesIn } from '../merge-judge/exchange.ts'
import { judge } from '../merge-judge/judge.ts'
import { type RandomBase, type RandomMerge, randomBase, randomMerge } from '../merge-judge/random-merge.ts'
import { mergeWithWeft } from '../merge-judge/weft-merge.ts'

/** Seeds that share a base: making and reading it is much of the work. */
const PER_BASE = 20
/** Mostly few, as between two pulls; now and then a week offline. */
const EDITS = [1, 3, 3, 10, 3, 1, 10, 30] as const
const STRATEGIES = ['auto', 'auto', 'manual', 'auto', 'theirs'] as const
/** One in so many is merged again, with its sides exchanged and onto its own result. */
const AGAIN = 4

/** Runs seeds one after the other; answers with what is wrong with each that is not right, and how to run it again. */
export function* failuresOf(firstSeed: number, count: number): Generator<string> {
  let base: RandomBase | null = null
  let baseSeed = -1
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const group = Math.floor(seed / PER_BASE)
    if (base === null || group !== baseSeed) {
      base = randomBase(group, { nodes: group % 50 === 49 ? 300 : 30, hasUniqueIds: group % 3 !== 2 })
      baseSeed = group
    }
    const edits = EDITS[seed % EDITS.length] ?? 3
    const merge = randomMerge(base, seed, edits)
    const wrong = whatIsWrong(merge, seed)
    if (wrong.length > 0) yield failureText(seed, edits, merge, wrong)
  }
}

function whatIsWrong({ texts, of }: RandomMerge, seed: number): string[] {
  const strategy = STRATEGIES[seed % STRATEGIES.length] ?? 'auto'
  try {
    const outcome = mergeWithWeft(texts, strategy)
    const { blocked, ...kinds } = judge(of, outcome)
    const wrong = Object.entries(kinds).flatMap(([kind, found]) => found.map(each => `${strategy}: ${kind}: ${each}`))
    if (blocked) wrong.push(`${strategy}: no result`)
    if (wrong.length > 0 || seed % AGAIN > 0) return wrong
    if (mergeWithWeft(texts, strategy).text !== outcome.text) wrong.push(`${strategy}: another text the second time`)
    const exchanged = mergeWithWeft({ base: texts.base, ours: texts.theirs, theirs: texts.ours }, strategy)
    wrong.push(...differencesIn(of, outcome, exchanged).map(each => `${strategy}: the sides exchanged: ${each}`))
    return wrong
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return [`${strategy}: ${error.stack ?? error.message}`]
  }
}

function failureText(seed: number, edits: number, { log }: RandomMerge, wrong: readonly string[]): string {
  return [
    `WEFT_SEED=${seed} (${edits} edits a side)`,
    ...wrong,
    `ours: ${log.ours.join('; ')}`,
    `theirs: ${log.theirs.join('; ')}`,
  ].join('\n')
}
