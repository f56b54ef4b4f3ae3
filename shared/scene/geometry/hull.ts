import type { FlatPoints } from './outline-item.ts'

/** The smallest convex polygon around the points, clockwise on a screen (Andrew's monotone chain). */
export function convexHull(points: FlatPoints): FlatPoints {
  const sorted: (readonly [number, number])[] = []
  for (let i = 0; i + 1 < points.length; i += 2) sorted.push([points[i] ?? 0, points[i + 1] ?? 0])
  sorted.sort(([ax, ay], [bx, by]) => ax - bx || ay - by)
  const lower = halfHull(sorted)
  const upper = halfHull(sorted.toReversed())
  return [...lower.slice(0, -1), ...upper.slice(0, -1)].flat()
}

function halfHull(points: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const chain: (readonly [number, number])[] = []
  for (const point of points) {
    for (let last = chain.at(-1), before = chain.at(-2); last && before; last = chain.at(-1), before = chain.at(-2)) {
      const turn = (last[0] - before[0]) * (point[1] - before[1]) - (last[1] - before[1]) * (point[0] - before[0])
      if (turn > 0) break
      chain.pop()
    }
    chain.push(point)
  }
  return chain
}
