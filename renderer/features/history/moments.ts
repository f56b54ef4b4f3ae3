/** Going about in a scene's life: from one edit to the next, from a time to a moment, and the list beside it. Pure. */
import type { Timeline, TimelineEntry, TimelineMark } from '../../../shared/contract/history.ts'

/** What is known of a scene's life. `entries` newest first; more of them come until `isWhole`. */
export interface Life {
  readonly entries: readonly TimelineEntry[]
  readonly isWhole: boolean
  readonly first: number
  readonly last: number
  readonly from: number
  readonly to: number
  readonly density: Timeline['density']
  readonly marks: readonly TimelineMark[]
  /** Edits there are, also those that are not loaded. */
  readonly total: number
}

/** The newest entry at or before a moment, as an index; the length where the scene was just born. */
export function entryAt({ entries }: Pick<Life, 'entries'>, moment: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.sequence ?? 0) > moment) low = middle + 1
    else high = middle
  }
  return low
}

/** So many edits later (or earlier, below 0). */
export function step(life: Life, moment: number, by: number): number {
  const index = entryAt(life, moment) - by
  if (index < 0) return life.last
  return life.entries[index]?.sequence ?? life.first
}

/** The next version or backup in that direction; the end of the line where there is none. */
export function stepMark(life: Life, moment: number, direction: 1 | -1): number {
  const places = life.marks.filter(mark => mark.kind === 'version').map(mark => mark.sequence)
  const ahead = places.filter(place => (direction > 0 ? place > moment : place < moment))
  if (ahead.length === 0) return direction > 0 ? life.last : life.first
  return direction > 0 ? Math.min(...ahead) : Math.max(...ahead)
}

/** With PageUp and PageDown. */
const manyEdits = 10

/** Where a key leads: one edit, with Shift one version; null for a key that leads nowhere. */
export function momentByKey(life: Life, moment: number, key: string, isShift: boolean): number | null {
  switch (key) {
    case 'ArrowLeft':
      return isShift ? stepMark(life, moment, -1) : step(life, moment, -1)
    case 'ArrowRight':
      return isShift ? stepMark(life, moment, 1) : step(life, moment, 1)
    case 'ArrowDown':
      return step(life, moment, -1)
    case 'ArrowUp':
      return step(life, moment, 1)
    case 'PageDown':
      return step(life, moment, -manyEdits)
    case 'PageUp':
      return step(life, moment, manyEdits)
    case 'Home':
      return life.first
    case 'End':
      return life.last
    default:
      return null
  }
}

/** The moment that held at a time. */
export function momentAt(life: Life, time: number): number {
  if (time >= life.to) return life.last
  const entry = life.entries.find(each => each.time <= time)
  if (entry !== undefined) return entry.sequence
  // Not loaded so far: the slices know.
  const slice = life.density.findLast(each => each.time <= time && each.sequence !== null)
  return slice?.sequence ?? life.first
}

/** When a moment began; the beginning for the scene as it was born. */
export function timeOf(life: Life, moment: number): number {
  if (moment >= life.last) return life.entries[0]?.time ?? life.to
  const entry = life.entries[entryAt(life, moment)]
  if (entry !== undefined) return entry.time
  return life.density.find(slice => slice.sequence !== null && slice.sequence >= moment)?.time ?? life.from
}

/** The how-manieth edit a moment is, from 1; 0 for the scene as it was born. */
export function numberOf(life: Life, moment: number): number {
  return Math.max(0, life.total - entryAt(life, moment))
}

/** A version that stands at this very moment. */
export function markAt(life: Life, moment: number): TimelineMark | null {
  const at = entryAt(life, moment)
  return life.marks.find(mark => mark.kind === 'version' && entryAt(life, mark.sequence) === at) ?? null
}

/** 0 at the beginning, 1 at the end. */
export function shareOf({ from, to }: Life, time: number): number {
  return to <= from ? 1 : Math.min(1, Math.max(0, (time - from) / (to - from)))
}

export interface Tick {
  readonly time: number
  readonly label: string
}

const minute = 60_000
const steps = [minute, 5 * minute, 15 * minute, 60 * minute, 3 * 60 * minute, 6 * 60 * minute] as const
const day = 24 * 60 * minute
const mostTicks = 8

/** Round times between both, by days where they are days apart. `offset`: minutes from UTC, as `getTimezoneOffset`. */
export function ticksBetween(
  from: number,
  to: number,
  offset: number,
  name: (time: number, isDay: boolean) => string,
): Tick[] {
  const fine = steps.find(each => (to - from) / each <= mostTicks)
  const size = fine ?? day * Math.max(1, Math.ceil((to - from) / day / mostTicks))
  const shift = offset * minute
  const ticks: Tick[] = []
  for (let time = Math.ceil((from - shift) / size) * size + shift; time <= to; time += size) {
    ticks.push({ time, label: name(time, fine === undefined) })
  }
  return ticks
}

/** The same length of life with what came since: `newer` are the first entries of a fresh answer. */
export function mergeEntries(newer: readonly TimelineEntry[], known: readonly TimelineEntry[]): TimelineEntry[] {
  const oldest = newer.at(-1)?.sequence ?? Number.POSITIVE_INFINITY
  return [...newer, ...known.filter(entry => entry.sequence < oldest)]
}
