/** The outlines of Godot's Shape2D resources. */

import type { Shape } from './outline-item.ts'
import type { Reader } from './reader.ts'
import { capsule, circle, lines, polygon, rectangle } from './shape.ts'

/** Half of what stands for a boundary without end. */
const boundaryReach = 200

/** Empty for a shape that isn't known. Sizes are Godot's defaults where the text says nothing. */
export function collisionShapes(shape: Reader): Shape[] {
  const dashed = { line: 'dashed' } as const
  switch (shape.type) {
    case 'RectangleShape2D': {
      // Godot 3 stored half of it.
      const half = shape.point('extents', { x: 10, y: 10 })
      const { x, y } = shape.point('size', { x: 2 * half.x, y: 2 * half.y })
      return [rectangle({ x: -x / 2, y: -y / 2, width: x, height: y }, dashed)]
    }
    case 'CircleShape2D':
      return [circle(shape.number('radius', 10), dashed)]
    case 'CapsuleShape2D':
      return [capsule(shape.number('radius', 10), shape.number('height', 30), dashed)]
    case 'SegmentShape2D': {
      const a = shape.point('a', { x: 0, y: 0 })
      const b = shape.point('b', { x: 0, y: 10 })
      return [lines([[a.x, a.y, b.x, b.y]], dashed)]
    }
    case 'SeparationRayShape2D':
      return [arrow(0, shape.number('length', 20))]
    case 'WorldBoundaryShape2D': {
      const normal = shape.point('normal', { x: 0, y: -1 })
      const distance = shape.number('distance', 0)
      const [x, y] = [normal.x * distance, normal.y * distance]
      const edge = [-normal.y * boundaryReach, normal.x * boundaryReach] as const
      return [
        lines(
          [
            [x - edge[0], y - edge[1], x + edge[0], y + edge[1]],
            [x, y, x + normal.x * 20, y + normal.y * 20],
          ],
          dashed,
        ),
      ]
    }
    case 'ConvexPolygonShape2D':
      return [polygon(shape.numbers('points'), dashed)]
    case 'ConcavePolygonShape2D':
      return [lines(chunks(shape.numbers('segments'), 4), dashed)]
    default:
      return []
  }
}

/** From the origin, with a head that is drawn to scale. */
export function arrow(x: number, y: number): Shape {
  const length = Math.hypot(x, y)
  const head = Math.min(8, length / 3)
  if (length === 0) return lines([])
  const [ux, uy] = [x / length, y / length]
  const left = [x - head * (ux - uy * 0.6), y - head * (uy + ux * 0.6)]
  const right = [x - head * (ux + uy * 0.6), y - head * (uy - ux * 0.6)]
  return lines([
    [0, 0, x, y],
    [...left, x, y, ...right],
  ])
}

export function chunks(numbers: readonly number[], size: number): number[][] {
  const parts: number[][] = []
  for (let i = 0; i + size <= numbers.length; i += size) parts.push(numbers.slice(i, i + size))
  return parts
}
