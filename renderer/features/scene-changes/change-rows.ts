/** The nodes that differ between two states, as rows of a tree with those above them. Pure. */
import type { MergedRow } from '../../../shared/scene/diff/merged-tree.ts'
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import { nodeOf } from '../../../shared/scene/diff/sort-changes.ts'
import { registerKey } from '../../../shared/scene/register-key.ts'
import type { Comparison } from '../../session/scene-states.ts'
import type { TreeRow } from '../../ui/tree-grid.tsx'
import { type ChangeSign, signOf } from './change-sign.ts'

/** By node id; `SCENE_ROW` for the scene itself. */
export type ChangesByNode = ReadonlyMap<string, readonly SceneChange[]>

/** Stands for what is no node's: the scene itself, or a resource file. */
export const SCENE_ROW = ''

export interface ChangedNode {
  readonly id: string
  readonly name: string
  readonly type: string | null
  /** null: only something below it differs. */
  readonly sign: ChangeSign | null
  readonly changes: readonly SceneChange[]
}

export interface ChangeRow extends TreeRow {
  readonly node: ChangedNode
}

export function changedNodes({ diff, from, to }: Comparison): ChangesByNode {
  return Map.groupBy(diff.changes, change => nodeOf(change, from, to) ?? SCENE_ROW)
}

/** Those with a text in name or type, and of others what says it. `isWanted`: of which kind. */
export function filterChanges(
  comparison: Comparison,
  changes: ChangesByNode,
  text: string,
  isWanted: (change: SceneChange) => boolean = () => true,
): ChangesByNode {
  const wanted = text.trim().toLowerCase()
  const shown = new Map<string, readonly SceneChange[]>()
  for (const [id, all] of changes) {
    const { name, type } = describeNode(id, comparison)
    const isNamed = [name, type ?? ''].some(each => each.toLowerCase().includes(wanted))
    const of = all.filter(change => isWanted(change) && (isNamed || says(change, wanted)))
    if (of.length > 0) shown.set(id, of)
  }
  return shown
}

/** `changes`: those that are to be shown. `folded`: nodes whose children are put away. */
export function changeRows(comparison: Comparison, changes: ChangesByNode, folded: ReadonlySet<string>): ChangeRow[] {
  const tree = comparison.tree()
  const shown = withAncestors(tree, changes)
  const visible = tree.filter(({ id }) => shown.has(id))
  const places = siblingPlaces(visible)
  const rows: ChangeRow[] = []
  if (changes.has(SCENE_ROW)) rows.push(row(SCENE_ROW, 1, false, { position: 1, siblings: 1 }))
  let foldedAt = Number.POSITIVE_INFINITY
  for (const [i, { id, depth }] of visible.entries()) {
    if (depth > foldedAt) continue
    foldedAt = folded.has(id) ? depth : Number.POSITIVE_INFINITY
    rows.push(row(id, depth + 1, (visible[i + 1]?.depth ?? 0) > depth, places[i] ?? { position: 1, siblings: 1 }))
  }
  return rows

  function row(key: string, level: number, isExpandable: boolean, place: Place): ChangeRow {
    const own = changes.get(key) ?? []
    const node = { id: key, ...describeNode(key, comparison), sign: signOf(own), changes: own }
    return { key, level, isExpandable, isExpanded: isExpandable && !folded.has(key), ...place, text: node.name, node }
  }
}

/** Ids of a node and all below it in the tree. */
export function subtreeOf(tree: readonly MergedRow[], id: string): string[] {
  const start = tree.findIndex(row => row.id === id)
  const depth = tree[start]?.depth
  if (depth === undefined) return [id]
  let end = start + 1
  while ((tree[end]?.depth ?? -1) > depth) end += 1
  return tree.slice(start, end).map(row => row.id)
}

/** As the newer state has it, else the older. The scene itself has no name of its own here. */
export function describeNode(
  id: string,
  { from, to }: Comparison,
): { readonly name: string; readonly type: string | null } {
  if (id === SCENE_ROW) return { name: '', type: null }
  const model = to.nodes.has(id) ? to : from
  const field = (name: string) => {
    const value = model.value(registerKey.field(id, name))
    return typeof value === 'string' ? value : null
  }
  return { name: field('name') ?? id, type: field('type') }
}

function says({ node, property, from, to }: SceneChange, wanted: string): boolean {
  return [node, property, from, to].some(text => text?.toLowerCase().includes(wanted) === true)
}

function withAncestors(tree: readonly MergedRow[], changes: ChangesByNode): Set<string> {
  const shown = new Set<string>()
  const above: string[] = []
  for (const { id, depth } of tree) {
    above.length = depth
    above.push(id)
    if (changes.has(id)) for (const each of above) shown.add(each)
  }
  return shown
}

interface Place {
  position: number
  siblings: number
}

function siblingPlaces(rows: readonly MergedRow[]): Place[] {
  const open: Place[][] = []
  return rows.map(({ depth }) => {
    open.length = Math.min(open.length, depth + 1)
    open[depth] ??= []
    const group = open[depth]
    const place = { position: group.length + 1, siblings: 0 }
    group.push(place)
    for (const each of group) each.siblings = group.length
    return place
  })
}
