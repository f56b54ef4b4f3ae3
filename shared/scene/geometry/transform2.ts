/** Godot's Transform2D as plain data. `a b` is the x axis, `c d` the y axis, `e f` the origin: the order a canvas takes. */

export interface Transform2 {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly e: number
  readonly f: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** What Node2D stores. Angles in radians. */
export interface Parts2 {
  readonly position: Point
  readonly rotation: number
  readonly skew: number
  readonly scale: Point
}

export const identity2: Transform2 = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }

/** As Godot's `Transform2D(rotation, scale, skew, position)`. */
export function fromParts2({ position, rotation, skew, scale }: Parts2): Transform2 {
  return {
    a: Math.cos(rotation) * scale.x,
    b: Math.sin(rotation) * scale.x,
    c: -Math.sin(rotation + skew) * scale.y,
    d: Math.cos(rotation + skew) * scale.y,
    e: position.x,
    f: position.y,
  }
}

/** The reverse of `fromParts2`; a mirrored transform gets a negative y scale, as in Godot. */
export function toParts2(t: Transform2): Parts2 {
  const sign = determinant2(t) < 0 ? -1 : 1
  const scaleX = Math.hypot(t.a, t.b)
  const scaleY = sign * Math.hypot(t.c, t.d)
  const rotation = Math.atan2(t.b, t.a)
  const skew = scaleY === 0 ? 0 : wrapAngle(Math.atan2(-t.c / scaleY, t.d / scaleY) - rotation)
  return { position: { x: t.e, y: t.f }, rotation, skew, scale: { x: scaleX, y: scaleY } }
}

/** First `inner`, then `outer`: a child's transform under its parent's. */
export function multiply2(outer: Transform2, inner: Transform2): Transform2 {
  return {
    a: outer.a * inner.a + outer.c * inner.b,
    b: outer.b * inner.a + outer.d * inner.b,
    c: outer.a * inner.c + outer.c * inner.d,
    d: outer.b * inner.c + outer.d * inner.d,
    e: outer.a * inner.e + outer.c * inner.f + outer.e,
    f: outer.b * inner.e + outer.d * inner.f + outer.f,
  }
}

/** null where an axis has no length (a scale of zero), for then there is no way back. */
export function invert2(t: Transform2): Transform2 | null {
  const determinant = determinant2(t)
  if (!Number.isFinite(1 / determinant)) return null
  return {
    a: t.d / determinant,
    b: -t.b / determinant,
    c: -t.c / determinant,
    d: t.a / determinant,
    e: (t.c * t.f - t.d * t.e) / determinant,
    f: (t.b * t.e - t.a * t.f) / determinant,
  }
}

export function apply2(t: Transform2, { x, y }: Point): Point {
  return { x: t.a * x + t.c * y + t.e, y: t.b * x + t.d * y + t.f }
}

/** A direction: the origin plays no part. */
export function applyVector2(t: Transform2, { x, y }: Point): Point {
  return { x: t.a * x + t.c * y, y: t.b * x + t.d * y }
}

export function translation2(x: number, y: number): Transform2 {
  return { a: 1, b: 0, c: 0, d: 1, e: x, f: y }
}

/** `t` carried out as if `pivot` were the origin. */
export function around2(t: Transform2, pivot: Point): Transform2 {
  return multiply2(multiply2(translation2(pivot.x, pivot.y), t), translation2(-pivot.x, -pivot.y))
}

export function determinant2(t: Transform2): number {
  return t.a * t.d - t.b * t.c
}

/** The same angle between −π and π. */
export function wrapAngle(radians: number): number {
  const turned = (radians + Math.PI) % (2 * Math.PI)
  return turned < 0 ? turned + Math.PI : turned - Math.PI
}
