/**
 * EXP2: the order of nodes in the file: what stays keeps its place, what is new or moved stands where a preorder walk puts
 * it, and nothing else moves.
 */
import { longestIncreasing } from '../../tree/longest-increasing.ts'
import type { FileModel } from '../file-model.ts'
import type { NodeId, Scene } from '../scene.ts'

export function orderNodes(scene: Scene, base: FileModel): NodeId[] {
  const moving = movingNodes(scene, base)
  const order: NodeId[] = []
  for (const node of base.structure.nodes) {
    const id = base.ids[node.section] as NodeId
    if (scene.nodes.has(id) && !moving.has(id)) order.push(id)
  }
  if (moving.size === 0) return order
  for (const id of scene.nodes.keys()) {
    if (!moving.has(id)) continue
    order.splice(placeFor(id, scene, order), 0, id)
  }
  return order
}

/** New nodes, reparented ones, those out of order among their siblings, and all below them. */
function movingNodes(scene: Scene, base: FileModel): Set<NodeId> {
  const moving = new Set<NodeId>()
  // A root that the text does not have: the scene is written on a text without nodes.
  if (scene.root !== null && base.nodes.size === 0) moving.add(scene.root)
  const basePlace = new Map(base.structure.nodes.map((node, i) => [base.ids[node.section] ?? '', i]))
  const baseParent = (id: string) => {
    const node = base.nodes.get(id)
    return node === undefined || node.parent < 0
      ? null
      : (base.ids[base.structure.nodes[node.parent]?.section ?? -1] ?? null)
  }
  for (const node of scene.nodes.values()) {
    const stayed: NodeId[] = []
    for (const child of node.children) {
      if (basePlace.has(child) && baseParent(child) === node.id) stayed.push(child)
      else moving.add(child)
    }
    const places = stayed.map(id => basePlace.get(id) ?? 0)
    if (places.every((place, i) => i === 0 || (places[i - 1] ?? 0) < place)) continue
    const kept = new Set(longestIncreasing(places))
    stayed.forEach((id, i) => {
      if (!kept.has(i)) moving.add(id)
    })
  }
  for (const [id, node] of scene.nodes) if (node.parent !== null && moving.has(node.parent)) moving.add(id)
  return moving
}

/** Behind the sibling before it and all below that; or right behind its parent. */
function placeFor(id: NodeId, scene: Scene, order: readonly NodeId[]): number {
  const parent = scene.nodes.get(id)?.parent ?? null
  const siblings = parent === null ? [] : (scene.nodes.get(parent)?.children ?? [])
  for (let i = siblings.indexOf(id) - 1; i >= 0; i -= 1) {
    const at = order.indexOf(siblings[i] as NodeId)
    if (at >= 0) return endOfSubtree(siblings[i] as NodeId, at, scene, order)
  }
  const at = parent === null ? -1 : order.indexOf(parent)
  return at + 1
}

function endOfSubtree(top: NodeId, at: number, scene: Scene, order: readonly NodeId[]): number {
  let end = at + 1
  while (end < order.length && isBelow(order[end] as NodeId, top, scene)) end += 1
  return end
}

function isBelow(id: NodeId, top: NodeId, scene: Scene): boolean {
  for (let at = scene.nodes.get(id)?.parent ?? null; at !== null; at = scene.nodes.get(at)?.parent ?? null) {
    if (at === top) return true
  }
  return false
}
