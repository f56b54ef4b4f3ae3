/** Who made a change, as far as the open document knows: the writer of what is in use now. */

import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import type { Person, SceneDocument } from '../../../shared/scene/document.ts'
import { registerKey } from '../../../shared/scene/register-key.ts'

export type AuthorOf = (change: SceneChange) => Person | null

export function authorsIn({ registers, people }: SceneDocument): AuthorOf {
  return change => {
    const register = registerOf(change)
    const writer = register === null ? undefined : registers.claims(register)[0]?.writer
    return writer === undefined ? null : (people.get(writer) ?? null)
  }
}

function registerOf({ kind, owner, property }: SceneChange): string | null {
  if (owner.kind === 'resource') {
    return property === null ? registerKey.resourceBirth(owner.id) : registerKey.resourceProperty(owner.id, property)
  }
  if (owner.kind === 'connection') return registerKey.connection(owner.id)
  if (owner.kind === 'scene') return property === null ? null : registerKey.main(property)
  switch (kind) {
    case 'node-renamed':
      return registerKey.field(owner.id, 'name')
    case 'node-retyped':
      return registerKey.field(owner.id, 'type')
    case 'group-added':
    case 'group-removed':
      return registerKey.group(owner.id, property ?? '')
    case 'property-changed':
      return registerKey.property(owner.id, property ?? '')
    default:
      return registerKey.edge(owner.id)
  }
}
