/** The nodes of a text by path, and what each hangs under: without making a model of it. */
import type { Outline, OutlinedNode, OutlinedSection } from '../../codec/outline.ts'
import { pathsUp } from './node-paths.ts'

export interface SceneIndex {
  readonly outline: Outline
  /** Section of the node at a path; -1 where there is none. */
  at(path: string): number
  /** Section of the node at a path, or of the deepest one above it. */
  above(path: string): number
  /** Section that is no node and has the same text as one of another file; -1 where there is none. */
  like(text: string, section: OutlinedSection): number
  /** By section, that of the node above; -1 for the root and for what is no node. */
  readonly parents: Int32Array
  /** By section: 1 for nodes that hang somewhere inside the instance that the node above is. */
  readonly isInside: Uint8Array
}

/** Nodes with the same `parent=`. */
interface Siblings {
  readonly parent: string
  /** Section of the node above. */
  readonly above: number
  readonly isInside: boolean
  /** Sections by name. */
  readonly byName: Map<string, number>
}

/**
 * null where order may decide who is who: a path repeats, a node stands before one above it, or the root is missing.
 *
 * Names are kept by parent, so that no path has to be put together for each node.
 */
export function indexScene(outline: Outline): SceneIndex | null {
  const { sections } = outline
  const parents = new Int32Array(sections.length).fill(-1)
  const isInside = new Uint8Array(sections.length)
  const byParent = new Map<string, Siblings>()
  /** Paths of nodes that are in an instance and not in this file. */
  const unnamed = new Set<string>()
  const others: number[] = []
  let root = -1

  function at(path: string): number {
    if (path === '.') return root
    const slash = path.lastIndexOf('/')
    const parent = slash < 0 ? '' : path.slice(0, slash)
    // `./A` is not the path of a node A, but one that a person wrote: Weft takes it as it is spelled.
    if (parent === '.') return -1
    return byParent.get(slash < 0 ? '.' : parent)?.byName.get(path.slice(slash + 1)) ?? -1
  }

  function above(path: string): number {
    for (const up of pathsUp(path)) {
      const section = at(up)
      if (section >= 0) return section
    }
    return -1
  }

  function meet(parent: string): Siblings {
    const known = byParent.get(parent)
    if (known !== undefined) return known
    for (const up of pathsUp(parent)) {
      if (at(up) >= 0) break
      unnamed.add(up)
    }
    const siblings = { parent, above: above(parent), isInside: unnamed.has(parent), byName: new Map() }
    byParent.set(parent, siblings)
    return siblings
  }

  let siblings: Siblings | null = null
  for (let section = 0; section < sections.length; section += 1) {
    const node = sections[section]
    if (node?.tag !== 'node') {
      others.push(section)
      continue
    }
    const { name, parent } = node
    if ((parent === null) !== root < 0) return null
    if (parent === null) {
      root = section
      continue
    }
    if (siblings?.parent !== parent) siblings = meet(parent)
    if (name === '.' || name.includes('/') || siblings.byName.has(name)) return null
    if (unnamed.size > 0 && unnamed.has(pathOf(node))) return null
    siblings.byName.set(name, section)
    parents[section] = siblings.above
    if (siblings.isInside) isInside[section] = 1
  }
  return root < 0 ? null : { outline, at, above, like: createLike(outline, others), parents, isInside }
}

export function pathOf({ name, parent }: OutlinedNode): string {
  if (parent === null) return '.'
  return parent === '.' ? name : `${parent}/${name}`
}

/** Made when it is first asked: where nothing moved, nobody does. */
function createLike({ text, sections }: Outline, others: readonly number[]): SceneIndex['like'] {
  let byText: Map<string, number> | null = null
  return (from, { start, end }) => {
    byText ??= new Map(others.toReversed().map(at => [text.slice(sections[at]?.start, sections[at]?.end), at]))
    return byText.get(from.slice(start, end)) ?? -1
  }
}
