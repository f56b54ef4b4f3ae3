/** One conflict of a merge that Git made, in words. Pure. */
import type { ReviewItem } from '../../shared/contract/data.ts'
import type { Chosen, ConflictKind, MergeConflict } from '../../shared/scene/merge/conflict.ts'
import type { NodeId } from '../../shared/scene/scene.ts'

interface Place {
  readonly id: string
  readonly document: string
  readonly file: string
  readonly nodeId: NodeId | null
  readonly nodeType: string | null
}

const kinds: Partial<Record<ConflictKind, ReviewItem['kind']>> = {
  deleted: 'recovered',
  name: 'renamed',
  cycle: 'cycle',
}

const words: Partial<Record<ConflictKind, string>> = {
  deleted: 'Git merged this: one side deleted the node, the other worked on it.',
  name: 'Git merged this: both sides have a node of this name. Both are in the scene.',
  cycle: 'Git merged this: moves of both sides would have made a circle.',
  connection: 'Git merged this: one side connected a signal of what the other deleted.',
}

export function mergeItem(conflict: MergeConflict, place: Place): ReviewItem {
  const { kind, node, property, base, ours, theirs, chosen } = conflict
  const choice = (id: Chosen, label: string, text: string | null) => ({
    id,
    label,
    detail: text ?? (kind === 'deleted' ? 'Deleted' : 'Not there'),
    inUse: chosen === id,
    author: null,
  })
  return {
    ...place,
    kind: kinds[kind] ?? 'value',
    node: node === '.' ? '' : node,
    property: property ?? null,
    text: words[kind] ?? 'Git merged this: both sides set it.',
    choices:
      kind === 'name'
        ? [
            choice('both', 'Keep both', node),
            choice('ours', 'Only ours', ours),
            choice('theirs', 'Only theirs', theirs),
          ]
        : [choice('base', 'Base', base), choice('ours', 'Ours', ours), choice('theirs', 'Theirs', theirs)],
  }
}
