/**
 * What to write so that nodes end up where a hand dragged them: new property texts from a transform of the plane.
 * Everything is absolute in the plane's units; parents' transforms are taken out here.
 */

import { printVariant } from '../codec/variant.ts'
import type { NodeId } from '../scene.ts'
import type { OutlineItem, Placement } from './outline-item.ts'
import {
  apply2,
  applyVector2,
  around2,
  fromParts2,
  identity2,
  invert2,
  multiply2,
  type Point,
  type Transform2,
  translation2,
  wrapAngle,
} from './transform2.ts'
import { fromTopView, invert3, multiply3, type Transform3 } from './transform3.ts'

export interface PropertyChange {
  readonly node: NodeId
  readonly name: string
  /** Godot text. */
  readonly text: string
}

/** Why an item stays where it is. */
export type Refusal = 'container' | 'inner' | 'layer' | 'noTransform' | 'flatParent'

/** Those that move by themselves: a node whose parent moves along goes with it. */
export function topmost(items: readonly OutlineItem[], carrierOf: (node: NodeId) => NodeId | null): OutlineItem[] {
  const chosen = new Set(items.filter(item => !item.isInner).map(item => item.node))
  return items.filter(item => {
    for (let above = item.carrier; above !== null; above = carrierOf(above)) if (chosen.has(above)) return false
    return true
  })
}

/** null for what can be moved. */
export function whyFixed({ placement }: OutlineItem): Refusal | null {
  switch (placement.kind) {
    case 'fixed':
      return placement.reason
    case 'control':
      if (placement.isInContainer) return 'container'
      return invert2(placement.parent) === null ? 'flatParent' : null
    case 'node2d':
      return invert2(placement.parent) === null ? 'flatParent' : null
    case 'node3d':
      return invert3(placement.parent) === null ? 'flatParent' : null
  }
}

export function moveBy(items: readonly OutlineItem[], delta: Point): PropertyChange[] {
  return items.flatMap(item => change(item, { kind: 'move', by: translation2(delta.x, delta.y) }))
}

/** Clockwise as seen, in radians, about a point of the plane. */
export function rotateBy(items: readonly OutlineItem[], angle: number, pivot: Point): PropertyChange[] {
  const turn = fromParts2({ position: { x: 0, y: 0 }, rotation: angle, skew: 0, scale: { x: 1, y: 1 } })
  return items.flatMap(item => change(item, { kind: 'rotate', by: around2(turn, pivot), angle }))
}

/**
 * Factors along the axes of `frame` (the plane's own if it is the identity), with `pivot` staying where it is. Controls
 * change their size, everything else its scale.
 */
export function scaleBy(
  items: readonly OutlineItem[],
  factors: Point,
  pivot: Point,
  frame: Transform2 = identity2,
): PropertyChange[] {
  const axes = { ...frame, e: 0, f: 0 }
  const back = invert2(axes)
  if (back === null) return []
  const stretch = multiply2(multiply2(axes, { a: factors.x, b: 0, c: 0, d: factors.y, e: 0, f: 0 }), back)
  return items.flatMap(item => change(item, { kind: 'scale', by: around2(stretch, pivot) }))
}

type Gesture =
  | { readonly kind: 'move'; readonly by: Transform2 }
  | { readonly kind: 'scale'; readonly by: Transform2 }
  | { readonly kind: 'rotate'; readonly by: Transform2; readonly angle: number }

function change({ placement, node }: OutlineItem, gesture: Gesture): PropertyChange[] {
  switch (placement.kind) {
    case 'fixed':
      return []
    case 'node2d':
      return node2dChange(placement, gesture).map(property => ({ node, ...property }))
    case 'control':
      return placement.isInContainer ? [] : controlChange(placement, gesture).map(property => ({ node, ...property }))
    case 'node3d':
      return node3dChange(placement, gesture).map(property => ({ node, ...property }))
  }
}

type Property = Omit<PropertyChange, 'node'>

function node2dChange(placement: Extract<Placement, { kind: 'node2d' }>, gesture: Gesture): Property[] {
  const back = invert2(placement.parent)
  if (back === null) return []
  const seen = multiply2(multiply2(back, gesture.by), placement.parent)
  const changes = [vector('position', apply2(seen, placement.position))]
  const { rotation, skew, scale } = placement
  if (gesture.kind === 'rotate') {
    changes.push(angle('rotation', rotation + turned(seen, rotation, gesture.angle)))
  }
  if (gesture.kind === 'scale') {
    const x = { x: Math.cos(rotation), y: Math.sin(rotation) }
    const y = { x: -Math.sin(rotation + skew), y: Math.cos(rotation + skew) }
    changes.push(vector('scale', { x: scale.x * stretched(seen, x), y: scale.y * stretched(seen, y) }))
  }
  return changes
}

