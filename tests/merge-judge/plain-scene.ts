/**
 * A scene as the random editors hold it: nodes and resources by keys that never change, so that the truth about who
 * did what to which node is known. Values are Godot text in which nodes and resources stand as marks, and are printed
 * as the paths and ids they have by then, as an editor does. Nothing here is Weft's.
 */

export interface PlainNode {
  readonly key: string
  name: string
  /** Null for an instance or for a node inside one. */
  readonly type: string | null
  /** Key of the resource it is an instance of. */
  readonly instance: string | null
  parent: string | null
  readonly uniqueId: number | null
  groups: string[]
  properties: Map<string, string>
  children: string[]
}

export interface PlainResource {
  readonly key: string
  readonly type: string
  /** The id it has in the file. */
  readonly id: string
  /** Of a file of its own; null for one inside the scene. */
  readonly file: { readonly path: string; readonly uid: string } | null
  properties: Map<string, string>
}

export interface PlainConnection {
  readonly signal: string
  readonly from: string
  readonly to: string
  readonly method: string
  readonly flags: number | null
}

export interface PlainScene {
  readonly root: string
  /** Nodes carry a `unique_id`, as from Godot 4.6 on; else the head counts its resources, as before. */
  readonly hasUniqueIds: boolean
  readonly nodes: Map<string, PlainNode>
  readonly resources: Map<string, PlainResource>
  connections: PlainConnection[]
  /** Instances whose insides may be edited. */
  readonly editable: Set<string>
}

/** Marks in a value: the rest of a NodePath may follow, `NodePath("@{n3}:position")`. */
export const nodeMark = (key: string) => `@{${key}}`
export const resourceMark = (key: string) => `#{${key}}`

export function copyScene(scene: PlainScene): PlainScene {
  return {
    ...scene,
    nodes: new Map(
      [...scene.nodes].map(([key, node]) => [
        key,
        { ...copyOf(node), groups: [...node.groups], children: [...node.children] },
      ]),
    ),
    resources: new Map([...scene.resources].map(([key, resource]) => [key, copyOf(resource)])),
    connections: [...scene.connections],
    editable: new Set(scene.editable),
  }
}

export function nodeIn(scene: PlainScene, key: string): PlainNode {
  const node = scene.nodes.get(key)
  if (node === undefined) throw new RangeError(`there is no node ${key}`)
  return node
}

/** The node and all below it, parents first. */
export function subtree(scene: PlainScene, key: string): string[] {
  return [key, ...nodeIn(scene, key).children.flatMap(child => subtree(scene, child))]
}

/** From the root, without it: the root's own is empty. */
export function namesTo(scene: PlainScene, key: string): string[] {
  const names: string[] = []
  for (let node = nodeIn(scene, key); node.parent !== null; node = nodeIn(scene, node.parent)) names.unshift(node.name)
  return names
}

/** As in `parent=` and in connections. */
export function pathOf(scene: PlainScene, key: string): string {
  return namesTo(scene, key).join('/') || '.'
}

export function relativePath(scene: PlainScene, from: string, to: string): string {
  const start = namesTo(scene, from)
  const end = namesTo(scene, to)
  let shared = 0
  while (shared < Math.min(start.length, end.length) && start[shared] === end[shared]) shared += 1
  return [...start.slice(shared).map(() => '..'), ...end.slice(shared)].join('/') || '.'
}

/** Values of the whole scene whose marks name this node. */
export function replaceMarks(scene: PlainScene, key: string, by: (holder: string) => string): void {
  for (const node of scene.nodes.values()) {
    for (const [name, value] of node.properties) {
      if (value.includes(nodeMark(key))) node.properties.set(name, value.replaceAll(nodeMark(key), by(node.key)))
    }
  }
  for (const resource of scene.resources.values()) {
    for (const [name, value] of resource.properties) {
      if (value.includes(nodeMark(key))) resource.properties.set(name, value.replaceAll(nodeMark(key), by(scene.root)))
    }
  }
}

function copyOf<T extends { properties: Map<string, string> }>(of: T): T {
  return { ...of, properties: new Map(of.properties) }
}
