/**
 * The names that a node's type goes by. FND7
 *
 * Its class; the `class_name` of its script; of an instance also the root of the instanced scene, however deep: that
 * node's name and types, and the scene's file name.
 */
import type { ClassDatabase } from '../../godot/classes.ts'
import type { ScriptFacts } from '../../godot/script-facts.ts'
import type { NodeFacts } from './facts.ts'
import { fileStem } from './file-stem.ts'
import { typeKeys } from './segment.ts'

/** The scene that a node is an instance of, as Godot finds it. */
export function instanceOf(
  sources: Pick<TypeSources, 'pathOfUid'>,
  { instance, instanceUid }: Pick<NodeFacts, 'instance' | 'instanceUid'>,
): string | null {
  return (instanceUid === null ? null : sources.pathOfUid(instanceUid)) ?? instance
}

export interface TypeSources {
  readonly classes: ClassDatabase
  nodesOf(scene: string): readonly NodeFacts[] | undefined
  pathOfUid(uid: string): string | null
  scriptAt(path: string): ScriptFacts | undefined
  /** Path of the script with this `class_name`. */
  scriptOfClass(name: string): string | undefined
}

const DEPTH = 16

/** `withHeirs`: what the types derive from, too. */
export function typeNames(sources: TypeSources, key: string, withHeirs: boolean): ReadonlySet<string> {
  const names = new Set<string>()
  addKey(sources, key, withHeirs, names, 0)
  return names
}

/** The same of a node that overrides an inner one. */
export function innerTypeNames(
  sources: TypeSources,
  nodes: readonly NodeFacts[],
  node: NodeFacts,
  withHeirs: boolean,
): ReadonlySet<string> {
  const names = new Set<string>()
  for (const key of innerKeys(sources, nodes, node, 0)) addKey(sources, key, withHeirs, names, 0)
  return names
}

/** The engine's class of a node, through instances and overrides; null where it is not at hand. */
export function classOf(sources: TypeSources, nodes: readonly NodeFacts[], node: NodeFacts, depth = 0): string | null {
  if (node.type !== null || depth > DEPTH) return node.type
  const path = instanceOf(sources, node)
  const inner = path === null ? undefined : sources.nodesOf(path)
  const root = inner?.[0]
  if (inner !== undefined && root !== undefined) return classOf(sources, inner, root, depth + 1)
  return (
    innerKeys(sources, nodes, node, 0)
      .find(key => key.startsWith('t:'))
      ?.slice(2) ?? null
  )
}

function addKey(sources: TypeSources, key: string, withHeirs: boolean, names: Set<string>, depth: number): void {
  if (depth > DEPTH) return
  const value = key.slice(2)
  if (key.startsWith('t:')) addClass(sources, value, withHeirs, names)
  else if (key.startsWith('s:')) addScript(sources, value, withHeirs, names, depth)
  else {
    const [path = '', uid] = value.split('\n')
    addScene(sources, (uid === undefined ? null : sources.pathOfUid(uid)) ?? path, withHeirs, names, depth)
  }
}

function addClass({ classes }: TypeSources, type: string, withHeirs: boolean, names: Set<string>): void {
  names.add(type)
  if (withHeirs) for (const ancestor of classes.ancestry(type)) names.add(ancestor)
}

function addScript(sources: TypeSources, path: string, withHeirs: boolean, names: Set<string>, depth: number): void {
  const script = sources.scriptAt(path)
  if (script === undefined || depth > DEPTH) return
  if (script.className !== null) names.add(script.className)
  if (!withHeirs || script.base === null) return
  const base = script.base.startsWith('res://') ? script.base : sources.scriptOfClass(script.base)
  if (base === undefined) addClass(sources, script.base, true, names)
  else addScript(sources, base, true, names, depth + 1)
}

function addScene(sources: TypeSources, path: string, withHeirs: boolean, names: Set<string>, depth: number): void {
  names.add(fileStem(path))
  const root = sources.nodesOf(path)?.[0]
  if (root === undefined) return
  names.add(root.name)
  for (const key of typeKeys(root)) addKey(sources, key, withHeirs, names, depth + 1)
}

function innerKeys(sources: TypeSources, nodes: readonly NodeFacts[], node: NodeFacts, depth: number): string[] {
  if (depth > DEPTH || node.inside === null) return typeKeys(node)
  const holder = nodes.find(each => each.id === node.inside?.holder)
  const inner = innerNodes(sources, holder)
  if (inner === undefined) return typeKeys(node)
  return [...typeKeys(node), ...keysAt(sources, inner, node.inside.path, depth + 1)]
}

function innerNodes(sources: TypeSources, holder: NodeFacts | undefined): readonly NodeFacts[] | undefined {
  const path = holder === undefined ? null : instanceOf(sources, holder)
  return path === null ? undefined : sources.nodesOf(path)
}

/** Type keys of the node at a path of a scene, or within an instance of it. */
function keysAt(sources: TypeSources, nodes: readonly NodeFacts[], path: string, depth: number): string[] {
  if (depth > DEPTH) return []
  const found = nodes.find(node => node.path === path)
  if (found !== undefined) return innerKeys(sources, nodes, found, depth)
  const holder = deepestInstance(nodes, path)
  const inner = innerNodes(sources, holder)
  if (holder === undefined || inner === undefined) return []
  return keysAt(sources, inner, holder.path === '.' ? path : path.slice(holder.path.length + 1), depth + 1)
}

function deepestInstance(nodes: readonly NodeFacts[], path: string): NodeFacts | undefined {
  let best: NodeFacts | undefined
  for (const node of nodes) {
    if (node.instance === null) continue
    if (node.path !== '.' && !path.startsWith(`${node.path}/`)) continue
    if (best === undefined || best.path === '.' || node.path.length > best.path.length) best = node
  }
  return best
}
