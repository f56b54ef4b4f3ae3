/** Short ways to say the shapes that outlines are made of. */

import type { FlatPoints, Rect, Shape } from './outline-item.ts'
import { flatRect } from './rect.ts'

type Style = Partial<Pick<Shape, 'line' | 'fill' | 'minimumScale'>>

export function polygon(path: FlatPoints, style: Style = {}): Shape {
  return polygons([path], style)
}

export function polygons(paths: readonly FlatPoints[], style: Style = {}): Shape {
  return { paths, isClosed: true, line: 'solid', fill: 'none', minimumScale: 0, ...style }
}

export function lines(paths: readonly FlatPoints[], style: Style = {}): Shape {
  return { paths, isClosed: false, line: 'solid', fill: 'none', minimumScale: 0, ...style }
}

export function rectangle(rect: Rect, style: Style = {}): Shape {
  return polygon(flatRect(rect), style)
}

export function circle(radius: number, style: Style = {}, x = 0, y = 0): Shape {
  return polygon(arc(x, y, radius, 0, 2 * Math.PI, circleSegments), style)
}

/** Standing, ends included in its height, as in Godot. */
export function capsule(radius: number, height: number, style: Style = {}): Shape {
  const middle = Math.max(0, height / 2 - radius)
  const half = circleSegments / 2
  return polygon(
    [...arc(0, -middle, radius, Math.PI, 2 * Math.PI, half), ...arc(0, middle, radius, 0, Math.PI, half)],
    style,
  )
}

/** Both ends included. */
export function arc(x: number, y: number, radius: number, from: number, to: number, segments: number): number[] {
  const path: number[] = []
  for (let i = 0; i <= segments; i++) {
    const angle = from + ((to - from) * i) / segments
    path.push(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
  }
  return path
}

/** Enough that the corners of a circle as large as the window don't show. */
const circleSegments = 48
