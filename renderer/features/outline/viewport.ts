/** Which part of the plane the canvas shows, and the way between the two. Sizes are CSS pixels. */

import type { Plane, Rect } from '../../../shared/scene/geometry/outline-item.ts'
import { centre, intersects } from '../../../shared/scene/geometry/rect.ts'
import { apply2, type Point, type Transform2 } from '../../../shared/scene/geometry/transform2.ts'

export interface Viewport {
  /** What of the plane is in the middle. */
  readonly x: number
  readonly y: number
  /** Pixels per unit. */
  readonly zoom: number
  readonly width: number
  readonly height: number
}

const leastZoom = 0.005
const mostZoom = 2000

export function toScreen({ x, y, zoom, width, height }: Viewport, point: Point): Point {
  return { x: (point.x - x) * zoom + width / 2, y: (point.y - y) * zoom + height / 2 }
}

export function toPlane({ x, y, zoom, width, height }: Viewport, pixel: Point): Point {
  return { x: (pixel.x - width / 2) / zoom + x, y: (pixel.y - height / 2) / zoom + y }
}

export function visibleRect(view: Viewport): Rect {
  const { x, y } = toPlane(view, { x: 0, y: 0 })
  return { x, y, width: view.width / view.zoom, height: view.height / view.zoom }
}

/** By so many pixels, as a hand would pull the paper. */
export function panned(view: Viewport, by: Point): Viewport {
  return { ...view, x: view.x - by.x / view.zoom, y: view.y - by.y / view.zoom }
}

/** What is under `pixel` stays under it. */
export function zoomedAt(view: Viewport, zoom: number, pixel: Point): Viewport {
  const clamped = Math.min(mostZoom, Math.max(leastZoom, zoom))
  const fixed = toPlane(view, pixel)
  const moved = toPlane({ ...view, zoom: clamped }, pixel)
  return { ...view, zoom: clamped, x: view.x + fixed.x - moved.x, y: view.y + fixed.y - moved.y }
}

/** The whole of `rect` with some room around it, at most as large as `most` pixels a unit. */
export function fitted(view: Viewport, rect: Rect, most: number): Viewport {
  const room = { x: Math.max(40, view.width - 2 * margin), y: Math.max(40, view.height - 2 * margin) }
  const zoom = Math.min(room.x / Math.max(rect.width, 1e-6), room.y / Math.max(rect.height, 1e-6), most)
  return { ...view, ...centre(rect), zoom: Math.min(mostZoom, Math.max(leastZoom, zoom)) }
}

const margin = 56
/** Pixels a unit. */
export const mostFitZoom = { '2d': 2, top: 160 } as const
/** So many times the window in any direction. */
const muchMore = 1.4

/** What is seen at first: all of it, or the game's window where the scene goes far beyond it. */
export function firstFitted(view: Viewport, bounds: Rect, plane: Plane, gameWindow: Point): Viewport {
  const shown = { x: 0, y: 0, width: gameWindow.x, height: gameWindow.y }
  const isWide = plane === '2d' && Math.max(bounds.width / shown.width, bounds.height / shown.height) > muchMore
  return fitted(view, isWide && intersects(bounds, shown) ? shown : bounds, mostFitZoom[plane])
}

/** From an item's own units to pixels. */
export function itemToScreen(view: Viewport, t: Transform2): Transform2 {
  const origin = toScreen(view, { x: t.e, y: t.f })
  return { a: t.a * view.zoom, b: t.b * view.zoom, c: t.c * view.zoom, d: t.d * view.zoom, e: origin.x, f: origin.y }
}

/** The corners of a rectangle that lies askew, in pixels. */
export function screenCorners(view: Viewport, t: Transform2, { x, y, width, height }: Rect): readonly Point[] {
  const seen = itemToScreen(view, t)
  return [
    apply2(seen, { x, y }),
    apply2(seen, { x: x + width, y }),
    apply2(seen, { x: x + width, y: y + height }),
    apply2(seen, { x, y: y + height }),
  ]
}
