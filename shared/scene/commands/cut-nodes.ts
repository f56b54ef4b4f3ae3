/** Part of a scene as a scene of its own: its nodes, the resources they use and the connections among them. */
import { parseSceneText } from '../codec/scene-text.ts'
import { usedResources } from '../export/used-resources.ts'
import { createFileModel, type FileModel } from '../file-model.ts'
import type { ConnectionId, NodeId, Scene, SceneConnection, SceneNode } from '../scene.ts'
import { CLIPBOARD_ROOT } from './graft.ts'

const ROOT_ID = 'clipboard' as NodeId

/** Several subtrees under a root `Clipboard`. */
export function cutNodes(scene: Scene, tops: readonly NodeId[]): Scene {
  const nodes = new Map<NodeId, SceneNode>()
  nodes.set(ROOT_ID, {
    id: ROOT_ID,
    name: CLIPBOARD_ROOT,
    type: 'Node',
    parent: null,
    children: tops,
    instance: null,
    isOverride: false,
    groups: [],
    properties: new Map(),
    fields: new Map(),
  })
  for (const id of tops) takeBelow(scene, nodes, id, ROOT_ID)
  return within(scene, nodes, ROOT_ID, scene.format <= 2 ? 2 : 3)
}

/** One subtree, its top the root. */
export function cutTree(scene: Scene, top: NodeId): Scene {
  const nodes = new Map<NodeId, SceneNode>()
  takeBelow(scene, nodes, top, null)
  return within(scene, nodes, top, scene.format)
}

/** What a cut scene is written on. */
export function emptyModel(format: number): FileModel {
  const parsed = parseSceneText(`[gd_scene format=${format}]\n`)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return createFileModel(parsed.value)
}

function takeBelow(scene: Scene, into: Map<NodeId, SceneNode>, top: NodeId, above: NodeId | null): void {
  const stack: [NodeId, NodeId | null][] = [[top, above]]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [id, parent] = next
    const node = scene.nodes.get(id)
    if (node === undefined) continue
    into.set(id, { ...node, parent })
    for (const child of node.children.toReversed()) stack.push([child, id])
  }
}

function within(scene: Scene, nodes: ReadonlyMap<NodeId, SceneNode>, root: NodeId, format: number): Scene {
  const connections = new Map<ConnectionId, SceneConnection>()
  for (const [id, connection] of scene.connections) {
    const isInside = (node: NodeId | null) => node !== null && nodes.has(node)
    if (isInside(connection.from.node) && isInside(connection.to.node)) connections.set(id, connection)
  }
  const cut: Scene = {
    ...scene,
    root,
    header: new Map([['format', String(format)]]),
    nodes,
    connections,
    editable: new Set([...scene.editable].filter(id => nodes.has(id))),
    editableInside: scene.editableInside.filter(({ node }) => node !== null && nodes.has(node)),
  }
  const used = usedResources(cut)
  return { ...cut, resources: new Map([...scene.resources].filter(([id]) => used.has(id))) }
}
