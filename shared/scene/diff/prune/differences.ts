/** What only one of two texts has, and the nodes that are others because of it. */
import type { OutlinedNode } from '../../codec/outline.ts'
import { pathsUp } from './node-paths.ts'
import type { LooseSection, Pairing } from './pair-sections.ts'
import { pathOf, type SceneIndex } from './scene-index.ts'

export interface Differences {
  readonly index: SceneIndex
  readonly pairing: Pairing
  /** Sections of either text that the other has not. */
  readonly loose: readonly LooseSection[]
  /** The nodes among them. */
  readonly nodes: readonly LooseNode[]
  /** Paths at which one text has a node that the other has not, or has another one. */
  readonly affected: ReadonlySet<string>
  /** By section of the first text: 1 for the nodes at those paths. */
  readonly isGone: Uint8Array
}

export interface LooseNode {
  readonly path: string
  readonly node: OutlinedNode
  readonly text: string
}

/** null where a path or a unique id repeats: then order decides who is who. */
export function findDifferences(index: SceneIndex, pairing: Pairing): Differences | null {
  const { text, sections } = index.outline
  const ours = sections
    .filter((_, at) => pairing.isPaired[at] === 0)
    .map((section): LooseSection => ({ kind: 'loose', text, section }))
  const theirs = pairing.pieces.filter(piece => piece.kind === 'loose')
  const [ourNodes, theirNodes] = [nodesOf(ours), nodesOf(theirs)]
  const affected = affectedPaths(ourNodes, theirNodes)
  if (affected === null || isAmbiguous(index, pairing, ourNodes, theirNodes)) return null
  const isGone = new Uint8Array(sections.length)
  for (const path of affected) {
    const at = index.at(path)
    if (at >= 0) isGone[at] = 1
  }
  return { index, pairing, loose: [...ours, ...theirs], nodes: [...ourNodes, ...theirNodes], affected, isGone }
}

/** True for the path of a node that is not the same in both texts, and for what hangs below it. */
export function isAffected({ affected }: Differences, path: string): boolean {
  for (const up of pathsUp(path)) if (affected.has(up)) return true
  return false
}

function nodesOf(loose: readonly LooseSection[]): LooseNode[] {
  return loose.flatMap(({ text, section }) =>
    section.tag === 'node' ? [{ path: pathOf(section), node: section, text }] : [],
  )
}

function affectedPaths(ours: readonly LooseNode[], theirs: readonly LooseNode[]): Set<string> | null {
  const before = new Map(ours.map(({ path, node }) => [path, node]))
  const after = new Map(theirs.map(({ path, node }) => [path, node]))
  if (before.size < ours.length || after.size < theirs.length) return null
  const others = (nodes: readonly LooseNode[], known: ReadonlyMap<string, OutlinedNode>) =>
    nodes.flatMap(({ path, node }) => (isSameNode(node, known.get(path)) ? [] : [path]))
  return new Set([...others(ours, after), ...others(theirs, before)])
}

function isSameNode(a: OutlinedNode, b: OutlinedNode | undefined): boolean {
  return b !== undefined && a.uniqueId === b.uniqueId && a.isOverride === b.isOverride
}

function isAmbiguous(
  index: SceneIndex,
  { isPaired }: Pairing,
  ours: readonly LooseNode[],
  theirs: readonly LooseNode[],
): boolean {
  const paired: number[] = []
  index.outline.sections.forEach((node, at) => {
    if (node.tag === 'node' && isPaired[at] === 1 && hasNumber(node)) paired.push(node.uniqueId)
  })
  const repeats = (loose: readonly LooseNode[]) => {
    const ids = loose.flatMap(({ node }) => (hasNumber(node) ? [node.uniqueId] : []))
    const known = new Set(ids)
    return known.size < ids.length || paired.some(id => known.has(id))
  }
  const isTwice = theirs.some(({ path }) => isPaired[index.at(path)] === 1)
  return isTwice || isAnyTwice(paired) || repeats(ours) || repeats(theirs)
}

/** By sorting: a set of ten thousand numbers takes several times as long to fill. */
function isAnyTwice(numbers: readonly number[]): boolean {
  const sorted = Float64Array.from(numbers).sort()
  return sorted.some((number, at) => number === sorted[at + 1])
}

/** That of an override belongs to the scene which it is inside, and repeats with every instance. */
function hasNumber({ uniqueId, isOverride }: OutlinedNode): boolean {
  return uniqueId > 0 && !isOverride
}
