/**
 * What can be asked of the nodes of one scene, or of a resource file, read from it once.
 *
 * Nodes stand in the order of the tree, parents first. Texts are as the scene keeps them: nothing is decoded before it
 * is compared. A resource file has no nodes: it is one hit itself (FND15).
 */
import { QUERY_VALUE_UNITS } from '../../limits.ts'
import { findLiterals } from '../codec/variant.ts'
import { INSIDE_FIELD } from '../file-model.ts'
import { resourceByReference } from '../reference.ts'
import type { NodeId, ResourceId, Scene, SceneNode } from '../scene.ts'
import { fileStem } from './file-stem.ts'

export interface SceneFacts {
  /** `res://levels/harbor.tscn` */
  readonly path: string
  readonly uid: string | null
  readonly nodes: readonly NodeFacts[]
}

export interface NodeFacts {
  readonly id: NodeId
  /** From the root, `.` for the root. */
  readonly path: string
  readonly name: string
  /** null for instances and overrides. */
  readonly type: string | null
  /** `res://…` of the scene it is an instance of or, on the root, inherits from. */
  readonly instance: string | null
  /** Goes before the path where the project has such a file. */
  readonly instanceUid: string | null
  readonly isOverride: boolean
  readonly isRoot: boolean
  /** It is the resource of a file, and no node. */
  readonly isResource: boolean
  readonly isUnique: boolean
  readonly groups: readonly string[]
  /** `res://…` of its own script; `built-in` for one inside the scene. */
  readonly script: string | null
  /** Long values are cut. */
  readonly properties: ReadonlyMap<string, string>
  /** `res://…` by property, where a value is a file and nothing else. */
  readonly files: ReadonlyMap<string, string>
  /** Of connections that begin here. */
  readonly signals: readonly string[]
  /** Paths of the files it uses, those of its inner resources included. */
  readonly resources: readonly string[]
  /** `uid://…` of the same, and its own `unique_id`. */
  readonly uids: readonly string[]
  /** For an override: the node whose instance it lies in, and where. */
  readonly inside: { readonly holder: NodeId; readonly path: string } | null
}

/** Of a resource that is a hit: no node has it. */
export const RESOURCE_HIT = '' as NodeId

export const BUILT_IN_SCRIPT = 'built-in'

export function readFacts(path: string, scene: Scene): SceneFacts {
  const uses = createUses(scene)
  if (scene.kind === 'resource') return { path, uid: headerUid(scene), nodes: [resourceFacts(path, scene, uses)] }
  const signals = new Map<NodeId, Set<string>>()
  for (const { from, signal } of scene.connections.values()) {
    if (from.node === null) continue
    const known = signals.get(from.node)
    if (known === undefined) signals.set(from.node, new Set([signal]))
    else known.add(signal)
  }
  const nodes: NodeFacts[] = []
  const waiting: { id: NodeId; path: string }[] = scene.root === null ? [] : [{ id: scene.root, path: '.' }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const node = scene.nodes.get(next.id)
    if (node === undefined) continue
    nodes.push(nodeFacts(scene, node, next.path, uses, [...(signals.get(node.id) ?? [])]))
    for (const id of node.children.toReversed()) {
      const child = scene.nodes.get(id)
      if (child !== undefined) waiting.push({ id, path: childPath(next.path, child) })
    }
  }
  return { path, uid: headerUid(scene), nodes }
}

function resourceFacts(path: string, scene: Scene, uses: Uses): NodeFacts {
  const owner = { instance: null, properties: scene.main }
  const files = [...uses(owner)].flatMap(id => scene.resources.get(id) ?? [])
  return {
    id: RESOURCE_HIT,
    path: '.',
    name: fileStem(path),
    type: /^"(.*)"$/.exec(scene.header.get('type') ?? '')?.[1] ?? null,
    instance: null,
    instanceUid: null,
    isOverride: false,
    isRoot: false,
    isResource: true,
    isUnique: false,
    groups: [],
    script: scriptOf(scene, owner),
    properties: shortened(scene.main),
    files: filesOf(scene, owner),
    signals: [],
    resources: files.flatMap(file => file.path ?? []),
    uids: files.flatMap(file => file.uid ?? []),
    inside: null,
  }
}

