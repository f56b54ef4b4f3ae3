/** Ways to merge three texts of a scene that the benchmark compares. */
import type { Outcome } from '../../merge-judge/judge.ts'
import type { Versions } from '../../merge-judge/matching.ts'

export interface Contender {
  readonly name: string
  merge(texts: Versions<string>): Outcome
}
