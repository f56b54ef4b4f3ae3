/**
 * What a comparison looks at because of the differences: the nodes above, the siblings where any came, went or changed
 * place, what refers to them and what they lead to, and all of what is never many.
 */
import type { OutlinedSection } from '../../codec/outline.ts'
import { connectionName, contestedNames, endsOf } from './connections.ts'
import { type Differences, isAffected } from './differences.ts'
import { findReferences } from './references.ts'
import { pathOf } from './scene-index.ts'
import { disturbedParents } from './sibling-order.ts'

/** By section of the first text: 1 for those that stay. null where the order of nodes decides what hangs where. */
export function chooseKept(differences: Differences): Uint8Array | null {
  const { index, pairing, loose, nodes, isGone } = differences
  const { text, sections } = index.outline
  const { parents, isInside } = index
  const disturbed = disturbedParents(differences)
  if (disturbed === null) return null
  const contested = contestedNames(index.outline, loose)
  const kept = new Uint8Array(sections.length)

  /** A node with those it hangs below. */
  function keepNode(at: number): void {
    for (let up = at; up >= 0 && kept[up] === 0; up = parents[up] ?? -1) kept[up] = 1
  }

  /** As much of a path as there is. */
  function keepPath(path: string): void {
    keepNode(index.above(path))
  }

  /** All children where one came, went or changed its place among them; and all below a node that did. */
  function keepSiblings(disturbed: ReadonlySet<number>): void {
    const isBelow = new Uint8Array(sections.length)
    sections.forEach((node, at) => {
      const parent = parents[at] ?? -1
      if (parent < 0 || node.tag !== 'node') return
      const isOther = isInside[at] === 1 ? isAffected(differences, pathOf(node)) : isGone[at] === 1
      if (isOther || isBelow[parent] === 1) isBelow[at] = 1
      if (isBelow[at] === 1 || disturbed.has(parent)) keepNode(at)
    })
  }

  function keepReferences(): void {
    const { from, to } = findReferences(differences)
    from.forEach(keepNode)
    to.forEach(keepPath)
  }

  /** A connection that both have matters where an end is not the same, or where others are called as it is. */
  function isQuiet(at: number, section: OutlinedSection): boolean {
    if (pairing.isPaired[at] === 0) return false
    const name = connectionName(text, section)
    return name !== null && !contested.has(name) && !endsOf(text, section).some(end => isAffected(differences, end))
  }

  function keepTheRest(): void {
    sections.forEach((section, at) => {
      if (section.tag === 'node' || isQuiet(at, section)) return
      kept[at] = 1
      endsOf(text, section).forEach(keepPath)
    })
    for (const each of loose) endsOf(each.text, each.section).forEach(keepPath)
  }

  keepPath('.')
  for (const { path } of nodes) keepPath(path)
  keepSiblings(disturbed)
  keepReferences()
  keepTheRest()
  return kept
}
