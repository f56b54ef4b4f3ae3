/** What the rows of the scene tree carry beside their names, found once per scene. */
import type { Contested, NodeId, Scene } from '../../../shared/scene/scene.ts'
import type { OtherPresence } from '../../session/scene-session.ts'

export interface Marks {
  /** Nodes that send or receive signals. */
  readonly connected: ReadonlySet<NodeId>
  readonly contested: ReadonlyMap<NodeId, readonly Contested[]>
}

export function marksOf(scene: Scene): Marks {
  const connected = new Set<NodeId>()
  for (const { from } of scene.connections.values())
    if (from.node !== null && from.rest === '') connected.add(from.node)
  const contested = new Map<NodeId, Contested[]>()
  for (const one of scene.contested) {
    if (one.owner.kind !== 'node') continue
    const known = contested.get(one.owner.id)
    if (known === undefined) contested.set(one.owner.id, [one])
    else known.push(one)
  }
  return { connected, contested }
}

/** Who has selected which node. */
export function selectedByOthers(others: readonly OtherPresence[]): ReadonlyMap<string, readonly OtherPresence[]> {
  const found = new Map<string, OtherPresence[]>()
  for (const other of others) {
    for (const node of other.selection) {
      const known = found.get(node)
      if (known === undefined) found.set(node, [other])
      else known.push(other)
    }
  }
  return found
}
