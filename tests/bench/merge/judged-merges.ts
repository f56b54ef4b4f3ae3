/** Sets of merges, each merged by every contender and judged. */
import { judge, type MergeCase } from '../../merge-judge/judge.ts'
import type { Versions } from '../../merge-judge/matching.ts'
import { randomBase, randomMerge } from '../../merge-judge/random-merge.ts'
import { type RealMerge, realCase } from '../../merge-judge/real-merges.ts'
import type { Contender } from './contender.ts'
import type { Tally } from './tally.ts'

export interface RandomSet {
  readonly nodes: number
  readonly edits: number
  readonly merges: number
  readonly seed: number
}

/** Merges that share a base: reading it is most of the work. */
const PER_BASE = 5

export function judgeRandom({ nodes, edits, merges, seed }: RandomSet, contenders: readonly Contender[]): Tally[] {
  const tallies = contenders.map(emptyTally)
  for (let i = 0; i < merges; i += PER_BASE) {
    // Every other one as from before Godot 4.6, where nodes carry no id.
    const base = randomBase(seed + i, { nodes, hasUniqueIds: (i / PER_BASE) % 2 === 0 })
    for (let at = i; at < Math.min(merges, i + PER_BASE); at += 1) {
      const { texts, of } = randomMerge(base, seed + at, edits)
      judgeAll(tallies, contenders, of, texts, `${nodes} nodes, ${edits} edits, seed ${seed + at}`)
    }
  }
  return tallies
}

export function judgeReal(merges: readonly RealMerge[], contenders: readonly Contender[]): Tally[] {
  const tallies = contenders.map(emptyTally)
  const people = emptyTally({ name: 'people’s own resolutions' })
  for (const merge of merges) {
    const of = realCase(merge)
    judgeAll(tallies, contenders, of, merge.texts, merge.name)
    // People know what they choose between: only a tool can do so silently.
    people.judged.push({ of: merge.name, verdict: { ...judge(of, { text: merge.result, listed: [] }), silent: [] } })
  }
  return [...tallies, people]
}

function judgeAll(
  tallies: readonly Tally[],
  contenders: readonly Contender[],
  of: MergeCase,
  texts: Versions<string>,
  name: string,
): void {
  for (const [at, contender] of contenders.entries()) {
    tallies[at]?.judged.push({ of: name, verdict: judge(of, contender.merge(texts)) })
  }
}

function emptyTally({ name }: Pick<Contender, 'name'>): Tally {
  return { contender: name, judged: [] }
}
