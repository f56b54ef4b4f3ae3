/**
 * A scene as an outline: one item for each node that has a place, in drawing order, the lowest first.
 *
 *     const outliner = createOutliner({ classes, sceneAt, imageSize, viewport: { x: 1152, y: 648 } })
 *     outliner.outline(scene).items[0]?.bounds
 *
 * An outliner keeps what it read of unchanged nodes, so that an outline after a small change costs only the walk.
 */

import type { NodeId, Scene } from '../scene.ts'
import { type Composed, composeChildren, composeRoot } from './composed.ts'
import { anchoredRect, containedRects, type LaidOut } from './control-layout.ts'
import { createFactsReader, type NodeFacts, type OutlineDeps, type Overrides } from './node-facts.ts'
import type { Mark, OutlineItem, Placement, Plane, Rect, Shape } from './outline-item.ts'
import { boundsOf, transformedBounds } from './rect.ts'
import { rectangle } from './shape.ts'
import { shadow } from './shapes-3d.ts'
import { around2, fromParts2, identity2, multiply2, type Point, type Transform2, translation2 } from './transform2.ts'
import { fromAbove, identity3, multiply3, type Transform3 } from './transform3.ts'

export type { OutlineDeps, Overrides } from './node-facts.ts'

export interface Outline {
  /** In drawing order. */
  readonly items: readonly OutlineItem[]
  readonly planes: readonly Plane[]
}

export interface Outliner {
  outline(scene: Scene, overrides?: Overrides): Outline
}

export function createOutliner(deps: OutlineDeps): Outliner {
  const factsOf = createFactsReader(deps)

  return {
    outline(scene, overrides) {
      const root = composeRoot(scene, deps.sceneAt)
      const walk: Walk = { deps, placed: [] }
      let inner = 0
      if (root !== null) place(grow(root), ground, walk)
      // Sorting is stable: what comes later in the tree is drawn later.
      walk.placed.sort((one, other) => one.layer - other.layer || one.z - other.z)
      const items = walk.placed.map(({ item }) => item)
      return { items, planes: (['2d', 'top'] as const).filter(plane => items.some(item => item.plane === plane)) }

      function grow(composed: Composed): Branch {
        const facts = factsOf(composed, overrides ?? null)
        const isFull = composed.isInner && ++inner > mostInner
        const children = isFull ? [] : composeChildren(composed, scene, deps.sceneAt).map(grow)
        const laidOut: LaidOut | null =
          facts.kind === 'control' ? { facts: facts.control, children: layoutChildren(children) } : null
        return { composed, facts, children, laidOut }
      }
    },
  }
}

/** One outline, with nothing kept. */
export function outlineOf(scene: Scene, deps: OutlineDeps): readonly OutlineItem[] {
  return createOutliner(deps).outline(scene).items
}

/** Scenes in scenes multiply: beyond so many nodes, what instances bring is left out. */
const mostInner = 50_000

interface Branch {
  readonly composed: Composed
  readonly facts: NodeFacts
  readonly children: readonly Branch[]
  readonly laidOut: LaidOut | null
}

interface Walk {
  readonly deps: OutlineDeps
  readonly placed: { readonly item: OutlineItem; readonly layer: number; readonly z: number }[]
}

/** What a node gets from above. */
interface Above {
  /** Of the parent, if that is a canvas item; else of the layer. */
  readonly canvas: Transform2
  readonly layer: Transform2
  readonly layerNumber: number
  readonly z: number
  readonly space: Transform3
  /** What anchors refer to; null for the size of the layer. */
  readonly anchorSize: Point | null
  readonly layerSize: Point | null
  /** Where a container puts it. */
  readonly slot: Rect | null
  readonly isHidden: boolean
  /** The nearest node of this scene whose transform carries this one. */
  readonly carrier: NodeId | null
}

const ground: Above = {
  canvas: identity2,
  layer: identity2,
  layerNumber: 0,
  z: 0,
  space: identity3,
  anchorSize: null,
  layerSize: null,
  slot: null,
  isHidden: false,
  carrier: null,
}

