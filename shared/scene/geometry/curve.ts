/** Curve2D and Curve3D as lines. Their points are stored as in-handle, out-handle, position, one after another. */

import type { FlatPoints } from './outline-item.ts'

/** Lines between two points of a curve: smooth at any zoom that shows the whole curve. */
const stepsPerSegment = 16

/** `dimensions` is 2 or 3; handles are relative to their point. Straight segments stay one line. */
export function bakeCurve(stored: readonly number[], dimensions: 2 | 3): FlatPoints {
  const stride = 3 * dimensions
  const count = Math.floor(stored.length / stride)
  const path: number[] = []
  for (let i = 0; i < count; i++) {
    const at = i * stride
    const start = stored.slice(at + 2 * dimensions, at + stride)
    path.push(...start)
    if (i + 1 === count) break
    const next = at + stride
    const end = stored.slice(next + 2 * dimensions, next + stride)
    const out = stored.slice(at + dimensions, at + 2 * dimensions)
    const into = stored.slice(next, next + dimensions)
    if ([...out, ...into].every(handle => handle === 0)) continue
    for (let step = 1; step < stepsPerSegment; step++) {
      const t = step / stepsPerSegment
      for (let axis = 0; axis < dimensions; axis++) {
        const from = start[axis] ?? 0
        const to = end[axis] ?? 0
        path.push(bezier(from, from + (out[axis] ?? 0), to + (into[axis] ?? 0), to, t))
      }
    }
  }
  return path
}

function bezier(from: number, first: number, second: number, to: number, t: number): number {
  const rest = 1 - t
  return rest ** 3 * from + 3 * rest ** 2 * t * first + 3 * rest * t ** 2 * second + t ** 3 * to
}
