/** Nodes that hang elsewhere than before, or out of order: of siblings as few as tell the new order. */
import { longestIncreasing } from '../../tree/longest-increasing.ts'
import type { FileModel } from '../file-model.ts'

/**
 * `other`: the text that this one is merged with. An order can be told by moving this sibling or that one; those that
 * `other` has too are moved only where their own order changed, so that no move meets an order that only `other` changed.
 */
export function movedNodes(base: FileModel, next: FileModel, other: FileModel | null): string[] {
  const moved: string[] = []
  for (const [parent, children] of next.children) {
    const stayed: string[] = []
    for (const child of children) {
      if (!base.nodes.has(child)) continue
      if (parentOf(base, child) === parent) stayed.push(child)
      else moved.push(child)
    }
    const places = stayed.map(child => base.nodes.get(child)?.index ?? 0)
    const isShared = (i: number) => other !== null && parentOf(other, stayed[i] ?? '') === parent
    const kept = keptInOrder(places, isShared)
    stayed.forEach((child, i) => {
      if (!kept.has(i)) moved.push(child)
    })
  }
  return moved
}

/** Indexes of the most that keep their order: first of those that are shared, then of what fits between them. */
function keptInOrder(places: readonly number[], isShared: (i: number) => boolean): Set<number> {
  const shared = places.flatMap((_, i) => (isShared(i) ? [i] : []))
  const keptShared = new Set(kept(shared, places))
  const fitting: number[] = []
  let above = Number.POSITIVE_INFINITY
  for (let i = places.length - 1; i >= 0; i -= 1) {
    if (keptShared.has(i)) above = places[i] ?? 0
    else if (isShared(i) || (places[i] ?? 0) > above) continue
    fitting.push(i)
  }
  let below = -1
  const between = fitting.reverse().filter(i => {
    if (keptShared.has(i)) below = places[i] ?? 0
    return (places[i] ?? 0) >= below
  })
  return new Set(kept(between, places))
}

function kept(indexes: readonly number[], places: readonly number[]): number[] {
  return longestIncreasing(indexes.map(i => places[i] ?? 0)).map(at => indexes[at] ?? 0)
}

export function parentOf(model: FileModel, id: string): string | null {
  const node = model.nodes.get(id)
  const parent = node === undefined ? undefined : model.structure.nodes[node.parent]
  return parent === undefined ? null : (model.ids[parent.section] ?? null)
}