const none: Point = { x: 0, y: 0 }

function place(branch: Branch, above: Above, walk: Walk): void {
  const { facts, composed, children } = branch
  const isHidden = above.isHidden || !facts.isVisible
  const carrier = facts.isTopLevel ? null : above.carrier
  // What only some kinds of nodes hand down ends at all others.
  const below: Above = {
    ...above,
    canvas: above.layer,
    space: identity3,
    anchorSize: null,
    slot: null,
    isHidden,
    carrier: null,
  }
  switch (facts.kind) {
    case 'node2d': {
      const parent = facts.isTopLevel ? above.layer : above.canvas
      const transform = multiply2(parent, facts.local)
      const z = facts.z + (facts.isZRelative ? above.z : 0)
      const placement: Placement = { kind: 'node2d', parent, ...facts.parts }
      const { extent } = facts
      const look = { shapes: facts.look.shapes, mark: markOf(branch, facts.look.mark), extent, transform }
      walk.placed.push({
        item: { ...itemOf(branch, isHidden, carrier, placement), ...drawn(look) },
        layer: above.layerNumber,
        z,
      })
      const anchorSize = extent !== null && facts.ancestry.includes('Sprite2D') ? sizeOf(extent) : none
      for (const child of children)
        place(child, { ...below, canvas: transform, z, anchorSize, carrier: composed.node }, walk)
      return
    }
    case 'control': {
      placeControl(branch, facts, above, below, walk)
      return
    }
    case 'node3d': {
      const parent = facts.isTopLevel ? identity3 : above.space
      const space = multiply3(parent, facts.local)
      const placement: Placement = { kind: 'node3d', parent, local: facts.local, text: facts.text }
      const origin = fromAbove({ x: space[9], y: space[10], z: space[11] })
      const shapes = facts.look.solids.map(solid => shadow(solid, space))
      const extent = boundsOf(shapes.flatMap(({ paths }) => paths))
      const look = {
        shapes,
        mark: markOf(branch, facts.look.mark),
        extent,
        transform: translation2(origin.x, origin.y),
      }
      const item = { ...itemOf(branch, isHidden, carrier, placement), ...drawn(look), plane: 'top' as const }
      walk.placed.push({ item, layer: 0, z: space[10] })
      for (const child of children) place(child, { ...below, space, carrier: composed.node }, walk)
      return
    }
    case 'layer': {
      const frame = { x: 0, y: 0, width: facts.size.x, height: facts.size.y }
      const look = {
        shapes: [rectangle(frame, { line: 'dashed' })],
        mark: null,
        extent: frame,
        transform: facts.transform,
      }
      const item = itemOf(branch, isHidden, null, { kind: 'fixed', reason: 'layer' })
      const label = `${composed.name}, ${facts.size.x} × ${facts.size.y}`
      if (children.some(({ facts: { kind } }) => kind === 'control' || kind === 'node2d')) {
        walk.placed.push({ item: { ...item, ...drawn(look), label }, layer: facts.layer, z: -Infinity })
      }
      const layer = { canvas: facts.transform, layer: facts.transform, layerNumber: facts.layer, layerSize: facts.size }
      for (const child of children) place(child, { ...below, ...layer, z: 0 }, walk)
      return
    }
    case 'plain':
      for (const child of children) place(child, { ...below, z: 0 }, walk)
  }
}

