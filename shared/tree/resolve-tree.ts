/**
 * A tree from everybody's moves.
 *
 * Each item has at most a few candidate edges, newest first. An item hangs on its newest edge wherever that leads to
 * the root or to the trash; cycles and orphans are repaired the same way on every peer: of all edges that lead from
 * an unreachable item to a reachable one, the one with the highest counter (then the smallest id) is taken, until all
 * are reachable. (TREE rules in docs/spec/tree.md; after Evan Wallace, "CRDT: Mutable Tree Hierarchy".)
 */
import { createHeap } from './heap.ts'
import type { Position } from './position.ts'

export const TRASH = 'trash'
/** Candidates kept per item. */
export const EDGES_KEPT = 4

export interface Edge {
  readonly parent: string
  readonly position: Position
  /** Grows with every move in the document. 0 for the seed. */
  readonly counter: number
}

export interface TreeRepair {
  readonly kind: 'cycle' | 'orphan'
  readonly item: string
  /** The parent its newest move asked for. */
  readonly wanted: string
  readonly under: string
}

export interface ResolvedTree {
  /** The edge in force, for every item but the root. */
  readonly edges: ReadonlyMap<string, Edge>
  /** Children by parent in order, the trash included. */
  readonly children: ReadonlyMap<string, readonly string[]>
  readonly repairs: readonly TreeRepair[]
}

/** `candidates` by item, newest first; `root` (may be null for a forest below the trash only) has none. */
export function resolveTree(candidates: ReadonlyMap<string, readonly Edge[]>, root: string | null): ResolvedTree {
  const edges = new Map<string, Edge>()
  const reachable = reach(candidates, root)
  const loose: string[] = []
  for (const [item, list] of candidates) {
    if (item === root) continue
    const newest = list[0]
    if (newest !== undefined && reachable.has(item)) edges.set(item, newest)
    else loose.push(item)
  }
  const repairs = loose.length === 0 ? [] : repair(loose.sort(), candidates, root, reachable, edges)
  return { edges, children: childrenOf(edges), repairs }
}

/** The edge list after a move: newest first, one per parent, bounded. */
export function withMove(edges: readonly Edge[], move: Edge): Edge[] {
  return [move, ...edges.filter(edge => edge.parent !== move.parent)].slice(0, EDGES_KEPT)
}

/** Items whose chain of newest edges ends at the root or in the trash. Iterative: trees may be deep. */
function reach(candidates: ReadonlyMap<string, readonly Edge[]>, root: string | null): Set<string> {
  const reachable = new Set<string>([TRASH])
  if (root !== null) reachable.add(root)
  const refused = new Set<string>()
  for (const start of candidates.keys()) {
    const path: string[] = []
    const onPath = new Set<string>()
    let at: string | undefined = start
    while (at !== undefined && !reachable.has(at) && !refused.has(at) && !onPath.has(at)) {
      path.push(at)
      onPath.add(at)
      at = candidates.get(at)?.[0]?.parent
    }
    const target = at !== undefined && reachable.has(at) ? reachable : refused
    for (const item of path) target.add(item)
  }
  return reachable
}

/** `loose`: the items that are not reachable, sorted. O(e log e) in their edges: a peer may send any number of circles. */
function repair(
  loose: readonly string[],
  candidates: ReadonlyMap<string, readonly Edge[]>,
  root: string | null,
  reachable: Set<string>,
  edges: Map<string, Edge>,
): TreeRepair[] {
  const repairs: TreeRepair[] = []
  const left = new Set(loose)
  const waiting = new Map<string, Offer[]>()
  const offers = createHeap<Offer>(isBetter)
  for (const item of loose) {
    for (const edge of candidates.get(item) ?? []) {
      const offer = { item, edge, isNewest: edge === candidates.get(item)?.[0] }
      if (reachable.has(edge.parent)) offers.push(offer)
      else if (!waiting.get(edge.parent)?.push(offer)) waiting.set(edge.parent, [offer])
    }
  }
  /** Hangs an item up, and with it all whose newest edge leads there: those are no repairs. */
  function attach(start: string, by: Edge): void {
    const stack: Offer[] = [{ item: start, edge: by, isNewest: true }]
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (!left.delete(next.item)) continue
      edges.set(next.item, next.edge)
      reachable.add(next.item)
      for (const offer of waiting.get(next.item) ?? []) (offer.isNewest ? stack : offers).push(offer)
      waiting.delete(next.item)
    }
  }
  function mend(item: string, edge: Edge): void {
    const wanted = candidates.get(item)?.[0]?.parent ?? ''
    repairs.push({ kind: kindOf(item, candidates), item, wanted, under: edge.parent })
    attach(item, edge)
  }
  let smallest = 0
  while (left.size > 0) {
    const best = offers.pop()
    if (best !== undefined) {
      if (left.has(best.item)) mend(best.item, best.edge)
      continue
    }
    // Nothing known leads anywhere: the smallest goes under the root, and may bring the rest.
    while (!left.has(loose[smallest] ?? '')) smallest += 1
    const item = loose[smallest] ?? ''
    const newest = candidates.get(item)?.[0]
    mend(item, { parent: root ?? TRASH, position: newest?.position ?? '', counter: newest?.counter ?? 0 })
  }
  return repairs
}

interface Offer {
  readonly item: string
  readonly edge: Edge
  readonly isNewest: boolean
}

/** The latest move first, then the smallest id: an order without ties between items. */
function isBetter(a: Offer, b: Offer): boolean {
  if (a.edge.counter !== b.edge.counter) return a.edge.counter > b.edge.counter
  return a.item !== b.item ? a.item < b.item : a.edge.parent < b.edge.parent
}

function kindOf(item: string, candidates: ReadonlyMap<string, readonly Edge[]>): 'cycle' | 'orphan' {
  const wanted = candidates.get(item)?.[0]?.parent
  return wanted !== undefined && candidates.has(wanted) ? 'cycle' : 'orphan'
}

function childrenOf(edges: ReadonlyMap<string, Edge>): Map<string, string[]> {
  const children = new Map<string, string[]>()
  for (const [item, edge] of edges) {
    const list = children.get(edge.parent)
    if (list === undefined) children.set(edge.parent, [item])
    else list.push(item)
  }
  for (const list of children.values()) {
    if (list.length > 1 && !isOrdered(list, edges)) list.sort((a, b) => compareSiblings(a, b, edges))
  }
  return children
}

function isOrdered(list: readonly string[], edges: ReadonlyMap<string, Edge>): boolean {
  for (let i = 1; i < list.length; i += 1) {
    if (compareSiblings(list[i - 1] ?? '', list[i] ?? '', edges) > 0) return false
  }
  return true
}

function compareSiblings(a: string, b: string, edges: ReadonlyMap<string, Edge>): number {
  const left = edges.get(a)?.position ?? ''
  const right = edges.get(b)?.position ?? ''
  if (left !== right) return left < right ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}
