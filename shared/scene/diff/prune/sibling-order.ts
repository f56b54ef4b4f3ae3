/** Where nodes have other children in the second text, or have them in another order. */
import type { Differences } from './differences.ts'
import { pathOf } from './scene-index.ts'

/** Nodes as sections of the first text; null where the second text has a node before the one above it, or no root. */
export function disturbedParents({ index, pairing, nodes, affected, isGone }: Differences): ReadonlySet<number> | null {
  const { outline, parents } = index
  const lastChild = new Int32Array(outline.sections.length).fill(-1)
  const root = index.at('.')
  const isSeen = new Uint8Array(outline.sections.length)
  const disturbed = new Set<number>()
  for (const { path, node } of nodes) {
    if (node.parent !== null && affected.has(path)) disturbed.add(index.above(node.parent))
  }

  /** A node where it stands in the second text. False where the one above it is yet to come. */
  function follow(at: number): boolean {
    isSeen[at] = 1
    const parent = parents[at] ?? -1
    if (parent < 0) return true
    if (isSeen[root] === 0) return false
    if ((lastChild[parent] ?? -1) > at) disturbed.add(parent)
    lastChild[parent] = at
    return isSeen[parent] === 1 || isGone[parent] === 1
  }

  for (const piece of pairing.pieces) {
    if (piece.kind === 'shared') {
      for (let at = piece.from; at < piece.to; at += 1) if (!follow(at)) return null
    } else if (piece.section.tag === 'node') {
      const at = index.at(pathOf(piece.section))
      const isInPlace = at >= 0 && isGone[at] === 0 ? follow(at) : isSeen[root] === 1
      if (!isInPlace) return null
    }
  }
  return disturbed
}
