/** The handles of the selection box: where they are on screen and which one is under the pointer. */

import type { Point } from '../../../shared/scene/geometry/transform2.ts'
import type { Box } from './picture.ts'
import { itemToScreen, screenCorners, type Viewport } from './viewport.ts'

/** `scale`: −1, 0 or 1 along each axis of the box, the side or corner that is pulled. */
export type Handle =
  | { readonly kind: 'scale'; readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 }
  | { readonly kind: 'rotate' }

export interface PlacedHandle {
  readonly handle: Handle
  readonly at: Point
}

export const handleSize = 7
/** From the top of the box to the rotation handle. */
const stem = 24
const reach = 8
/** Smaller boxes on screen have no handles along their sides. */
const leastForSides = 36
const leastForCorners = 10
/** The box of something smaller keeps off it, so that there is something to grab between the handles. */
const roomy = 44
const pad = 8

/** The corners of the box as drawn, in pixels. */
export function boxCorners(view: Viewport, { frame, rect }: Box): readonly Point[] {
  const { a, b, c, d } = itemToScreen(view, frame)
  const [across, down] = [Math.hypot(a, b), Math.hypot(c, d)]
  if (across === 0 || down === 0) return screenCorners(view, frame, rect)
  const x = rect.width * across < roomy ? pad / across : 0
  const y = rect.height * down < roomy ? pad / down : 0
  const padded = { x: rect.x - x, y: rect.y - y, width: rect.width + 2 * x, height: rect.height + 2 * y }
  return screenCorners(view, frame, padded)
}

export function placeHandles(
  view: Viewport,
  box: Box,
  has: { readonly scale: boolean; readonly rotate: boolean },
): PlacedHandle[] {
  const [topLeft, topRight, bottomRight, bottomLeft] = boxCorners(view, box)
  if (!topLeft || !topRight || !bottomRight || !bottomLeft) return []
  const placed: PlacedHandle[] = []
  const across = Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y)
  const down = Math.hypot(bottomLeft.x - topLeft.x, bottomLeft.y - topLeft.y)
  const add = (x: -1 | 0 | 1, y: -1 | 0 | 1, at: Point) => placed.push({ handle: { kind: 'scale', x, y }, at })
  const isPoint = box.rect.width === 0 && box.rect.height === 0
  if (has.scale && !isPoint && Math.max(across, down) >= leastForCorners) {
    add(-1, -1, topLeft)
    add(1, -1, topRight)
    add(1, 1, bottomRight)
    add(-1, 1, bottomLeft)
    if (across >= leastForSides) {
      add(0, -1, between(topLeft, topRight))
      add(0, 1, between(bottomLeft, bottomRight))
    }
    if (down >= leastForSides) {
      add(-1, 0, between(topLeft, bottomLeft))
      add(1, 0, between(topRight, bottomRight))
    }
  }
  if (has.rotate)
    placed.push({ handle: { kind: 'rotate' }, at: rotationHandle([topLeft, topRight, bottomRight, bottomLeft]) })
  return placed
}

/** The nearest one within reach. */
export function handleAt(placed: readonly PlacedHandle[], pixel: Point): Handle | null {
  let best: { handle: Handle; distance: number } | null = null
  for (const { handle, at } of placed) {
    const distance = Math.hypot(at.x - pixel.x, at.y - pixel.y)
    if (distance <= reach && (best === null || distance < best.distance)) best = { handle, distance }
  }
  return best?.handle ?? null
}

/** The CSS cursor that says which way it goes. */
export function cursorFor(handle: Handle, view: Viewport, box: Box): string {
  if (handle.kind === 'rotate') return 'grab'
  const [topLeft, topRight, , bottomLeft] = screenCorners(view, box.frame, box.rect)
  if (!topLeft || !topRight || !bottomLeft) return 'default'
  const x = handle.x * (topRight.x - topLeft.x || 1) + handle.y * (bottomLeft.x - topLeft.x)
  const y = handle.x * (topRight.y - topLeft.y) + handle.y * (bottomLeft.y - topLeft.y || 1)
  const eighth = Math.round((Math.atan2(y, x) / Math.PI) * 4) & 3
  return ['ew-resize', 'nwse-resize', 'ns-resize', 'nesw-resize'][eighth] ?? 'default'
}

function rotationHandle([topLeft, topRight, bottomRight, bottomLeft]: readonly [Point, Point, Point, Point]): Point {
  const top = between(topLeft, topRight)
  const bottom = between(bottomLeft, bottomRight)
  const length = Math.hypot(top.x - bottom.x, top.y - bottom.y)
  if (length > 0.5)
    return { x: top.x + ((top.x - bottom.x) / length) * stem, y: top.y + ((top.y - bottom.y) / length) * stem }
  return { x: top.x, y: top.y - stem }
}

function between(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 }
}
