/** Connections in the file: present ones stay, new ones stand where Godot writes them. */
import type { FileModel } from '../file-model.ts'
import type { NodeTarget, Scene, SceneConnection } from '../scene.ts'

/** Godot walks the nodes in tree order, and of each node its signals by name. */
export function orderConnections(scene: Scene, model: FileModel): SceneConnection[] {
  const order: SceneConnection[] = []
  for (const id of model.connections.keys()) {
    const connection = scene.connections.get(id as SceneConnection['id'])
    if (connection !== undefined) order.push(connection)
  }
  const added = [...scene.connections.values()].filter(connection => !model.connections.has(connection.id))
  if (added.length === 0) return order
  const place = new Map([...scene.nodes.keys()].map((id, i) => [id, i]))
  const compare = (a: SceneConnection, b: SceneConnection) =>
    rank(a.from, place) - rank(b.from, place) || compareTexts(a.signal, b.signal) || compareTexts(a.method, b.method)
  for (const connection of added.sort(compare)) {
    const at = order.findIndex(other => compare(connection, other) < 0)
    order.splice(at < 0 ? order.length : at, 0, connection)
  }
  return order
}

function rank(target: NodeTarget, place: ReadonlyMap<string, number>): number {
  return target.node === null ? Number.MAX_SAFE_INTEGER : (place.get(target.node) ?? Number.MAX_SAFE_INTEGER)
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
