/** One tree of both states: the second's, with what is gone put where it stood. For listing and for drawing. */
import type { FileModel } from '../file-model.ts'
import { parentOf } from '../intake/moved-nodes.ts'

export interface MergedRow {
  readonly id: string
  readonly depth: number
}

/** Every node of either state once, parents first. */
export function mergedTree(from: FileModel, to: FileModel): MergedRow[] {
  const rows: MergedRow[] = []
  const met = new Set<string>()
  const root = to.root ?? from.root
  const stack: MergedRow[] = root === null ? [] : [{ id: root, depth: 0 }]
  for (let row = stack.pop(); row !== undefined; row = stack.pop()) {
    if (met.has(row.id)) continue
    met.add(row.id)
    rows.push(row)
    const children = mergedChildren(row.id, from, to)
    for (let i = children.length - 1; i >= 0; i -= 1) stack.push({ id: children[i] ?? '', depth: row.depth + 1 })
  }
  return rows
}

/** Those that are gone stand behind the sibling they stood behind. */
function mergedChildren(parent: string, from: FileModel, to: FileModel): readonly string[] {
  const now = to.children.get(parent) ?? []
  const gone = new Map<string, string[]>()
  let anchor = ''
  for (const child of from.children.get(parent) ?? []) {
    if (!to.nodes.has(child)) gone.set(anchor, [...(gone.get(anchor) ?? []), child])
    else if (parentOf(to, child) === parent) anchor = child
  }
  if (gone.size === 0) return now
  return [...(gone.get('') ?? []), ...now.flatMap(child => [child, ...(gone.get(child) ?? [])])]
}
