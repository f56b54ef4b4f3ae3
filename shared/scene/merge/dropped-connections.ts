/** Signals that one side connected to or from a node which the other deleted: not written, and listed (MRG16). */
import { targetPath } from '../export.ts'
import type { ConnectionId, NodeId, Scene, SceneConnection } from '../scene.ts'
import { conflictId, type MergeConflict } from './conflict.ts'
import { bestPath, type MergeContext } from './merge-context.ts'
import type { MergeSides } from './merge-side.ts'

export function droppedConnections(context: MergeContext): MergeConflict[] {
  const { document, sides } = context
  const found: MergeConflict[] = []
  for (const by of ['ours', 'theirs'] as const) {
    for (const connection of newConnections(sides, sides[by].scene)) {
      if (document.scene.connections.has(connection.id)) continue
      const gone = [connection.from.node, connection.to.node].find(id => id !== null && !document.scene.nodes.has(id))
      // A connection that the other side took back is in its own right; this one fell with a node.
      if (gone == null) continue
      const paths = context.paths(connection.from.node ?? '')
      const text = connectionText(sides[by].scene, connection)
      found.push({
        id: conflictId('deleted', gone),
        kind: 'connection',
        node: bestPath(paths),
        property: connection.signal,
        base: null,
        ours: by === 'ours' ? text : null,
        theirs: by === 'theirs' ? text : null,
        chosen: by === 'ours' ? 'theirs' : 'ours',
        paths,
      })
    }
  }
  return found
}

/** Nodes that a side's new connections need and that are not there. */
export function nodesOfDroppedConnections(sides: MergeSides, side: Scene, now: Scene): NodeId[] {
  return [...newConnections(sides, side)]
    .filter(({ id }) => !now.connections.has(id))
    .flatMap(({ from, to }) => [from.node, to.node])
    .filter(id => id !== null && !now.nodes.has(id) && side.nodes.has(id)) as NodeId[]
}

/** Without the base nobody can say which are new. */
function* newConnections({ base }: MergeSides, side: Scene): Generator<SceneConnection> {
  if (base.scene === null) return
  for (const [id, connection] of side.connections) {
    const before = base.scene.connections.get(id as ConnectionId)
    if (before === undefined || before.flags !== connection.flags || before.binds !== connection.binds) yield connection
  }
}

function connectionText(scene: Scene, { signal, from, to, method }: SceneConnection): string {
  return `${targetPath(scene, from)} ${signal} → ${targetPath(scene, to)} ${method}`
}
