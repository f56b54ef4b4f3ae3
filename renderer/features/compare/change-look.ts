/** What a change is called, and whether it can be put back by itself. */
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import { compareWords as words } from '../../text/compare.ts'

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
