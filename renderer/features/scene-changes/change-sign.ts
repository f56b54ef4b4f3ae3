/** The sign of a change and of a node: added, removed, changed or moved. Pure. */
import type { ChangeKind, SceneChange } from '../../../shared/scene/diff/scene-change.ts'

export type ChangeSign = 'added' | 'removed' | 'changed' | 'moved'

export const CHANGE_SIGNS = ['added', 'removed', 'changed', 'moved'] as const satisfies readonly ChangeSign[]

export function signOfKind(kind: ChangeKind): ChangeSign {
  if (kind.endsWith('-added')) return 'added'
  if (kind.endsWith('-removed')) return 'removed'
  return kind === 'node-moved' || kind === 'node-reordered' ? 'moved' : 'changed'
}

/** Of a node: what happened to it as a whole goes before what it says. null where nothing did. */
export function signOf(changes: readonly SceneChange[]): ChangeSign | null {
  const whole = changes.filter(({ owner, kind }) => owner.kind === 'node' && kind.startsWith('node-'))
  const signs = new Set(whole.map(change => signOfKind(change.kind)))
  for (const sign of ['added', 'removed', 'moved'] as const) if (signs.has(sign)) return sign
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
