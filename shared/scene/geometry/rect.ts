/** Axis-aligned rectangles, and what points and transforms make of them. */

import type { FlatPoints, Rect } from './outline-item.ts'
import { apply2, type Point, type Transform2 } from './transform2.ts'

/** Clockwise from the top left. */
export function corners({ x, y, width, height }: Rect): [Point, Point, Point, Point] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
}

export function flatRect({ x, y, width, height }: Rect): FlatPoints {
  return [x, y, x + width, y, x + width, y + height, x, y + height]
}

/** The smallest rectangle around all; null for no points at all. */
export function boundsOf(paths: Iterable<FlatPoints>): Rect | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const path of paths) {
    for (let i = 0; i + 1 < path.length; i += 2) {
      const x = path[i] ?? 0
      const y = path[i + 1] ?? 0
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      if (y > bottom) bottom = y
    }
  }
  return left <= right ? { x: left, y: top, width: right - left, height: bottom - top } : null
}

export function transformedBounds(t: Transform2, { x, y, width, height }: Rect): Rect {
  const origin = apply2(t, { x, y })
  const [acrossX, acrossY, downX, downY] = [t.a * width, t.b * width, t.c * height, t.d * height]
  return {
    x: origin.x + Math.min(0, acrossX) + Math.min(0, downX),
    y: origin.y + Math.min(0, acrossY) + Math.min(0, downY),
    width: Math.abs(acrossX) + Math.abs(downX),
    height: Math.abs(acrossY) + Math.abs(downY),
  }
}

export function union(rects: Iterable<Rect>): Rect | null {
  return boundsOf([...rects].map(({ x, y, width, height }) => [x, y, x + width, y + height]))
}

export function intersects(one: Rect, other: Rect): boolean {
  return (
    one.x <= other.x + other.width &&
    other.x <= one.x + one.width &&
    one.y <= other.y + other.height &&
    other.y <= one.y + one.height
  )
}

export function centre({ x, y, width, height }: Rect): Point {
  return { x: x + width / 2, y: y + height / 2 }
}

export function grow({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }
}

/** The rectangle between any two opposite corners. */
export function rectBetween(one: Point, other: Point): Rect {
  return {
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  }
}
