/** The hits of a query over all scenes of a project, in the order of paths and trees. FND12 */
import { createEvaluator } from './evaluate.ts'
import type { NodeFacts } from './facts.ts'
import type { Segment } from './segment.ts'
import type { Query, Term } from './syntax.ts'
import { classOf, type TypeSources } from './type-names.ts'

export interface Hit {
  /** `res://…` */
  readonly scene: string
  /** Path of the node from its root. */
  readonly node: string
  readonly id: string
  readonly name: string
  readonly type: string | null
  /** Its class, of instances and overrides too, where it is known. */
  readonly class: string | null
  readonly instance: string | null
  readonly script: string | null
  /** Terms of the query that hold for it, as they were written. */
  readonly terms: readonly string[]
}

export interface FindResult {
  readonly hits: readonly Hit[]
  /** Of all hits, those not shown included. */
  readonly total: number
  /** Scenes with hits. */
  readonly scenes: number
  /** Give it as `after` for the next hits; null where these were the last. */
  readonly next: string | null
}

export interface FindOptions {
  readonly text: string
  readonly query: Query
  readonly terms: readonly Term[]
  /** In the order of their paths. */
  readonly segments: Iterable<Segment>
  readonly sources: TypeSources
  readonly limit: number
  /** `next` of an earlier answer. What changed between the two may be missed or shown twice. */
  readonly after?: string | undefined
}

export function findNodes({ text, query, terms, segments, sources, limit, after }: FindOptions): FindResult {
  const evaluator = createEvaluator(query, sources)
  const from = after === undefined ? null : readPlace(after)
  const hits: Hit[] = []
  let total = 0
  let scenes = 0
  let passed = 0
  let last = ''
  for (const segment of segments) {
    const mask = evaluator.nodes(segment)
    const { path, nodes } = segment.facts
    if (!mask.includes(1)) continue
    scenes += 1
    for (let at = mask.indexOf(1); at >= 0; at = mask.indexOf(1, at + 1)) {
      const node = nodes[at]
      total += 1
      if (node === undefined) continue
      if (from !== null && (path < from.path || (path === from.path && at <= from.at))) passed += 1
      else if (hits.length < limit) {
        const held = terms.filter(term => evaluator.term(term, segment)[at] === 1)
        hits.push(
          hitOf(path, node, classOf(sources, nodes, node), [
            ...new Set(held.map(({ start, end }) => text.slice(start, end))),
          ]),
        )
        last = `${at}:${path}`
      }
    }
  }
  return { hits, total, scenes, next: hits.length === 0 || passed + hits.length >= total ? null : last }
}

function hitOf(scene: string, node: NodeFacts, engineClass: string | null, terms: readonly string[]): Hit {
  const { path, id, name, type, instance, script } = node
  return { scene, node: path, id, name, type, class: engineClass, instance, script, terms }
}

function readPlace(text: string): { readonly path: string; readonly at: number } | null {
  const match = /^(\d+):(.*)$/s.exec(text)
  return match === null ? null : { at: Number(match[1]), path: match[2] ?? '' }
}
