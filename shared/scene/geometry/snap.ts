/** Rounding of what a hand does to what it means. */

import type { Point } from './transform2.ts'

/** To the nearest multiple. */
export function snapTo(value: number, step: number): number {
  // Adding zero turns −0 into 0, which is how it should be shown.
  return step > 0 ? Math.round(value / step) * step + 0 : value
}

/** A shift that brings `from` onto the grid. Axes along which nothing moved are left alone. */
export function snapShift(from: Point, shift: Point, step: number): Point {
  return {
    x: shift.x === 0 ? 0 : snapTo(from.x + shift.x, step) - from.x,
    y: shift.y === 0 ? 0 : snapTo(from.y + shift.y, step) - from.y,
  }
}

/** Lines at least so many pixels apart, at 1, 2 or 5 times a power of ten. */
export function gridStep(pixelsPerUnit: number, leastPixels: number): number {
  const least = leastPixels / pixelsPerUnit
  const power = 10 ** Math.floor(Math.log10(least))
  return [1, 2, 5, 10].map(factor => factor * power).find(step => step >= least * (1 - 1e-9)) ?? 10 * power
}
