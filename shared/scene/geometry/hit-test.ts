/** What is under the pointer. */

import type { FlatPoints, OutlineItem, Rect, Shape } from './outline-item.ts'
import { grow, intersects } from './rect.ts'
import { apply2, type Point, type Transform2 } from './transform2.ts'

/**
 * Items at a point of the plane, best first: what is hit on a line or mark before what only lies around the point, and
 * of those the topmost. `reach` is how near is near enough and `markSize` half the size of marks, in the plane's units.
 */
export function hitItems(items: readonly OutlineItem[], point: Point, reach: number, markSize: number): OutlineItem[] {
  const near: OutlineItem[] = []
  const around: OutlineItem[] = []
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i]
    if (item === undefined || item.isHidden) continue
    const margin = item.mark === null ? reach : Math.max(reach, markSize)
    if (!intersects(grow(item.bounds, margin), { ...point, width: 0, height: 0 })) continue
    const hit = hitItem(item, point, reach, markSize)
    if (hit === 'near') near.push(item)
    else if (hit === 'around') around.push(item)
  }
  return [...near, ...around]
}

/** Visible items that lie wholly inside a rectangle of the plane, as in Godot. */
export function itemsIn(items: readonly OutlineItem[], rect: Rect): OutlineItem[] {
  return items.filter(item => !item.isHidden && isInside(item.bounds, rect))
}

function hitItem(item: OutlineItem, point: Point, reach: number, markSize: number): 'near' | 'around' | null {
  const { transform, mark } = item
  if (mark !== null && Math.hypot(point.x - transform.e, point.y - transform.f) <= markSize) return 'near'
  let isAround = false
  for (const shape of item.shapes) {
    if (shape.line === 'none' && shape.fill === 'none') continue
    for (const path of shape.paths) {
      const hit = hitPath(path, shape, transform, point, reach)
      if (hit === 'near') return 'near'
      if (hit === 'around') isAround = true
    }
  }
  return isAround && !item.isHollow ? 'around' : null
}

function hitPath(path: FlatPoints, shape: Shape, t: Transform2, point: Point, reach: number): 'near' | 'around' | null {
  let isInside = false
  const last = path.length - 2
  if (last < 0) return null
  let from = apply2(t, { x: path[shape.isClosed ? last : 0] ?? 0, y: path[shape.isClosed ? last + 1 : 1] ?? 0 })
  for (let i = 0; i <= last; i += 2) {
    const to = apply2(t, { x: path[i] ?? 0, y: path[i + 1] ?? 0 })
    if (shape.line !== 'none' && shape.line !== 'faint' && distance(point, from, to) <= reach) return 'near'
    if (from.y > point.y !== to.y > point.y) {
      const x = from.x + ((point.y - from.y) / (to.y - from.y)) * (to.x - from.x)
      if (point.x < x) isInside = !isInside
    }
    from = to
  }
  return shape.isClosed && isInside ? 'around' : null
}

function distance(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const squared = dx * dx + dy * dy
  const along = squared === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / squared
  const t = Math.max(0, Math.min(1, along))
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy)
}

export function isInside(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}
