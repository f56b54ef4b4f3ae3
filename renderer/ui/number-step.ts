/** How a number field steps, clamps and writes numbers. */

export interface NumberRange {
  readonly min?: number | undefined
  readonly max?: number | undefined
  /** 0 or absent: any value; arrows then step by 1 (integers) or 0.1. */
  readonly step?: number | undefined
  readonly isInteger?: boolean | undefined
}

export interface StepKeys {
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** What one arrow press adds: Shift ten times as much, Alt a tenth. */
export function stepOf(range: NumberRange, keys: StepKeys): number {
  const base = range.step !== undefined && range.step > 0 ? range.step : range.isInteger ? 1 : 0.1
  const step = base * (keys.shiftKey ? 10 : 1) * (keys.altKey ? 0.1 : 1)
  return range.isInteger ? Math.max(1, Math.round(step)) : step
}

/** Inside the range, whole where it has to be, without the dust of binary fractions. */
export function settle(value: number, range: NumberRange): number {
  const inside = Math.min(range.max ?? Number.POSITIVE_INFINITY, Math.max(range.min ?? Number.NEGATIVE_INFINITY, value))
  return range.isInteger ? Math.round(inside) : tidy(inside)
}

/** At most seven digits after the point for what a 32-bit float holds; `-0` is 0. */
export function tidy(value: number): number {
  const rounded = Number(value.toPrecision(12))
  const short = Number(rounded.toFixed(7))
  return short === 0 && rounded !== 0 ? rounded : short + 0
}

/** As a field shows it. */
export function showNumber(value: number): string {
  return String(tidy(value))
}
