/** DIFF6: the order of the list: by node in the merged tree, then by kind, then by name. */
import type { FileModel } from '../file-model.ts'
import { mergedTree } from './merged-tree.ts'
import { CHANGE_KINDS, type SceneChange } from './scene-change.ts'

export function sortChanges(changes: readonly SceneChange[], from: FileModel, to: FileModel): SceneChange[] {
  if (changes.length < 2) return [...changes]
  const rank = new Map(mergedTree(from, to).map(({ id }, i) => [id, i]))
  const kinds = new Map(CHANGE_KINDS.map((kind, i) => [kind, i]))
  const rankOf = (change: SceneChange) => {
    const id = nodeOf(change, from, to)
    return id === null ? -1 : (rank.get(id) ?? -1)
  }
  return changes
    .map((change, i) => ({ change, i, rank: rankOf(change), kind: kinds.get(change.kind) ?? 0 }))
    .sort((a, b) => a.rank - b.rank || a.kind - b.kind || byName(a.change, b.change) || a.i - b.i)
    .map(({ change }) => change)
}

/** The node a change is listed at, by identity; null for the scene as a whole. */
export function nodeOf({ owner, node, kind }: SceneChange, from: FileModel, to: FileModel): string | null {
  switch (owner.kind) {
    case 'scene':
      return null
    case 'node':
      return owner.id
    case 'connection':
      return owner.node
    case 'resource':
      return (kind === 'resource-removed' ? from : to).view.tree.at(node) ?? null
  }
}

function byName(a: SceneChange, b: SceneChange): number {
  const left = a.property ?? ''
  const right = b.property ?? ''
  return left < right ? -1 : left > right ? 1 : 0
}
