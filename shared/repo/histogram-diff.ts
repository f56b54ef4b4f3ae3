/**
 * Which lines of two texts are changed, found as Git's merges find it (histogram diff of its xdiff): the longest run of
 * common lines that holds the rarest line comes first, then what lies before and after it. A merge meets exactly where
 * the changes touch, so only the same changes give the same merge as Git's.
 *
 * Lines are numbers here, equal where the lines are. (TXM1 in docs/spec/repo-merge.md)
 */
import { diffArrays } from 'diff'

export interface ChangedLines {
  /** 1 where the line is not in the other text. */
  readonly before: Uint8Array
  readonly after: Uint8Array
}

/** Lines that occur more often than this say nothing about where a text continues. */
const COMMON = 64

interface Range {
  readonly from: number
  readonly to: number
}

/** A run of common lines: `a` and `b` where it begins, `size` of at least 1. */
interface Run {
  readonly a: number
  readonly b: number
  readonly size: number
}

export function findChanges(before: Uint32Array, after: Uint32Array): ChangedLines {
  const changed = { before: new Uint8Array(before.length), after: new Uint8Array(after.length) }
  const open: [Range, Range][] = [
    [
      { from: 0, to: before.length },
      { from: 0, to: after.length },
    ],
  ]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [a, b] = next
    if (a.from === a.to || b.from === b.to) {
      mark(changed, a, b)
      continue
    }
    const run = findRun(before, after, a, b)
    if (run === 'only common lines') fallBack(changed, { before, after }, a, b)
    else if (run === null) mark(changed, a, b)
    else {
      open.push([
        { from: run.a + run.size, to: a.to },
        { from: run.b + run.size, to: b.to },
      ])
      open.push([
        { from: a.from, to: run.a },
        { from: b.from, to: run.b },
      ])
    }
  }
  return changed
}

function mark(changed: ChangedLines, a: Range, b: Range): void {
  changed.before.fill(1, a.from, a.to)
  changed.after.fill(1, b.from, b.to)
}

/** Null where nothing is common. Follows `find_lcs` and `try_lcs` of Git's xhistogram.c, ties included. */
function findRun(before: Uint32Array, after: Uint32Array, a: Range, b: Range): Run | null | 'only common lines' {
  const places = placesOf(before, a)
  const countAt = (at: number) => places.get(before[at] ?? 0)?.length ?? 0
  let best: Run | null = null
  let rarest = COMMON + 1
  let isAnyCommon = false
  for (let at = b.from; at < b.to; ) {
    const found = places.get(after[at] ?? 0)
    let next = at + 1
    if (found !== undefined) {
      isAnyCommon = true
      let skipTo = -1
      for (const place of found.length > rarest ? [] : found) {
        if (place < skipTo) continue
        let rarity = found.length
        let start = place
        let end = place + 1
        const offset = at - place
        while (start > a.from && start + offset > b.from && before[start - 1] === after[start - 1 + offset]) {
          start -= 1
          if (rarity > 1) rarity = Math.min(rarity, countAt(start))
        }
        while (end < a.to && end + offset < b.to && before[end] === after[end + offset]) {
          if (rarity > 1) rarity = Math.min(rarity, countAt(end))
          end += 1
        }
        next = Math.max(next, end + offset)
        // Git compares lengths less one, and has none to begin with: a first run of one line counts by its rarity.
        if ((best?.size ?? 1) < end - start || rarity < rarest) {
          best = { a: start, b: start + offset, size: end - start }
          rarest = rarity
        }
        skipTo = end
      }
    }
    at = next
  }
  return isAnyCommon && rarest > COMMON ? 'only common lines' : best
}

function placesOf(lines: Uint32Array, { from, to }: Range): Map<number, number[]> {
  const places = new Map<number, number[]>()
  for (let at = from; at < to; at += 1) {
    const line = lines[at] ?? 0
    const known = places.get(line)
    if (known === undefined) places.set(line, [at])
    else known.push(at)
  }
  return places
}

/** Where every common line is a frequent one: the shortest script of edits. */
function fallBack(changed: ChangedLines, lines: Record<'before' | 'after', Uint32Array>, a: Range, b: Range): void {
  let [atA, atB] = [a.from, b.from]
  const before = [...lines.before.subarray(a.from, a.to)]
  const after = [...lines.after.subarray(b.from, b.to)]
  for (const { count, added, removed } of diffArrays(before, after)) {
    if (removed) changed.before.fill(1, atA, atA + count)
    if (added) changed.after.fill(1, atB, atB + count)
    if (!added) atA += count
    if (!removed) atB += count
  }
}
