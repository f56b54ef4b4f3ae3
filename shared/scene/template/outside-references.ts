/**
 * What a subtree refers to outside of itself: a template cannot take it along. TPL7
 *
 * A NodePath that is the whole of a property can become a parameter; one inside a collection is emptied; a connection
 * to the outside is left out; what an animation moves outside is kept as it is written.
 */
import { animationContexts } from '../animation-context.ts'
import { quoteName } from '../codec/layout.ts'
import { findLiterals } from '../codec/variant.ts'
import { targetPath } from '../export.ts'
import { relativeNames, resolveNames, splitSubnames } from '../node-tree.ts'
import { nodePath, resourceByReference, viewOf } from '../reference.ts'
import type { NodeId, Scene, SceneNode } from '../scene.ts'

export type OutsideReference =
  | {
      readonly kind: 'node-path'
      readonly node: NodeId
      readonly property: string
      /** From the root of the scene, with what follows a colon. */
      readonly to: string
      /** True where the path is all that the property holds. */
      readonly isWhole: boolean
    }
  | {
      readonly kind: 'connection'
      readonly signal: string
      readonly from: string
      readonly to: string
      readonly method: string
    }
  | { readonly kind: 'animation'; readonly type: string; readonly property: string; readonly to: string }

export function outsideReferences(scene: Scene, cut: Scene): OutsideReference[] {
  const found: OutsideReference[] = []
  for (const node of cut.nodes.values()) {
    for (const [property, text] of node.properties) {
      for (const literal of findLiterals(text, ['NodePath'])) {
        const to = outsidePath(scene, cut, node.id, literal.argument)
        if (to === null) continue
        const isWhole = literal.start === 0 && literal.end === text.length
        found.push({ kind: 'node-path', node: node.id, property, to, isWhole })
      }
    }
  }
  return [...found, ...outsideConnections(scene, cut), ...outsideTracks(scene, cut)]
}

/**
 * The properties of a node without the paths that lead out. Paths that lead inside by way of the outside are straightened,
 * for there is no outside any more.
 */
export function innerProperties(scene: Scene, cut: Scene, node: SceneNode): ReadonlyMap<string, string> {
  const kept = new Map<string, string>()
  for (const [property, text] of node.properties) {
    const inner = innerText(scene, cut, node.id, text)
    if (inner !== null) kept.set(property, inner)
  }
  return kept
}

/** null where the text is nothing but a path that leads out. */
function innerText(scene: Scene, cut: Scene, from: NodeId, text: string): string | null {
  if (!text.includes('NodePath(')) return text
  let written = ''
  let at = 0
  for (const { start, end, argument } of findLiterals(text, ['NodePath'])) {
    if (outsidePath(scene, cut, from, argument) !== null) {
      if (start === 0 && end === text.length) return null
      written += `${text.slice(at, start)}NodePath("")`
    } else written += `${text.slice(at, start)}NodePath(${quoteName(straight(scene, from, argument))})`
    at = end
  }
  return written + text.slice(at)
}

function straight(scene: Scene, from: NodeId, path: string): string {
  const { names, subnames } = splitSubnames(path)
  if (!names.startsWith('..')) return path
  const target = resolveNames(viewOf(scene), from, names)
  const direct = target === null ? null : relativeNames(viewOf(scene), from, target)
  return direct === null ? path : direct + subnames
}

/** The path from the scene's root to a node outside; null for one that leads inside, or nowhere. */
function outsidePath(scene: Scene, cut: Scene, from: NodeId, path: string): string | null {
  const { names, subnames } = splitSubnames(path)
  if (names === '') return null
  const target = resolveNames(viewOf(scene), from, names)
  if (target === null || cut.nodes.has(target.node as NodeId)) return null
  const top = nodePath(scene, target.node as NodeId)
  const full = target.inside === '' ? top : top === '.' ? target.inside : `${top}/${target.inside}`
  return full + subnames
}

function outsideConnections(scene: Scene, cut: Scene): OutsideReference[] {
  const isInside = (node: NodeId | null) => node !== null && cut.nodes.has(node)
  return [...scene.connections.values()]
    .filter(({ from, to }) => isInside(from.node) !== isInside(to.node))
    .map(({ signal, from, to, method }) => ({
      kind: 'connection',
      signal,
      from: targetPath(scene, from),
      to: targetPath(scene, to),
      method,
    }))
}

function outsideTracks(scene: Scene, cut: Scene): OutsideReference[] {
  const view = {
    tree: viewOf(scene),
    format: scene.format,
    localId: (id: string) => scene.resources.get(id as never)?.localId,
    resourceByLocalId: (kind: 'external' | 'internal', localId: string) =>
      resourceByReference(scene, `${kind === 'external' ? 'Ext' : 'Sub'}Resource(${quoteName(localId)})`)?.id,
  }
  const propertiesOf = (id: string) => scene.resources.get(id as never)?.properties ?? new Map<string, string>()
  const contexts = animationContexts(cut.nodes.values(), propertiesOf, view)
  const found: OutsideReference[] = []
  for (const [id, from] of contexts) {
    const type = scene.resources.get(id as never)?.type ?? ''
    for (const [property, text] of propertiesOf(id)) {
      for (const { argument } of findLiterals(text, ['NodePath'])) {
        const to = outsidePath(scene, cut, from as NodeId, argument)
        if (to !== null) found.push({ kind: 'animation', type, property, to })
      }
    }
  }
  return found
}
