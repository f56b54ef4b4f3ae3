/** What the differences lead to and what leads to them: NodePaths, resources, unique names. */
import type { Outline } from '../../codec/outline.ts'
import { type Differences, isAffected } from './differences.ts'
import { targetsIn } from './node-paths.ts'
import { pathOf } from './scene-index.ts'
import { namesOneOf, unsteadyResources } from './unsteady-resources.ts'

export interface References {
  /** Nodes of the first text, as sections: those that refer to something that differs. */
  readonly from: readonly number[]
  /** Paths that they, and the nodes that differ, lead to. */
  readonly to: readonly string[]
}

export function findReferences(differences: Differences): References {
  const { index, pairing, loose, nodes } = differences
  const { text, sections } = index.outline
  const unsteady = unsteadyResources(index.outline, loose)
  const targets = nodes.flatMap(({ path, node, text }) => targetsIn(text.slice(node.start, node.end), path))
  const isByUniqueName = targets.includes(null)
  const from: number[] = []
  const to = targets.filter(target => target !== null)
  const seekers = new Set(sectionsWith(index.outline, 'NodePath('))
  const users = unsteady.size > 0 ? sectionsWith(index.outline, 'Resource(') : []
  const named = isByUniqueName ? sectionsWith(index.outline, 'unique_name_in_owner') : []
  for (const at of new Set([...seekers, ...users, ...named])) {
    const node = sections[at]
    if (node?.tag !== 'node' || pairing.isPaired[at] === 0) continue
    const own = text.slice(node.start, node.end)
    const wanted = seekers.has(at) ? targetsIn(own, pathOf(node)) : []
    const isNeeded =
      wanted.some(target => target === null || isAffected(differences, target)) ||
      (unsteady.size > 0 && namesOneOf(own, unsteady)) ||
      (isByUniqueName && own.includes('unique_name_in_owner'))
    if (!isNeeded) continue
    from.push(at)
    for (const target of wanted) if (target !== null) to.push(target)
  }
  return { from, to }
}

/** In ascending order. */
function sectionsWith({ text, sections }: Outline, word: string): number[] {
  const found: number[] = []
  let section = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, sections[section]?.end ?? text.length)) {
    while ((sections[section]?.end ?? text.length) <= at) section += 1
    found.push(section)
  }
  return found
}
