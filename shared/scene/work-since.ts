/** What was edited in a scene beyond what somebody had seen of it: whose, how much, and of which nodes. Pure. */
import type { SceneDocument } from './document.ts'
import { parseRegisterKey } from './register-key.ts'
import type { NodeId } from './scene.ts'

export interface SceneWork {
  /** Keys of `SceneDocument.people`, sorted. */
  readonly writers: readonly string[]
  /** Names, sorted; those of deleted nodes, too. */
  readonly nodes: readonly string[]
  readonly changes: number
}

/** null where nothing lies beyond these clocks. */
export function sceneWorkSince(document: SceneDocument, clocks: ReadonlyMap<number, number>): SceneWork | null {
  const { registers, resolver } = document
  const writers = new Set<string>()
  const nodes = new Set<string>()
  let changes = 0
  for (const register of registers.keys()) {
    const key = parseRegisterKey(register)
    // A note on a delete says nothing that the delete does not.
    if (key === null || key.slot === 'trash') continue
    const unseen = registers.claims(register).filter(({ writer }) => !registers.isSeenBy(register, writer, clocks))
    if (unseen.length === 0) continue
    changes += 1
    for (const { writer } of unseen) writers.add(writer)
    if (key.owner === 'node') nodes.add(resolver.nameOf(key.id as NodeId))
  }
  return changes === 0 ? null : { writers: [...writers].sort(), nodes: [...nodes].sort(), changes }
}
