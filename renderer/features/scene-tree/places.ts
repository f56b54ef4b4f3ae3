/** Where rows of the tree lead in the scene: for drops, moves and new nodes. */
import { whyNotMove } from '../../../shared/scene/commands.ts'
import type { NodeId, Scene } from '../../../shared/scene/scene.ts'
import { words } from '../../text/en.ts'
import type { DropWhere } from '../../ui/tree-drop.ts'
import type { SceneRow } from './rows.ts'

export interface Place {
  readonly parent: NodeId
  /** Among the children that do not move themselves; absent: at the end. */
  readonly index?: number
}

/** A sentence where nothing can go there. */
export function placeAt(scene: Scene, row: SceneRow, where: DropWhere, moving: readonly NodeId[]): Place | string {
  const node = row.node
  if (node === null || (node.isOverride && where !== 'into')) return words.tree.inner
  if (where === 'into') {
    const isBelow = row.isExpanded && node.children.length > 0 && node.instance === null
    return isBelow ? { parent: node.id, index: 0 } : { parent: node.id }
  }
  if (node.parent === null) return words.tree.outside
  const siblings = (scene.nodes.get(node.parent)?.children ?? []).filter(id => !moving.includes(id))
  const at = siblings.indexOf(node.id)
  return { parent: node.parent, index: where === 'before' ? at : at + 1 }
}

/** Why nodes cannot be dropped there; null when they can. */
export function whyNotDrop(scene: Scene, row: SceneRow, where: DropWhere, moving: readonly NodeId[]): string | null {
  const place = placeAt(scene, row, where, moving)
  return typeof place === 'string' ? place : whyNotMove(scene, moving, place.parent)
}

/** One place up or down among the siblings, for nodes of one parent; null where there is none. */
export function placeBeside(scene: Scene, nodes: readonly NodeId[], direction: -1 | 1): Required<Place> | null {
  const parent = scene.nodes.get(nodes[0] ?? ('' as NodeId))?.parent ?? null
  if (parent === null || nodes.some(id => scene.nodes.get(id)?.parent !== parent)) return null
  const siblings = scene.nodes.get(parent)?.children ?? []
  const places = nodes.map(id => siblings.indexOf(id)).sort((a, b) => a - b)
  const edge = direction < 0 ? (places[0] ?? 0) : (places.at(-1) ?? 0)
  const beside = siblings[edge + direction]
  if (beside === undefined) return null
  const staying = siblings.filter(id => !nodes.includes(id))
  const at = staying.indexOf(beside)
  return { parent, index: direction < 0 ? at : at + 1 }
}