/** `uid://…` of the file itself. */
export function headerUid(scene: Scene): string | null {
  return /^"(uid:\/\/[^"]+)"$/.exec(scene.header.get('uid') ?? '')?.[1] ?? null
}

function childPath(parent: string, child: SceneNode): string {
  const inside = child.fields.get(INSIDE_FIELD)
  const name = inside === undefined ? child.name : `${inside}/${child.name}`
  return parent === '.' ? name : `${parent}/${name}`
}

function nodeFacts(scene: Scene, node: SceneNode, path: string, uses: Uses, signals: readonly string[]): NodeFacts {
  const files = [...uses(node)].flatMap(id => scene.resources.get(id) ?? [])
  const instance = node.instance === null ? undefined : scene.resources.get(node.instance)
  const uniqueId = node.fields.get('unique_id')
  return {
    id: node.id,
    path,
    name: node.name,
    type: node.type,
    instance: instance?.path ?? null,
    instanceUid: instance?.uid ?? null,
    isOverride: node.isOverride,
    isRoot: node.id === scene.root,
    isResource: false,
    isUnique: node.properties.get('unique_name_in_owner') === 'true',
    groups: node.groups,
    script: scriptOf(scene, node),
    properties: shortened(node.properties),
    files: filesOf(scene, node),
    signals,
    resources: files.flatMap(file => file.path ?? []),
    uids: [...files.flatMap(file => file.uid ?? []), ...(uniqueId === undefined ? [] : [uniqueId])],
    inside: insideOf(scene, node),
  }
}

/** `res://…`, `built-in`, or null without one. */
export function scriptOf(scene: Scene, node: Pick<SceneNode, 'properties'>): string | null {
  const text = node.properties.get('script')
  if (text === undefined || text === 'null') return null
  const resource = resourceByReference(scene, text)
  return resource === undefined ? null : (resource.path ?? BUILT_IN_SCRIPT)
}

function filesOf(scene: Scene, node: Pick<SceneNode, 'properties'>): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const [name, text] of node.properties) {
    if (!text.startsWith('ExtResource(')) continue
    const path = resourceByReference(scene, text)?.path
    if (path != null) files.set(name, path)
  }
  return files
}

function shortened(properties: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (![...properties.values()].some(text => text.length > QUERY_VALUE_UNITS)) return properties
  return new Map([...properties].map(([name, text]) => [name, text.slice(0, QUERY_VALUE_UNITS)]))
}

function insideOf(scene: Scene, node: SceneNode): NodeFacts['inside'] {
  if (!node.isOverride) return null
  let at: SceneNode = node
  const names: string[] = []
  while (at.isOverride && at.parent !== null) {
    names.unshift(childPath('.', at))
    const parent = scene.nodes.get(at.parent)
    if (parent === undefined) return null
    at = parent
  }
  return { holder: at.id, path: names.join('/') }
}

type Uses = (owner: Pick<SceneNode, 'instance' | 'properties'>) => ReadonlySet<ResourceId>

/** Files that a node refers to, through the resources inside the scene. */
function createUses(scene: Scene): Uses {
  const known = new Map<ResourceId, ReadonlySet<ResourceId>>()

  function ofTexts(texts: Iterable<string>, into: Set<ResourceId>, above: ReadonlySet<ResourceId>): void {
    for (const text of texts) {
      if (!text.includes('Resource(')) continue
      for (const { start, end } of findLiterals(text, ['ExtResource', 'SubResource'])) {
        const resource = resourceByReference(scene, text.slice(start, end))
        if (resource === undefined || above.has(resource.id)) continue
        if (resource.kind === 'external') into.add(resource.id)
        else for (const id of ofResource(resource.id, above)) into.add(id)
      }
    }
  }

  function ofResource(id: ResourceId, above: ReadonlySet<ResourceId>): ReadonlySet<ResourceId> {
    const present = known.get(id)
    if (present !== undefined) return present
    const found = new Set<ResourceId>()
    ofTexts(scene.resources.get(id)?.properties.values() ?? [], found, new Set([...above, id]))
    known.set(id, found)
    return found
  }

  return node => {
    const found = new Set<ResourceId>()
    if (node.instance !== null) found.add(node.instance)
    ofTexts(node.properties.values(), found, new Set())
    return found
  }
}