function controlChange(placement: Extract<Placement, { kind: 'control' }>, gesture: Gesture): Property[] {
  const back = invert2(placement.parent)
  if (back === null) return []
  const seen = multiply2(multiply2(back, gesture.by), placement.parent)
  const { position, pivot, size, rotation, scale } = placement
  const hinge = { x: position.x + pivot.x, y: position.y + pivot.y }
  if (gesture.kind !== 'scale') {
    const to = apply2(seen, hinge)
    const changes = offsets(placement, { x: to.x - hinge.x, y: to.y - hinge.y }, size)
    if (gesture.kind === 'move') return changes
    return [...changes, angle('rotation', rotation + turned(seen, rotation, gesture.angle))]
  }
  const turn = fromParts2({ position: { x: 0, y: 0 }, rotation, skew: 0, scale })
  const arm = applyVector2(turn, pivot)
  const corner = { x: hinge.x - arm.x, y: hinge.y - arm.y }
  const width = size.x * stretched(seen, { x: Math.cos(rotation), y: Math.sin(rotation) })
  const height = size.y * stretched(seen, { x: -Math.sin(rotation), y: Math.cos(rotation) })
  // Pulled beyond its opposite side, a rectangle lies on the other side of it.
  const flipped = applyVector2(turn, { x: Math.min(0, width), y: Math.min(0, height) })
  const to = apply2(seen, corner)
  const shift = { x: to.x - corner.x + flipped.x, y: to.y - corner.y + flipped.y }
  return offsets(placement, shift, { x: Math.abs(width), y: Math.abs(height) })
}

function offsets(placement: Extract<Placement, { kind: 'control' }>, by: Point, size: Point): Property[] {
  const [left, top, right, bottom] = placement.offsets
  const wider = size.x - placement.size.x
  const higher = size.y - placement.size.y
  const moved = {
    offset_left: [left, left + by.x],
    offset_top: [top, top + by.y],
    offset_right: [right, right + by.x + wider],
    offset_bottom: [bottom, bottom + by.y + higher],
  } as const
  return Object.entries(moved).flatMap(([name, [before, after]]) =>
    Math.fround(before) === Math.fround(after) ? [] : [number(name, after)],
  )
}

function node3dChange(placement: Extract<Placement, { kind: 'node3d' }>, gesture: Gesture): Property[] {
  const back = invert3(placement.parent)
  if (back === null) return []
  const seen = multiply3(multiply3(back, fromTopView(gesture.by)), placement.parent)
  const to = multiply3(seen, placement.local)
  if (gesture.kind === 'move') return [{ name: 'transform', text: withOrigin(placement.text, to) }]
  return [{ name: 'transform', text: printVariant({ type: 'Transform3D', components: to }) }]
}

/** The stored text with another origin. The basis keeps its digits: nobody touched it. */
function withOrigin(text: string | null, to: Transform3): string {
  const origin = to.slice(9)
  const stored = /\(([^()]*)\)/.exec(text ?? '')?.[1]?.split(',')
  if (text === null || stored?.length !== 12) {
    return printVariant({
      type: 'Transform3D',
      components: [...(text === null ? [1, 0, 0, 0, 1, 0, 0, 0, 1] : to.slice(0, 9)), ...origin],
    })
  }
  const basis = stored.slice(0, 9).map(part => part.trim())
  const printed = printVariant({ type: 'Vector3', components: origin })
  return `Transform3D(${basis.join(', ')}, ${printed.slice(printed.indexOf('(') + 1)}`
}

/** How far a transform turns what points along `rotation`; `fallback` where it points nowhere afterwards. */
function turned(by: Transform2, rotation: number, fallback: number): number {
  const { x, y } = applyVector2(by, { x: Math.cos(rotation), y: Math.sin(rotation) })
  return x === 0 && y === 0 ? fallback : wrapAngle(Math.atan2(y, x) - rotation)
}

/** How much longer a unit vector gets along itself. */
function stretched(by: Transform2, axis: Point): number {
  const { x, y } = applyVector2(by, axis)
  return x * axis.x + y * axis.y
}

function vector(name: string, { x, y }: Point): Property {
  return { name, text: printVariant({ type: 'Vector2', components: [x, y] }) }
}

function number(name: string, value: number): Property {
  return { name, text: printVariant({ type: 'float', value: Math.fround(value) }) }
}

function angle(name: string, radians: number): Property {
  return number(name, radians)
}
