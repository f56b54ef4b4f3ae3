import { findLiterals } from '../codec/variant.ts'
import { reachable } from '../reachable.ts'
import type { Overlay } from './overlay.ts'

export interface ResourcesBelow {
  /** The resources that a node leads to, through others too. Of a node in the trash as well, which no scene shows. */
  of(node: string): ReadonlySet<string>
  /** After a change of that node or resource. */
  forget(owner: 'node' | 'resource', id: string): void
}

/** Kept until something changes: deleted nodes are many, and looked through after every edit. */
export function createResourcesBelow(overlay: Overlay): ResourcesBelow {
  const known = new Map<string, ReadonlySet<string>>()
  return {
    of(node) {
      const found = known.get(node) ?? read(node, overlay)
      known.set(node, found)
      return found
    },
    forget(owner, id) {
      if (owner === 'node') known.delete(id)
      else known.clear()
    },
  }
}

function read(node: string, overlay: Overlay): ReadonlySet<string> {
  const below = (kind: 'n' | 'r', id: string) => referred(overlay.storedProperties(kind, id), overlay)
  return reachable(below('n', node), id => below('r', id))
}

function referred(properties: ReadonlyMap<string, string>, { seed }: Overlay): string[] {
  const found: string[] = []
  for (const text of properties.values()) {
    if (!text.includes('Resource(')) continue
    for (const { name, argument } of findLiterals(text, ['ExtResource', 'SubResource'])) {
      const kind = name === 'ExtResource' ? 'external' : 'internal'
      const id = argument.startsWith('@') ? argument.slice(1) : seed.view.resourceByLocalId(kind, argument)
      if (id !== undefined) found.push(id)
    }
  }
  return found
}
