/**
 * Inner nodes of instanced and inherited scenes, for display and for overriding.
 *
 * A scene's file names only what it changes in an instance; the rest lies in the other scene. `sceneAt` gives that
 * scene where it is at hand; one that instances itself ends where it would begin again.
 */
import { INSIDE_FIELD } from './file-model.ts'
import { nodeAtPath, nodePath } from './reference.ts'
import type { NodeId, Scene, SceneNode } from './scene.ts'

export type SceneAt = (path: string) => Scene | undefined

export interface InnerNode {
  /** From the instance root: `Sprite/Arm`. Empty for the instance root itself. */
  readonly path: string
  readonly name: string
  /** Class where it is known; through instances for `resolvedType`. */
  readonly type: string | null
  readonly resolvedType: string | null
  /** Place among its siblings in the inner scene, as Godot writes `index`. */
  readonly index: number
  /** Indexes from the instance root down to this node: its place in a walk. */
  readonly place: readonly number[]
  readonly children: readonly InnerNode[]
  /** Raw text; its resource ids belong to the scene at `source`. */
  readonly properties: ReadonlyMap<string, string>
  readonly groups: readonly string[]
  readonly source: string
  /** The node of the outer scene that overrides this one. */
  readonly override: NodeId | null
  /** `unique_id`s from the outermost inner scene down to this node; 0 where one has none. */
  readonly uniqueIds: readonly number[]
  /** The same of its parent; empty where the parent is the instance itself. */
  readonly parentUniqueIds: readonly number[]
  /** True for an instance within the inner scene. */
  readonly isInstance: boolean
  /** Paths of the instances within the inner scene that this node lies in, outermost first. */
  readonly instancesAbove: readonly string[]
}

export interface Composed {
  /** Class of the instance: that of the inner scene's root. */
  readonly type: string | null
  readonly root: InnerNode | null
  /** Path of a scene that is not at hand. */
  readonly missing: string | null
}

const DEPTH = 16

/** What lies inside an instance, or inside an inherited scene's root. */
export function composeInstance(scene: Scene, node: NodeId, sceneAt: SceneAt): Composed {
  return compose(scene, node, sceneAt, 0)
}

/** Class of a node; of an instance, the class of its scene's root, however deep. null where that is not at hand. */
export function effectiveType(scene: Scene, node: NodeId, sceneAt: SceneAt, depth = 0): string | null {
  const found = scene.nodes.get(node)
  if (found === undefined || depth > DEPTH) return null
  if (found.type !== null) return found.type
  const path = instancePath(scene, found)
  if (path !== null) {
    const inner = sceneAt(path)
    return inner?.root == null ? null : effectiveType(inner, inner.root, sceneAt, depth + 1)
  }
  return found.isOverride ? (overridden(scene, found, sceneAt)?.resolvedType ?? null) : null
}

export interface EffectiveProperty {
  readonly text: string
  /** Scene the text comes from; empty for this one. */
  readonly source: string
  readonly isOwn: boolean
}

/** Properties as they take effect: the inner scene's, then this scene's own on top. */
export function effectiveProperties(
  scene: Scene,
  node: NodeId,
  sceneAt: SceneAt,
): ReadonlyMap<string, EffectiveProperty> {
  const found = scene.nodes.get(node)
  const properties = new Map<string, EffectiveProperty>()
  if (found === undefined) return properties
  const inner = found.isOverride ? overridden(scene, found, sceneAt) : compose(scene, node, sceneAt, 0).root
  if (inner !== null) {
    for (const [name, text] of inner.properties) properties.set(name, { text, source: inner.source, isOwn: false })
  }
  for (const [name, text] of found.properties) properties.set(name, { text, source: '', isOwn: true })
  return properties
}

function compose(scene: Scene, node: NodeId, sceneAt: SceneAt, depth: number): Composed {
  const holder = scene.nodes.get(node)
  const path = holder === undefined ? null : instancePath(scene, holder)
  if (holder === undefined || path === null || depth > DEPTH) return { type: null, root: null, missing: null }
  const inner = sceneAt(path)
  if (inner === undefined || inner.root === null) return { type: null, root: null, missing: path }
  const place: Place = { scene, holder: node, isInherited: node === scene.root, sceneAt, depth }
  const root = innerNode(inner, inner.root, path, [], place, {
    path: '',
    index: 0,
    place: [],
    uniqueIds: [],
    parentUniqueIds: [],
  })
  return { type: root.resolvedType, root, missing: null }
}

interface Place {
  /** The scene whose overrides count. */
  readonly scene: Scene
  readonly holder: NodeId
  readonly isInherited: boolean
  readonly sceneAt: SceneAt
  readonly depth: number
}

interface At {
  readonly path: string
  readonly index: number
  readonly place: readonly number[]
  readonly uniqueIds: readonly number[]
  readonly parentUniqueIds: readonly number[]
}

