/** How a change is shown: its sign, and what it is called. */
import type { ChangeKind, SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import { compareWords as words } from '../../text/compare.ts'

export type Sign = 'added' | 'removed' | 'changed' | 'moved'

export function signOf(kind: ChangeKind): Sign {
  if (kind.endsWith('-added')) return 'added'
  if (kind.endsWith('-removed')) return 'removed'
  return kind === 'node-moved' || kind === 'node-reordered' ? 'moved' : 'changed'
}

/** Of a node: what happened to it as a whole goes before what it says. */
export function signOfNode(changes: readonly SceneChange[]): Sign | null {
  const own = changes.filter(change => change.owner.kind === 'node' && change.kind.startsWith('node-'))
  const signs = new Set(own.map(change => signOf(change.kind)))
  for (const sign of ['added', 'removed', 'moved'] as const) if (signs.has(sign)) return sign
  return changes.length > 0 ? 'changed' : null
}

export function titleOf({ kind, property, owner }: SceneChange): string {
  switch (kind) {
    case 'node-added':
    case 'node-removed':
      return words.presence[kind]
    case 'node-moved':
      return words.parent
    case 'node-reordered':
      return words.order
    case 'node-renamed':
      return words.name
    case 'node-retyped':
      return words.type
    case 'property-changed':
      return property ?? ''
    case 'group-added':
    case 'group-removed':
      return words.group(property ?? '')
    case 'connection-added':
    case 'connection-removed':
      return words.connection(property ?? '')
    case 'resource-added':
    case 'resource-removed':
      return owner.kind === 'resource' ? owner.type : ''
    case 'resource-changed':
      return owner.kind === 'resource' ? `${owner.type} ${property ?? ''}` : (property ?? '')
  }
}

/** A resource comes and goes with what uses it: there is nothing to put back by itself. */
export function canPutBack({ kind }: SceneChange): boolean {
  return kind !== 'resource-added' && kind !== 'resource-removed'
}
