/**
 * Moves groups of changed lines to where Git's merges have them (`xdl_change_compact` of its xdiff): a group that could
 * stand at several places, as among repeated lines, stands at the last of them, or beside a change of the other text.
 * Changes `changed` in place. (TXM1 in docs/spec/repo-merge.md)
 */
import type { ChangedLines } from './histogram-diff.ts'

export function slideChanges(changed: ChangedLines, before: Uint32Array, after: Uint32Array): void {
  slideOne({ lines: before, marks: changed.before }, { lines: after, marks: changed.after })
  slideOne({ lines: after, marks: changed.after }, { lines: before, marks: changed.before })
}

interface Text {
  readonly lines: Uint32Array
  readonly marks: Uint8Array
}

/** `end === start` between two unchanged lines: there is a group, perhaps empty, before each of them and at the end. */
interface Group {
  start: number
  end: number
}

function slideOne(text: Text, other: Text): void {
  const group = firstGroup(text)
  const beside = firstGroup(other)
  do {
    if (group.end > group.start) place(text, group, other, beside)
  } while (toNext(text, group) && toNext(other, beside))
}

function place(text: Text, group: Group, other: Text, beside: Group): void {
  let size: number
  let earliestEnd: number
  let canMatch: boolean
  do {
    size = group.end - group.start
    canMatch = false
    while (slideUp(text, group)) toPrevious(other, beside)
    earliestEnd = group.end
    if (beside.end > beside.start) canMatch = true
    while (slideDown(text, group)) {
      toNext(other, beside)
      if (beside.end > beside.start) canMatch = true
    }
    // Sliding may have run into another group, which is one with it now.
  } while (size !== group.end - group.start)
  if (group.end === earliestEnd || !canMatch) return
  while (beside.end === beside.start && slideUp(text, group)) toPrevious(other, beside)
}

function firstGroup({ marks }: Text): Group {
  let end = 0
  while (marks[end] === 1) end += 1
  return { start: 0, end }
}

function toNext({ marks }: Text, group: Group): boolean {
  if (group.end >= marks.length) return false
  group.start = group.end + 1
  group.end = group.start
  while (marks[group.end] === 1) group.end += 1
  return true
}

function toPrevious({ marks }: Text, group: Group): void {
  if (group.start === 0) return
  group.end = group.start - 1
  group.start = group.end
  while (marks[group.start - 1] === 1) group.start -= 1
}

function slideUp({ lines, marks }: Text, group: Group): boolean {
  if (group.start === 0 || lines[group.start - 1] !== lines[group.end - 1]) return false
  group.start -= 1
  group.end -= 1
  marks[group.start] = 1
  marks[group.end] = 0
  while (marks[group.start - 1] === 1) group.start -= 1
  return true
}

function slideDown({ lines, marks }: Text, group: Group): boolean {
  if (group.end >= marks.length || lines[group.start] !== lines[group.end]) return false
  marks[group.start] = 0
  marks[group.end] = 1
  group.start += 1
  group.end += 1
  while (marks[group.end] === 1) group.end += 1
  return true
}
