/** What a node says of itself, read once: where it stands under its parent and what it looks like. */

import type { ClassDatabase, ClassFamily } from '../../godot/classes.ts'
import { type Composed, type Found, type Layer, lookUp, type SceneAt } from './composed.ts'
import { type ControlFacts, readControl } from './control-layout.ts'
import { ancestryOf } from './legacy-names.ts'
import type { Rect } from './outline-item.ts'
import { createReader, type Reader } from './reader.ts'
import { boundsOf } from './rect.ts'
import { type Look, look2d } from './shapes-2d.ts'
import { type Look3, look3d } from './shapes-3d.ts'
import type { ImageSize } from './texture-size.ts'
import { fromParts2, type Parts2, type Point, type Transform2, toParts2 } from './transform2.ts'
import { identity3, type Transform3, toTransform3 } from './transform3.ts'

export interface OutlineDeps {
  readonly classes: ClassDatabase
  /** Scenes and resources in files of their own, as far as they are there yet. */
  readonly sceneAt: SceneAt
  readonly imageSize: ImageSize
  /** The window of the game, in pixels. */
  readonly viewport: Point
}

export type NodeFacts = {
  readonly ancestry: readonly string[]
  readonly family: ClassFamily
  readonly isVisible: boolean
  readonly isTopLevel: boolean
} & (
  | {
      readonly kind: 'node2d'
      readonly parts: Parts2
      /** The same as a transform. */
      readonly local: Transform2
      /** Of the look; null for a point. */
      readonly extent: Rect | null
      readonly z: number
      readonly isZRelative: boolean
      readonly look: Look
    }
  | { readonly kind: 'control'; readonly control: ControlFacts; readonly z: number; readonly isZRelative: boolean }
  | { readonly kind: 'node3d'; readonly local: Transform3; readonly text: string | null; readonly look: Look3 }
  | { readonly kind: 'layer'; readonly transform: Transform2; readonly layer: number; readonly size: Point }
  /** Nothing to see, and no transform: it cuts the chain from its parent to its children, as in Godot. */
  | { readonly kind: 'plain' }
)

/** Property texts by node that stand in for the stored ones while something is dragged. */
export type Overrides = ReadonlyMap<string, Readonly<Record<string, string>>>

/** Keeps what it read for as long as the blocks that it read are the same objects. */
export function createFactsReader(deps: OutlineDeps): (composed: Composed, overrides: Overrides | null) => NodeFacts {
  const known = new WeakMap<object, { readonly layers: readonly Layer[]; readonly facts: NodeFacts }>()

  return (composed, overrides) => {
    const override = composed.isInner ? undefined : overrides?.get(composed.node)
    const [top] = composed.layers
    if (top === undefined) return plain
    if (override !== undefined) {
      const scene = top.scene
      return readFacts(composed, deps, name => {
        const text = override[name]
        return text === undefined ? lookUp(composed, name) : { text, scene }
      })
    }
    const cached = known.get(top.node)
    if (cached !== undefined && isSame(cached.layers, composed.layers)) return cached.facts
    const facts = readFacts(composed, deps, name => lookUp(composed, name))
    known.set(top.node, { layers: composed.layers, facts })
    return facts
  }
}

const plain: NodeFacts = { kind: 'plain', ancestry: [], family: 'other', isVisible: true, isTopLevel: false }

function isSame(one: readonly Layer[], other: readonly Layer[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ node, scene }, i) => other[i]?.node === node && other[i].scene.resources === scene.resources)
  )
}

function readFacts(composed: Composed, deps: OutlineDeps, find: (name: string) => Found | null): NodeFacts {
  const node = createReader(composed.type ?? '', composed.instancePath, find, deps)
  const ancestry = ancestryFor(composed, deps.classes, node)
  const shared = {
    ancestry,
    family: familyOf(ancestry),
    isVisible: node.boolean('visible', true),
    isTopLevel: node.boolean('top_level', false),
  }
  const z = { z: node.number('z_index', 0), isZRelative: node.boolean('z_as_relative', true) }
  if (ancestry.includes('Control')) {
    return { ...shared, ...z, kind: 'control', control: readControl(ancestry, node, deps.imageSize) }
  }
  if (ancestry.includes('CanvasItem')) {
    const parts = readParts(node)
    const look = look2d(ancestry, node, deps)
    const extent = boundsOf(look.shapes.flatMap(({ paths }) => paths))
    return { ...shared, ...z, kind: 'node2d', parts, local: fromParts2(parts), extent, look }
  }
  if (ancestry.includes('Node3D')) {
    const local = toTransform3(node.numbers('transform'))
    const text = local === null ? null : (find('transform')?.text ?? null)
    return { ...shared, kind: 'node3d', local: local ?? identity3, text, look: look3d(ancestry, node) }
  }
  if (ancestry.includes('CanvasLayer')) {
    const position = node.point('offset', { x: 0, y: 0 })
    const parts = {
      position,
      rotation: node.number('rotation', 0),
      skew: 0,
      scale: node.point('scale', { x: 1, y: 1 }),
    }
    const layer = node.number('layer', 1)
    return { ...shared, family: 'ui', kind: 'layer', transform: fromParts2(parts), layer, size: deps.viewport }
  }
  if (ancestry.includes('Viewport')) {
    // A window or picture of its own: what is in it starts at its own origin.
    const isWindow = ancestry.includes('Window')
    const size = node.point('size', isWindow ? { x: 100, y: 100 } : { x: 512, y: 512 })
    const { x, y } = isWindow ? node.point('position', { x: 0, y: 0 }) : { x: 0, y: 0 }
    return { ...shared, family: 'ui', kind: 'layer', transform: { a: 1, b: 0, c: 0, d: 1, e: x, f: y }, layer: 0, size }
  }
  return { ...shared, kind: 'plain' }
}

/** Classes of extensions aren't known here; what they store tells which kind they are. */
function ancestryFor(composed: Composed, classes: ClassDatabase, node: Reader): readonly string[] {
  const known = composed.type === null ? [] : ancestryOf(classes, composed.type)
  if (known.length > 0) return known
  if (node.numbers('transform').length === 12 || isModel(composed.instancePath)) return ['Node3D']
  if (node.has('position') || node.has('scale')) return ['Node2D', 'CanvasItem']
  return node.has('offset_right') || node.has('anchor_right') ? ['Control', 'CanvasItem'] : []
}

/** Scenes that Godot makes from a file of another program always have a Node3D at the top. */
function isModel(path: string | null): boolean {
  return path !== null && /\.(glb|gltf|fbx|blend|dae|obj)$/i.test(path)
}

function familyOf(ancestry: readonly string[]): ClassFamily {
  if (ancestry.includes('Control')) return 'ui'
  if (ancestry.includes('CanvasItem')) return '2d'
  return ancestry.includes('Node3D') ? '3d' : 'other'
}

function readParts(node: Reader): Parts2 {
  const [a, b, c, d, e, f] = node.numbers('transform')
  const whole =
    a !== undefined && b !== undefined && c !== undefined && d !== undefined && e !== undefined && f !== undefined
      ? toParts2({ a, b, c, d, e, f })
      : { position: { x: 0, y: 0 }, rotation: 0, skew: 0, scale: { x: 1, y: 1 } }
  return {
    position: node.point('position', whole.position),
    rotation: node.number('rotation', whole.rotation),
    skew: node.number('skew', whole.skew),
    scale: node.point('scale', whole.scale),
  }
}
