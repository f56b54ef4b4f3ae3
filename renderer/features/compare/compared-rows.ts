/** The rows of a comparison: one tree of both states, with the nodes that changed and those that lead to them. */
import type { MergedRow } from '../../../shared/scene/diff/merged-tree.ts'
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import type { TreeRow } from '../../ui/tree-grid.tsx'
import { type Sign, signOfNode } from './change-look.ts'

export interface ComparedRow extends TreeRow {
  readonly name: string
  readonly type: string | null
  readonly sign: Sign | null
  readonly note: string
  readonly changes: readonly SceneChange[]
}

export interface ComparedNode {
  readonly name: string
  readonly type: string | null
  readonly note: string
}

/** Key of the row that stands for the scene itself. */
export const SCENE_ROW = ''

export interface RowsQuery {
  readonly tree: readonly MergedRow[]
  /** By node id; `SCENE_ROW` for the scene itself. Only those that are to be shown. */
  readonly changes: ReadonlyMap<string, readonly SceneChange[]>
  readonly nodeOf: (id: string) => ComparedNode
  readonly folded: ReadonlySet<string>
}

export function comparedRows({ tree, changes, nodeOf, folded }: RowsQuery): ComparedRow[] {
  const shown = withAncestors(tree, changes)
  const visible = tree.filter(({ id }) => shown.has(id))
  const places = siblingPlaces(visible)
  const rows: ComparedRow[] = []
  const ofScene = changes.get(SCENE_ROW)
  if (ofScene !== undefined) rows.push(row(SCENE_ROW, 1, false, false, { position: 1, siblings: 1 }))
  let foldedAt = Number.POSITIVE_INFINITY
  for (const [i, { id, depth }] of visible.entries()) {
    if (depth > foldedAt) continue
    foldedAt = folded.has(id) ? depth : Number.POSITIVE_INFINITY
    const isExpandable = (visible[i + 1]?.depth ?? 0) > depth
    rows.push(row(id, depth + 1, isExpandable, isExpandable && !folded.has(id), places[i]))
  }
  return rows

  function row(
    key: string,
    level: number,
    isExpandable: boolean,
    isExpanded: boolean,
    place: { position: number; siblings: number } | undefined,
  ): ComparedRow {
    const { name, type, note } = nodeOf(key)
    const own = changes.get(key) ?? []
    return {
      key,
      level,
      isExpandable,
      isExpanded,
      position: place?.position ?? 1,
      siblings: place?.siblings ?? 1,
      text: name,
      name,
      type,
      note,
      sign: signOfNode(own),
      changes: own,
    }
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

function withAncestors(tree: readonly MergedRow[], changes: ReadonlyMap<string, unknown>): Set<string> {
  const shown = new Set<string>()
  const above: string[] = []
  for (const { id, depth } of tree) {
    above.length = depth
    above.push(id)
    if (changes.has(id)) for (const each of above) shown.add(each)
  }
  return shown
}

function siblingPlaces(rows: readonly MergedRow[]): { position: number; siblings: number }[] {
  const open: { depth: number; group: { position: number; siblings: number }[] }[] = []
  const places: { position: number; siblings: number }[] = []
  for (const { depth } of rows) {
    open.length = Math.min(open.length, depth + 1)
    open[depth] ??= { depth, group: [] }
    const { group } = open[depth]
    const place = { position: group.length + 1, siblings: 0 }
    group.push(place)
    for (const each of group) each.siblings = group.length
    places.push(place)
  }
  return places
}
