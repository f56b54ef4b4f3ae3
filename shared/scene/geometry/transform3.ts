/** Godot's Transform3D as the twelve numbers of its text: the basis by rows, then the origin. */

import type { Point, Transform2 } from './transform2.ts'

export type Transform3 = readonly [
  xx: number,
  yx: number,
  zx: number,
  xy: number,
  yy: number,
  zy: number,
  xz: number,
  yz: number,
  zz: number,
  ox: number,
  oy: number,
  oz: number,
]

export interface Point3 {
  readonly x: number
  readonly y: number
  readonly z: number
}

export const identity3: Transform3 = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]

/** null unless there are exactly twelve. */
export function toTransform3(numbers: readonly number[]): Transform3 | null {
  return isTwelve(numbers) ? numbers : null
}

/** First `inner`, then `outer`. */
export function multiply3(outer: Transform3, inner: Transform3): Transform3 {
  const [a, b, c, d, e, f, g, h, i] = outer
  const x = applyBasis3(outer, { x: inner[0], y: inner[3], z: inner[6] })
  const y = applyBasis3(outer, { x: inner[1], y: inner[4], z: inner[7] })
  const z = applyBasis3(outer, { x: inner[2], y: inner[5], z: inner[8] })
  const [ox, oy, oz] = [inner[9], inner[10], inner[11]]
  return [
    x.x,
    y.x,
    z.x,
    x.y,
    y.y,
    z.y,
    x.z,
    y.z,
    z.z,
    a * ox + b * oy + c * oz + outer[9],
    d * ox + e * oy + f * oz + outer[10],
    g * ox + h * oy + i * oz + outer[11],
  ]
}

/** null where the basis is flat. */
export function invert3(t: Transform3): Transform3 | null {
  const [a, b, c, d, e, f, g, h, i, ox, oy, oz] = t
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  if (!Number.isFinite(1 / determinant)) return null
  const basis = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ].map(cofactor => cofactor / determinant)
  const turned = toTransform3([...basis, 0, 0, 0]) ?? identity3
  const origin = applyBasis3(turned, { x: -ox, y: -oy, z: -oz })
  return toTransform3([...basis, origin.x, origin.y, origin.z])
}

export function applyBasis3(t: Transform3, { x, y, z }: Point3): Point3 {
  return {
    x: t[0] * x + t[1] * y + t[2] * z,
    y: t[3] * x + t[4] * y + t[5] * z,
    z: t[6] * x + t[7] * y + t[8] * z,
  }
}

/** Seen from above: x to the right, z down. */
export function fromAbove({ x, z }: Point3): Point {
  return { x, y: z }
}

/** A transform of the top view as one of space, which leaves heights alone. */
export function fromTopView(t: Transform2): Transform3 {
  return [t.a, 0, t.c, 0, 1, 0, t.b, 0, t.d, t.e, 0, t.f]
}

function isTwelve(numbers: readonly number[]): numbers is Transform3 {
  return numbers.length === 12
}
