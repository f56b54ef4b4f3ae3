/** Paths and references in a resolved scene, for screens and commands. */
import { findLiterals } from './codec/variant.ts'
import { INSIDE_FIELD } from './file-model.ts'
import { relativeNames, resolveNames, splitSubnames, type TreeView } from './node-tree.ts'
import type { NodeId, NodeTarget, Scene, SceneResource } from './scene.ts'

/** From the root, as in `parent=`: `.` for the root, else `A/B`. */
export function nodePath(scene: Scene, node: NodeId): string {
  const segments = segmentsOf(scene, node)
  return segments === null || segments.length === 0 ? '.' : segments.join('/')
}

export function nodeAtPath(scene: Scene, path: string): NodeId | undefined {
  return viewOf(scene).at(path === '' ? '.' : path) as NodeId | undefined
}

/** `../B` seen from a node, for a NodePath value. Empty where either is gone. */
export function relativePath(scene: Scene, from: NodeId, to: NodeId): string {
  return relativeNames(viewOf(scene), from, { node: to, inside: '' }) ?? ''
}

/** Where a NodePath leads, seen from a node. `rest` holds what lies inside an instance, and subnames. */
export function resolvePath(scene: Scene, from: NodeId, path: string): NodeTarget {
  const { names, subnames } = splitSubnames(path)
  const target = resolveNames(viewOf(scene), from, names)
  if (target === null) return { node: null, rest: path }
  return { node: target.node as NodeId, rest: target.inside + subnames }
}

/** The resource a value text is: `ExtResource("…")` or `SubResource("…")` and nothing else. */
export function resourceByReference(scene: Scene, text: string): SceneResource | undefined {
  const literal = findLiterals(text, ['ExtResource', 'SubResource'])[0]
  if (literal === undefined || literal.start !== 0) return undefined
  if (literal.argument.startsWith('@')) return scene.resources.get(literal.argument.slice(1) as SceneResource['id'])
  const kind = literal.name === 'ExtResource' ? 'external' : 'internal'
  return byLocalId(scene).get(`${kind}:${literal.argument}`)
}

const views = new WeakMap<Scene, TreeView>()
const locals = new WeakMap<Scene, Map<string, SceneResource>>()

/** Paths of a scene, read once per scene. */
export function viewOf(scene: Scene): TreeView {
  const known = views.get(scene)
  if (known !== undefined) return known
  let paths: Map<string, NodeId> | null = null
  let uniques: Map<string, NodeId> | null = null
  const view: TreeView = {
    segments: id => segmentsOf(scene, id as NodeId),
    at: path => {
      if (paths === null) {
        paths = new Map()
        for (const id of scene.nodes.keys()) {
          const own = nodePath(scene, id)
          if (!paths.has(own)) paths.set(own, id)
        }
      }
      return paths.get(path)
    },
    isOpen: id => {
      const node = scene.nodes.get(id as NodeId)
      return node !== undefined && (node.isOverride || node.instance !== null)
    },
    unique: name => {
      if (uniques === null) {
        uniques = new Map()
        for (const node of scene.nodes.values()) {
          if (node.properties.get('unique_name_in_owner') === 'true') uniques.set(node.name, node.id)
        }
      }
      return uniques.get(name)
    },
  }
  views.set(scene, view)
  return view
}

function segmentsOf(scene: Scene, id: NodeId): readonly string[] | null {
  const segments: string[] = []
  for (let at = scene.nodes.get(id); at !== undefined; ) {
    if (at.id === scene.root) return segments.reverse()
    segments.push(at.name)
    const inside = at.fields.get(INSIDE_FIELD)
    if (inside !== undefined) segments.push(...inside.split('/').reverse())
    at = at.parent === null ? undefined : scene.nodes.get(at.parent)
  }
  return null
}

function byLocalId(scene: Scene): Map<string, SceneResource> {
  const known = locals.get(scene)
  if (known !== undefined) return known
  const made = new Map(
    [...scene.resources.values()].map(resource => [`${resource.kind}:${resource.localId}`, resource]),
  )
  locals.set(scene, made)
  return made
}
