/** What a drag comes to: property texts for every node in hand, and a few words to show beside it. Pure. */

import type { OutlineItem } from '../../../shared/scene/geometry/outline-item.ts'
import { centre } from '../../../shared/scene/geometry/rect.ts'
import { snapShift, snapTo } from '../../../shared/scene/geometry/snap.ts'
import { apply2, identity2, invert2, type Point, wrapAngle } from '../../../shared/scene/geometry/transform2.ts'
import { moveBy, type PropertyChange, rotateBy, scaleBy } from '../../../shared/scene/geometry/write-back.ts'
import type { Handle } from './handles.ts'
import type { Box } from './picture.ts'

export type DragKind =
  | { readonly kind: 'move' }
  | { readonly kind: 'rotate' }
  | { readonly kind: 'scale'; readonly handle: Extract<Handle, { kind: 'scale' }> | null }

export interface DragStart {
  readonly drag: DragKind
  /** Those that move by themselves, as they were. */
  readonly items: readonly OutlineItem[]
  readonly box: Box
  /** Of the plane. */
  readonly pivot: Point
  readonly from: Point
}

export interface DragOptions {
  readonly isSnapping: boolean
  readonly step: number
  readonly degrees: number
  /** What a pixel is good for: free moves are rounded to it. */
  readonly fineStep: number
  /** Along one axis only; scales both axes alike. */
  readonly isConstrained: boolean
  /** Scales from the middle instead of the opposite side. */
  readonly isFromCentre: boolean
}

export interface DragResult {
  readonly changes: readonly PropertyChange[]
  readonly words: string
}

const scaleStep = 0.1

export function dragTo(start: DragStart, to: Point, options: DragOptions): DragResult {
  switch (start.drag.kind) {
    case 'move':
      return movedTo(start, to, options)
    case 'rotate':
      return rotatedTo(start, to, options)
    case 'scale':
      return scaledTo(start, start.drag.handle, to, options)
  }
}

/** Where a node turns and scales: its own origin, or the middle of several. */
export function pivotOf(items: readonly OutlineItem[], box: Box): Point {
  const [only] = items
  if (items.length !== 1 || only === undefined) return apply2(box.frame, centre(box.rect))
  return only.placement.kind === 'control'
    ? apply2(only.transform, only.placement.pivot)
    : { x: only.transform.e, y: only.transform.f }
}

/** A number as a person would write it. */
export function shortNumber(value: number): string {
  return String(Math.round(value * 100) / 100 + 0).replace('-', '−')
}

function movedTo({ items, from }: DragStart, to: Point, options: DragOptions): DragResult {
  const free = { x: snapTo(to.x - from.x, options.fineStep), y: snapTo(to.y - from.y, options.fineStep) }
  if (options.isConstrained) {
    if (Math.abs(free.x) >= Math.abs(free.y)) free.y = 0
    else free.x = 0
  }
  const [first] = items
  if (first === undefined) return { changes: [], words: '' }
  const origin = { x: first.transform.e, y: first.transform.f }
  const shift = options.isSnapping ? snapShift(origin, free, options.step) : free
  const words = `x ${shortNumber(origin.x + shift.x)}, y ${shortNumber(origin.y + shift.y)}`
  return { changes: moveBy(items, shift), words }
}

function rotatedTo({ items, from, pivot }: DragStart, to: Point, options: DragOptions): DragResult {
  const before = Math.atan2(from.y - pivot.y, from.x - pivot.x)
  const turn = wrapAngle(Math.atan2(to.y - pivot.y, to.x - pivot.x) - before)
  const degrees = snapTo((turn * 180) / Math.PI, options.isSnapping || options.isConstrained ? options.degrees : 0.1)
  return { changes: rotateBy(items, (degrees * Math.PI) / 180, pivot), words: `${shortNumber(degrees)}°` }
}

function scaledTo(
  start: DragStart,
  handle: Extract<Handle, { kind: 'scale' }> | null,
  to: Point,
  options: DragOptions,
): DragResult {
  const { items, box, from, pivot } = start
  if (handle === null) {
    // Anywhere on the canvas: away from the pivot is larger.
    const reach = Math.hypot(from.x - pivot.x, from.y - pivot.y)
    const ratio = reach === 0 ? 1 : Math.hypot(to.x - pivot.x, to.y - pivot.y) / reach
    const factor = snapTo(ratio, options.isSnapping ? scaleStep : 0.01)
    return { changes: scaleBy(items, { x: factor, y: factor }, pivot), words: `× ${shortNumber(factor)}` }
  }
  const toOwn = invert2(box.frame)
  if (toOwn === null) return { changes: [], words: '' }
  const { rect } = box
  const middle = centre(rect)
  const grabbed = { x: middle.x + (handle.x * rect.width) / 2, y: middle.y + (handle.y * rect.height) / 2 }
  const fixed = options.isFromCentre ? middle : { x: 2 * middle.x - grabbed.x, y: 2 * middle.y - grabbed.y }
  const [a, b] = [apply2(toOwn, from), apply2(toOwn, to)]
  const isControl = items.length === 1 && items[0]?.placement.kind === 'control'
  const along = (axis: 'x' | 'y', length: number) => {
    if (handle[axis] === 0) return 1
    const whole = grabbed[axis] - fixed[axis]
    if (whole === 0) return 1
    const factor = (whole + b[axis] - a[axis]) / whole
    if (!isControl) return snapTo(factor, options.isSnapping ? scaleStep : 0.01)
    return length === 0 ? 1 : snapTo(length * factor, options.isSnapping ? options.step : options.fineStep) / length
  }
  const factors = { x: along('x', rect.width), y: along('y', rect.height) }
  if (options.isConstrained) {
    const larger = Math.abs(factors.x - 1) >= Math.abs(factors.y - 1) ? factors.x : factors.y
    factors.x = larger
    factors.y = larger
  }
  const frame = items.length === 1 ? box.frame : identity2
  const words = isControl
    ? `${shortNumber(Math.abs(rect.width * factors.x))} × ${shortNumber(Math.abs(rect.height * factors.y))}`
    : `× ${shortNumber(factors.x)}, ${shortNumber(factors.y)}`
  return { changes: scaleBy(items, factors, apply2(box.frame, fixed), frame), words }
}
