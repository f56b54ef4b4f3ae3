/** Where a node goes: edges and positions for commands. */
import { AppError } from '../../contract/errors.ts'
import { edgesValue } from '../../tree/edge-value.ts'
import { positionsBetween } from '../../tree/position.ts'
import { type Edge, withMove } from '../../tree/resolve-tree.ts'
import type { SceneEditor, SceneTransaction } from '../editor.ts'
import { registerKey } from '../register-key.ts'
import type { NodeId, SceneNode } from '../scene.ts'

/** Throws NOT_FOUND for a node that is not in the scene (deleted meanwhile, say). */
export function nodeOf(editor: SceneEditor, id: NodeId): SceneNode {
  const node = editor.document.scene.nodes.get(id)
  if (node === undefined) throw new AppError('NOT_FOUND', 'That node is not in the scene any more.')
  return node
}

/** Throws NOT_FOUND for a node that is not in the scene; one made earlier in the same gesture counts. */
export function checkThere({ document }: SceneEditor, id: NodeId): void {
  if (document.scene.nodes.has(id) || document.registers.has(registerKey.edge(id))) return
  throw new AppError('NOT_FOUND', 'That node is not in the scene any more.')
}

/**
 * Positions for `count` nodes that shall stand from `index` on among the children of `parent`; `moving` are children
 * that leave their places. `index` counts the others; past the end is the end.
 */
export function positionsAt(
  editor: SceneEditor,
  parent: NodeId,
  index: number,
  count: number,
  writer: string,
  moving: ReadonlySet<string> = new Set(),
): string[] {
  const { edges } = editor.document.resolver.tree()
  const siblings = (editor.document.resolver.tree().children.get(parent) ?? []).filter(id => !moving.has(id))
  const at = Math.max(0, Math.min(index, siblings.length))
  const position = (i: number) => edges.get(siblings[i] ?? '')?.position ?? null
  return positionsBetween(
    at === 0 ? null : position(at - 1),
    at === siblings.length ? null : position(at),
    count,
    writer,
  )
}

/** Hangs a node under a parent; a move among siblings keeps the parent and takes the new position. */
export function setEdge(
  editor: SceneEditor,
  tx: SceneTransaction,
  node: string,
  parent: string,
  position: string,
): void {
  const edge: Edge = { parent, position, counter: editor.document.resolver.highestMove() + 1 }
  tx.set(registerKey.edge(node), edgesValue(withMove(editor.document.resolver.edgesOf(node), edge)))
}

/** Nodes without those that lie below another of them, in tree order. */
export function topmost(editor: SceneEditor, nodes: readonly NodeId[]): NodeId[] {
  const chosen = new Set(nodes)
  const { scene } = editor.document
  const tops = [...chosen].filter(id => {
    if (!scene.nodes.has(id)) return false
    for (let at = scene.nodes.get(id)?.parent ?? null; at !== null; at = scene.nodes.get(at)?.parent ?? null) {
      if (chosen.has(at)) return false
    }
    return true
  })
  if (tops.length < 2) return tops
  const order = new Map([...scene.nodes.keys()].map((id, i) => [id, i]))
  return tops.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
}
