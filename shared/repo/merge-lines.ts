/**
 * Three-way merge of lines, with Git's answer to what meets: changes that touch or overlap, unless they are the same.
 * (TXM1, TXM2 in docs/spec/repo-merge.md)
 */
import { findChanges } from './histogram-diff.ts'
import { slideChanges } from './slide-changes.ts'

export interface LineRange {
  readonly start: number
  readonly end: number
}

/** Where the result is not simply ours: theirs alone changed it, or both did. */
export interface MergeRegion {
  readonly kind: 'theirs' | 'contested'
  readonly base: LineRange
  readonly ours: LineRange
  readonly theirs: LineRange
}

/** In order, never touching each other. Where there is none, the result is ours. */
export function mergeRegions(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): MergeRegion[] {
  const numbers = numberLines()
  return allRegions(numbers(base), numbers(ours), numbers(theirs)).flatMap(({ kind, ...ranges }) =>
    kind === 'ours' || kind === 'agreed' ? [] : [{ kind, ...ranges }],
  )
}

/** With those that only ours changed, and those where both came to the same. Lines by their numbers. */
export function allRegions(base: Uint32Array, ours: Uint32Array, theirs: Uint32Array): AnyRegion[] {
  const numbered = { base, ours, theirs }
  const regions = createRegions()
  const a = changesOf(numbered.base, numbered.ours)
  const b = changesOf(numbered.base, numbered.theirs)
  let [atA, atB] = [0, 0]
  // How far a side's lines have moved against the base's, where it changed nothing since.
  let [offsetA, offsetB] = [0, 0]
  for (;;) {
    const [mine, other] = [a[atA], b[atB]]
    if (mine === undefined && other === undefined) break
    if (mine !== undefined && (other === undefined || mine.base.end < other.base.start)) {
      regions.add('ours', mine.base, mine.side, shifted(mine.base, offsetB))
      offsetA = mine.side.end - mine.base.end
      atA += 1
      continue
    }
    if (other !== undefined && (mine === undefined || other.base.end < mine.base.start)) {
      regions.add('theirs', other.base, shifted(other.base, offsetA), other.side)
      offsetB = other.side.end - other.base.end
      atB += 1
      continue
    }
    if (mine === undefined || other === undefined) break
    if (!isSame(numbered.ours, mine, numbered.theirs, other)) {
      const range = {
        start: Math.min(mine.base.start, other.base.start),
        end: Math.max(mine.base.end, other.base.end),
      }
      regions.add('contested', range, widened(mine, range), widened(other, range))
    }
    if (mine.base.end >= other.base.end) {
      offsetB = other.side.end - other.base.end
      atB += 1
    }
    if (other.base.end >= mine.base.end) {
      offsetA = mine.side.end - mine.base.end
      atA += 1
    }
  }
  return regions
    .all()
    .map(region =>
      region.kind === 'contested' && isAgreed(ours, region.ours, theirs, region.theirs)
        ? { ...region, kind: 'agreed' }
        : region,
    )
}

export interface Change {
  readonly base: LineRange
  readonly side: LineRange
}

/** Where the two differ, in order. */
export function changesOf(base: Uint32Array, side: Uint32Array): Change[] {
  const marks = findChanges(base, side)
  slideChanges(marks, base, side)
  const changes: Change[] = []
  let [atBase, atSide] = [0, 0]
  while (atBase < base.length || atSide < side.length) {
    const [startBase, startSide] = [atBase, atSide]
    while (marks.before[atBase] === 1) atBase += 1
    while (marks.after[atSide] === 1) atSide += 1
    if (atBase > startBase || atSide > startSide) {
      changes.push({ base: { start: startBase, end: atBase }, side: { start: startSide, end: atSide } })
    }
    atBase += 1
    atSide += 1
  }
  return changes
}

export interface AnyRegion extends Omit<MergeRegion, 'kind'> {
  readonly kind: MergeRegion['kind'] | 'ours' | 'agreed'
}

/** Regions that touch on either side become one, contested where they are of two kinds (`xdl_append_merge`). */
function createRegions() {
  const regions: AnyRegion[] = []
  return {
    all: () => regions,
    add(kind: AnyRegion['kind'], base: LineRange, ours: LineRange, theirs: LineRange): void {
      const last = regions.at(-1)
      if (last === undefined || (ours.start > last.ours.end && theirs.start > last.theirs.end)) {
        regions.push({ kind, base, ours, theirs })
        return
      }
      regions[regions.length - 1] = {
        kind: kind === last.kind ? kind : 'contested',
        base: { start: last.base.start, end: base.end },
        ours: { start: last.ours.start, end: ours.end },
        theirs: { start: last.theirs.start, end: theirs.end },
      }
    },
  }
}

function shifted({ start, end }: LineRange, by: number): LineRange {
  return { start: start + by, end: end + by }
}

/** What a side has in place of `range`, where it changed a part of that. */
function widened({ base, side }: Change, range: LineRange): LineRange {
  return { start: side.start - (base.start - range.start), end: side.end + (range.end - base.end) }
}

function isSame(ours: Uint32Array, mine: Change, theirs: Uint32Array, other: Change): boolean {
  if (mine.base.start !== other.base.start || mine.base.end !== other.base.end) return false
  return areEqual(ours, mine.side, theirs, other.side)
}

/** Both sides say the same there, if not by the same changes. Git holds two sides that left nothing for contested. */
function isAgreed(ours: Uint32Array, mine: LineRange, theirs: Uint32Array, other: LineRange): boolean {
  return mine.end > mine.start && areEqual(ours, mine, theirs, other)
}

function areEqual(ours: Uint32Array, mine: LineRange, theirs: Uint32Array, other: LineRange): boolean {
  if (mine.end - mine.start !== other.end - other.start) return false
  for (let i = 0; i < mine.end - mine.start; i += 1) {
    if (ours[mine.start + i] !== theirs[other.start + i]) return false
  }
  return true
}

export function numberLines(): (lines: readonly string[]) => Uint32Array {
  const known = new Map<string, number>()
  return lines =>
    Uint32Array.from(lines, line => {
      const number = known.get(line) ?? known.size
      known.set(line, number)
      return number
    })
}
