/**
 * A node with everything that speaks for it: its own block first, then the blocks of the scenes it is instanced or
 * inherited from. Built for drawing a whole scene at once; `compose.ts` answers for one instance at a time.
 */

import type { NodeId, Scene, SceneNode } from '../scene.ts'

export interface Composed {
  readonly name: string
  readonly type: string | null
  /** In the opened scene: the node that this is, or the instance that it is inside. */
  readonly node: NodeId
  readonly isInner: boolean
  /** From `node`, empty for itself: names joined by `/`. */
  readonly path: string
  /** Most derived first. */
  readonly layers: readonly Layer[]
  readonly instancePath: string | null
  /** The scenes that it is inside, itself included: none of them is instanced once more below. */
  readonly within: readonly Scene[]
}

export interface Layer {
  readonly scene: Scene
  readonly node: SceneNode
}

export type SceneAt = (path: string) => Scene | undefined

/** A text and the scene whose resources it refers to. */
export interface Found {
  readonly text: string
  readonly scene: Scene
}

export function composeRoot(scene: Scene, sceneAt: SceneAt): Composed | null {
  const root = scene.root === null ? undefined : scene.nodes.get(scene.root)
  return root === undefined
    ? null
    : compose(stack({ scene, node: root }, sceneAt, [scene]), root.id, '', false, [scene])
}

/** Those of the base scenes first, as Godot orders them. */
export function composeChildren(parent: Composed, opened: Scene, sceneAt: SceneAt): Composed[] {
  const [only] = parent.layers
  if (parent.layers.length === 1 && only !== undefined) {
    return only.node.children.flatMap(id => {
      const node = only.scene.nodes.get(id)
      return node === undefined
        ? []
        : [child(parent, stack({ scene: only.scene, node }, sceneAt, parent.within), opened)]
    })
  }
  const byName = new Map<string, Layer[]>()
  for (const layer of parent.layers.toReversed()) {
    for (const id of layer.node.children) {
      const node = layer.scene.nodes.get(id)
      if (node === undefined) continue
      const known = byName.get(node.name)
      if (known !== undefined && node.isOverride) known.unshift({ scene: layer.scene, node })
      else byName.set(node.name, stack({ scene: layer.scene, node }, sceneAt, parent.within))
    }
  }
  return [...byName.values()].map(layers => child(parent, layers, opened))
}

/** What a property is set to, by the most derived layer that says; null where it has its default. */
export function lookUp(composed: Composed, property: string): Found | null {
  for (const { scene, node } of composed.layers) {
    const text = node.properties.get(property)
    if (text !== undefined) return { text, scene }
  }
  return null
}

function child(parent: Composed, layers: readonly Layer[], opened: Scene): Composed {
  const top = layers[0]
  const name = top?.node.name ?? ''
  const within = [...parent.within, ...layers.map(layer => layer.scene).filter(scene => !parent.within.includes(scene))]
  if (top?.scene === opened) return compose(layers, top.node.id, '', false, within)
  return compose(layers, parent.node, parent.path === '' ? name : `${parent.path}/${name}`, true, within)
}

function compose(
  layers: readonly Layer[],
  node: NodeId,
  path: string,
  isInner: boolean,
  within: readonly Scene[],
): Composed {
  const typed = layers.find(layer => layer.node.type !== null)
  const instancing = layers.find(layer => layer.node.instance !== null)
  return {
    name: layers[0]?.node.name ?? '',
    type: typed?.node.type ?? null,
    node,
    isInner,
    path,
    layers,
    instancePath: instancing === undefined ? null : instancePathOf(instancing),
    within,
  }
}

/** A scene that instances itself, through others or not, ends there: Godot allows no such circle. */
function stack(layer: Layer, sceneAt: SceneAt, within: readonly Scene[]): Layer[] {
  const path = instancePathOf(layer)
  const base = path === null ? undefined : sceneAt(path)
  const root = base?.root == null ? undefined : base.nodes.get(base.root)
  if (base === undefined || root === undefined || within.includes(base)) return [layer]
  return [layer, ...stack({ scene: base, node: root }, sceneAt, [...within, base])]
}

function instancePathOf({ scene, node }: Layer): string | null {
  if (node.instance !== null) return scene.resources.get(node.instance)?.path ?? null
  return null
}
