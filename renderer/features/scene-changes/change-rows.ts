/** The nodes that differ between two states, as rows of a tree with those above them. Pure. */

import { mergedTree } from '../../../shared/scene/diff/merged-tree.ts'
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import { registerKey } from '../../../shared/scene/register-key.ts'
import type { Comparison } from '../../session/scene-states.ts'
import type { TreeRow } from '../../ui/tree-grid.tsx'

export type ChangeSign = 'added' | 'removed' | 'changed' | 'moved'

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

/** The node that a change is told of: its owner, or the one that refers to it. */
export function nodeOfChange(change: SceneChange, nodeAt: (path: string) => string | null): string | null {
  if (change.owner.kind === 'node') return change.owner.id
  if (change.owner.kind === 'connection' && change.owner.node !== null) return change.owner.node
  return nodeAt(change.node)
}

export function changedNodes({ diff, from, to }: Comparison): Map<string, readonly SceneChange[]> {
  const byPath = (path: string) => {
    const found = to.view.tree.at(path) ?? from.view.tree.at(path)
    return found ?? to.root ?? from.root
  }
  const changes = new Map<string, SceneChange[]>()
  for (const change of diff.changes) {
    const node = nodeOfChange(change, byPath)
    if (node === null) continue
    const known = changes.get(node)
    if (known === undefined) changes.set(node, [change])
    else known.push(change)
  }
  return changes
}

export function signOf(changes: readonly SceneChange[]): ChangeSign | null {
  const kinds = new Set(changes.map(change => change.kind))
  if (kinds.has('node-added')) return 'added'
  if (kinds.has('node-removed')) return 'removed'
  if (kinds.has('node-moved') || kinds.has('node-reordered')) return 'moved'
  return changes.length > 0 ? 'changed' : null
}

export function countSigns(nodes: ReadonlyMap<string, readonly SceneChange[]>): Record<ChangeSign, number> {
  const counts = { added: 0, removed: 0, changed: 0, moved: 0 }
  for (const changes of nodes.values()) {
    const sign = signOf(changes)
    if (sign !== null) counts[sign] += 1
  }
  return counts
}

/** `text` narrows to nodes with that in name, type or a property; `folded` are those whose children are put away. */
export function changeRows(comparison: Comparison, text: string, folded: ReadonlySet<string>): ChangeRow[] {
  const { from, to } = comparison
  const changes = changedNodes(comparison)
  const all = mergedTree(from, to)
  const wanted = text.trim().toLowerCase()
  const nodes = all.map(({ id, depth }) => ({ node: describe(id, comparison, changes.get(id) ?? []), depth }))
  const isShown = markShown(nodes, wanted)
  const rows: (ChangeRow & { readonly parent: number })[] = []
  const open: number[] = []
  const siblings = new Map<number, number>()
  let foldedAt = Number.POSITIVE_INFINITY
  nodes.forEach(({ node, depth }, index) => {
    if (isShown[index] !== true) return
    if (depth <= foldedAt) foldedAt = Number.POSITIVE_INFINITY
    if (foldedAt < depth) return
    const isFolded = folded.has(node.id) && wanted === ''
    if (isFolded) foldedAt = depth
    open.length = depth
    const parent = open[depth - 1] ?? -1
    const position = (siblings.get(parent) ?? 0) + 1
    siblings.set(parent, position)
    open[depth] = rows.length
    const isExpandable = hasShownChild(nodes, isShown, index)
    rows.push({
      key: node.id,
      level: depth + 1,
      isExpandable,
      isExpanded: isExpandable && !isFolded,
      position,
      siblings: 0,
      text: node.name,
      node,
      parent,
    })
  })
  return rows.map(({ parent, ...row }) => ({ ...row, siblings: siblings.get(parent) ?? 1 }))
}

interface Placed {
  readonly node: ChangedNode
  readonly depth: number
}

function describe(id: string, { from, to }: Comparison, changes: readonly SceneChange[]): ChangedNode {
  const model = to.nodes.has(id) ? to : from
  const field = (name: string) => {
    const value = model.value(registerKey.field(id, name))
    return typeof value === 'string' ? value : null
  }
  return { id, name: field('name') ?? id, type: field('type'), sign: signOf(changes), changes }
}

/** What matches and differs, and all above it. */
function markShown(nodes: readonly Placed[], wanted: string): boolean[] {
  const shown: boolean[] = new Array(nodes.length).fill(false)
  let needed = -1
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const placed = nodes[index]
    if (placed === undefined) continue
    const isAbove = placed.depth === needed
    const isOwn = placed.node.sign !== null && matches(placed.node, wanted)
    if (!isAbove && !isOwn) continue
    shown[index] = true
    if (isAbove) needed = -1
    needed = Math.max(needed, placed.depth - 1)
  }
  return shown
}

function matches({ name, type, changes }: ChangedNode, wanted: string): boolean {
  if (wanted === '') return true
  return [name, type ?? '', ...changes.map(change => change.property ?? '')].some(each =>
    each.toLowerCase().includes(wanted),
  )
}

function hasShownChild(nodes: readonly Placed[], shown: readonly boolean[], index: number): boolean {
  const depth = nodes[index]?.depth ?? 0
  for (let at = index + 1; (nodes[at]?.depth ?? -1) > depth; at += 1) if (shown[at] === true) return true
  return false
}