function placeControl(
  branch: Branch,
  facts: Extract<NodeFacts, { kind: 'control' }>,
  above: Above,
  below: Above,
  walk: Walk,
): void {
  const laidOut = branch.laidOut ?? { facts: facts.control, children: [] }
  const parent = facts.isTopLevel ? above.layer : above.canvas
  const slot = facts.isTopLevel ? null : above.slot
  const anchorSize = above.anchorSize ?? above.layerSize ?? walk.deps.viewport
  const rect = slot ?? anchoredRect(laidOut, anchorSize)
  const { rotation, scale, pivot, container } = facts.control
  const turned = around2(fromParts2({ position: none, rotation, skew: 0, scale }), pivot)
  const transform = multiply2(parent, multiply2(translation2(rect.x, rect.y), turned))
  const z = facts.z + (facts.isZRelative ? above.z : 0)
  const size = sizeOf(rect)
  const placement: Placement = {
    kind: 'control',
    parent,
    offsets: facts.control.offsets,
    size,
    position: { x: rect.x, y: rect.y },
    rotation,
    scale,
    pivot,
    isInContainer: slot !== null,
  }
  const extent = { x: 0, y: 0, width: size.x, height: size.y }
  const item = itemOf(branch, below.isHidden, facts.isTopLevel ? null : above.carrier, placement)
  const look = { shapes: [controlShape(facts.ancestry, extent)], mark: null, extent, transform }
  walk.placed.push({ item: { ...item, ...drawn(look), isEstimated: slot !== null }, layer: above.layerNumber, z })

  const slots = new Map<Branch, Rect>()
  if (container !== null) {
    const contained = layoutBranches(branch.children)
    const children = contained.map(child => child.laidOut)
    containedRects(container, size, children).forEach((childRect, i) => {
      const child = contained[i]
      if (child !== undefined) slots.set(child, childRect)
    })
  }
  for (const child of branch.children) {
    const carrier = branch.composed.node
    place(child, { ...below, canvas: transform, z, anchorSize: size, slot: slots.get(child) ?? null, carrier }, walk)
  }
}

function controlShape(ancestry: readonly string[], extent: Rect): Shape {
  if (ancestry[0] === 'Control' || ancestry.includes('Container')) return rectangle(extent, { line: 'faint' })
  const isFilled = ancestry.includes('Panel') || ancestry.includes('ColorRect') || ancestry.includes('BaseButton')
  return rectangle(extent, { fill: isFilled ? 'soft' : 'none' })
}

type LaidOutBranch = Branch & { readonly laidOut: LaidOut }

/** Containers leave out what is not visible or stands on its own. */
function layoutBranches(children: readonly Branch[]): LaidOutBranch[] {
  return children.filter(
    (child): child is LaidOutBranch => child.laidOut !== null && child.facts.isVisible && !child.facts.isTopLevel,
  )
}

function layoutChildren(children: readonly Branch[]): LaidOut[] {
  return layoutBranches(children).map(child => child.laidOut)
}

type Undrawn = Omit<OutlineItem, 'shapes' | 'mark' | 'extent' | 'bounds' | 'transform'>

function itemOf({ composed, facts }: Branch, isHidden: boolean, carrier: NodeId | null, placement: Placement): Undrawn {
  const { node, path, isInner, name, type, instancePath } = composed
  return {
    key: isInner ? `${node}/${path}` : node,
    node,
    isInner,
    plane: '2d',
    name,
    type,
    family: facts.family,
    label: isInner ? '' : name,
    isHollow:
      facts.kind === 'layer' || facts.ancestry[0] === 'Control' || facts.ancestry.some(type => hollow.has(type)),
    isSelectable: !isInner,
    isHidden,
    isEstimated: false,
    instancePath,
    carrier,
    placement: isInner ? { kind: 'fixed', reason: 'inner' } : placement,
  }
}

/** A node that only holds others together is seen by what it holds. */
function markOf({ children }: Branch, mark: Mark | null): Mark | null {
  const isGroup = mark === 'cross' || mark === 'body'
  return isGroup && children.some(({ facts }) => facts.kind !== 'plain') ? null : mark
}

/** Frames around other things. */
const hollow: ReadonlySet<string> = new Set([
  'Camera2D',
  'Container',
  'Light2D',
  'Light3D',
  'ReflectionProbe',
  'VoxelGI',
  'FogVolume',
])

function drawn(look: Pick<OutlineItem, 'shapes' | 'mark' | 'extent' | 'transform'>) {
  const { transform, extent } = look
  const bounds =
    extent === null ? { x: transform.e, y: transform.f, width: 0, height: 0 } : transformedBounds(transform, extent)
  return { ...look, bounds }
}

function sizeOf({ width, height }: Rect): Point {
  return { x: width, y: height }
}