/** `chain`: unique ids of the nested instances above. */
function innerNode(
  inner: Scene,
  id: NodeId,
  source: string,
  chain: readonly number[],
  place: Place,
  at: At,
): InnerNode {
  const node = inner.nodes.get(id)
  const nested = compose(inner, id, place.sceneAt, place.depth + 1).root
  const own = nested === null ? new Map<string, string>() : new Map(nested.properties)
  for (const [name, text] of node?.properties ?? []) own.set(name, text)
  const children: InnerNode[] = []
  const childPath = (name: string) => (at.path === '' ? name : `${at.path}/${name}`)
  const idsOf = (child: SceneNode | undefined) => [...chain, Number(child?.fields.get('unique_id') ?? 0)]
  const overridesInside = new Map<string, NodeId>()
  let index = 0
  for (const childId of node?.children ?? []) {
    const child = inner.nodes.get(childId)
    if (child === undefined) continue
    if (child.isOverride || child.fields.has(INSIDE_FIELD)) {
      overridesInside.set(insidePath(child), childId)
      continue
    }
    const uniqueIds = idsOf(child)
    children.push(
      innerNode(inner, childId, source, chain, place, {
        path: childPath(child.name),
        index,
        place: [...at.place, index],
        uniqueIds,
        parentUniqueIds: at.path === '' ? [] : at.uniqueIds,
      }),
    )
    index += 1
  }
  const nestedChildren = (nested?.children ?? []).map(child =>
    lift(child, at, node, overridesInside, inner, place, childPath),
  )
  return {
    path: at.path,
    name: node?.name ?? '',
    type: node?.type ?? null,
    resolvedType:
      node?.type ??
      nested?.resolvedType ??
      (node === undefined ? null : effectiveType(inner, id, place.sceneAt, place.depth + 1)),
    index: at.index,
    place: at.place,
    children: [...nestedChildren, ...children],
    properties: own,
    groups: node?.groups ?? [],
    source,
    override: overrideAt(place, at.path),
    uniqueIds: at.uniqueIds,
    parentUniqueIds: at.parentUniqueIds,
    isInstance: node?.instance != null && at.path !== '',
    instancesAbove: [],
  }
}

/** A node of a nested instance, seen from the outer one: its path and ids grow, inner overrides apply. */
function lift(
  child: InnerNode,
  above: At,
  holder: SceneNode | undefined,
  overrides: ReadonlyMap<string, NodeId>,
  inner: Scene,
  place: Place,
  childPath: (name: string) => string,
): InnerNode {
  const own = overrides.get(child.path)
  const changed = own === undefined ? undefined : inner.nodes.get(own)
  const isRootHolder = holder?.parent === null
  const step = isRootHolder ? [] : [...above.uniqueIds]
  const path = childPath(child.path)
  const properties = changed === undefined ? child.properties : new Map([...child.properties, ...changed.properties])
  return {
    ...child,
    path,
    place: [...above.place, ...child.place],
    properties,
    uniqueIds: [...step, ...child.uniqueIds],
    parentUniqueIds:
      child.parentUniqueIds.length === 0
        ? above.path === ''
          ? []
          : [...above.uniqueIds]
        : [...step, ...child.parentUniqueIds],
    override: overrideAt(place, path),
    instancesAbove: [...(holder?.parent === null ? [] : [above.path]), ...child.instancesAbove.map(childPath)],
    children: child.children.map(grand => lift(grand, above, holder, overrides, inner, place, childPath)),
  }
}

/** The outer scene's block for an inner path, if it has one. */
function overrideAt(place: Place, path: string): NodeId | null {
  if (path === '' || place.depth > 0) return null
  const base = nodePath(place.scene, place.holder)
  const found = nodeAtPath(place.scene, base === '.' ? path : `${base}/${path}`)
  const node = found === undefined ? undefined : place.scene.nodes.get(found)
  return node?.isOverride ? node.id : null
}

function overridden(scene: Scene, node: SceneNode, sceneAt: SceneAt): InnerNode | null {
  let path = insidePath(node)
  let holder = node.parent === null ? undefined : scene.nodes.get(node.parent)
  while (holder?.isOverride) {
    path = `${insidePath(holder)}/${path}`
    holder = holder.parent === null ? undefined : scene.nodes.get(holder.parent)
  }
  if (holder === undefined) return null
  return findInner(compose(scene, holder.id, sceneAt, 0).root, path)
}

function findInner(node: InnerNode | null, path: string): InnerNode | null {
  if (node === null || node.path === path) return node
  for (const child of node.children) {
    if (child.path === path || path.startsWith(`${child.path}/`)) {
      const found = findInner(child, path)
      if (found !== null) return found
    }
  }
  return null
}

/** Path of a node from the holder it hangs on, through the holder's instance. */
function insidePath(node: SceneNode): string {
  const inside = node.fields.get(INSIDE_FIELD)
  return inside === undefined ? node.name : `${inside}/${node.name}`
}

function instancePath(scene: Scene, node: SceneNode): string | null {
  return node.instance === null ? null : (scene.resources.get(node.instance)?.path ?? null)
}
