/**
 * What was edited between two texts, as the smallest edits: by lines, within changed lines by words, within changed
 * words by characters. TXT4: what both texts have is never written again, so that what others do there stays theirs.
 */

import { diffArrays, diffWordsWithSpace } from 'diff'
import type * as Y from 'yjs'

/** At `at` of the former text, `remove` units went and `insert` came. In order, apart from each other. */
export interface TextEdit {
  readonly at: number
  readonly remove: number
  readonly insert: string
}

/** Lines that differ, beyond which the middle of a text counts as replaced: the search grows with their square. */
const LINES_DIFFERING = 4_000
const WORDS_DIFFERING = 400
const REFINED_UNITS = 20_000

export function textEdits(from: string, to: string): TextEdit[] {
  const whole = trimmed(0, from, to)
  if (whole === null) return []
  const before = from.slice(whole.at, whole.at + whole.remove)
  if (before === '' || whole.insert === '') return [whole]
  return byLines(whole.at, from, to)
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let done = ''
  let at = 0
  for (const edit of edits) {
    done += text.slice(at, edit.at) + edit.insert
    at = edit.at + edit.remove
  }
  return done + text.slice(at)
}

/** Inside a transaction. Edits of what the text says now. */
export function writeEdits(text: Y.Text, edits: readonly TextEdit[]): void {
  for (const { at, remove, insert } of edits.toReversed()) {
    text.delete(at, remove)
    text.insert(at, insert)
  }
}

/** Edits of a text as edits of what `others` made of it. What they wrote stays; what both removed is gone once. */
export function moveEdits(edits: readonly TextEdit[], others: readonly TextEdit[]): TextEdit[] {
  const kept = keptRuns(others)
  return edits.flatMap(({ at, remove, insert }) => {
    const removals = kept.flatMap(run => {
      const from = Math.max(at, run.from)
      const to = Math.min(at + remove, run.to)
      return from < to ? [{ at: from + run.shift, remove: to - from, insert: '' }] : []
    })
    return insert === '' ? removals : [{ at: placeIn(kept, at), remove: 0, insert }, ...removals]
  })
}

interface KeptRun {
  readonly from: number
  readonly to: number
  /** How much further it stands now. */
  readonly shift: number
}

function keptRuns(edits: readonly TextEdit[]): KeptRun[] {
  const runs: KeptRun[] = []
  let from = 0
  let shift = 0
  for (const { at, remove, insert } of edits) {
    if (at > from) runs.push({ from, to: at, shift })
    from = at + remove
    shift += insert.length - remove
  }
  runs.push({ from, to: Number.POSITIVE_INFINITY, shift })
  return runs
}

function placeIn(kept: readonly KeptRun[], at: number): number {
  const run = kept.find(({ to }) => at < to)
  return run === undefined ? at : Math.max(at, run.from) + run.shift
}

/** Units that went and came. */
export function sizeOf(edits: readonly TextEdit[]): number {
  return edits.reduce((sum, edit) => sum + edit.remove + edit.insert.length, 0)
}

/** Whole lines around what differs, so that lines of both sides are comparable. */
function byLines(differsAt: number, from: string, to: string): TextEdit[] {
  const start = from.lastIndexOf('\n', differsAt - 1) + 1
  const end = commonEnd(from, to, start)
  const before = linesOf(from.slice(start, from.length - end))
  const after = linesOf(to.slice(start, to.length - end))
  const changes = diffArrays(before, after, { maxEditLength: LINES_DIFFERING })
  if (changes === undefined) return refined(start, before.join(''), after.join(''))
  const edits: TextEdit[] = []
  let at = start
  let gone = ''
  let come = ''
  const flush = () => {
    edits.push(...refined(at, gone, come))
    at += gone.length
    gone = ''
    come = ''
  }
  for (const { added, removed, value } of changes) {
    const text = value.join('')
    if (removed) gone += text
    else if (added) come += text
    else {
      flush()
      at += text.length
    }
  }
  flush()
  return edits
}

function refined(at: number, gone: string, come: string): TextEdit[] {
  const edit = trimmed(at, gone, come)
  if (edit === null) return []
  if (edit.remove === 0 || edit.insert === '' || gone.length + come.length > REFINED_UNITS) return [edit]
  const words = diffWordsWithSpace(gone, come, { maxEditLength: WORDS_DIFFERING })
  if (words === undefined) return [edit]
  const edits: TextEdit[] = []
  let place = at
  let removed = ''
  let inserted = ''
  const flush = () => {
    const found = trimmed(place, removed, inserted)
    if (found !== null) edits.push(found)
    place += removed.length
    removed = ''
    inserted = ''
  }
  for (const part of words) {
    if (part.removed) removed += part.value
    else if (part.added) inserted += part.value
    else {
      flush()
      place += part.value.length
    }
  }
  flush()
  return edits
}

/** Without what both begin and end with; null where they are equal. Never between the halves of one character. */
function trimmed(at: number, gone: string, come: string): TextEdit | null {
  if (gone === come) return null
  const most = Math.min(gone.length, come.length)
  let start = 0
  while (start < most && gone.charCodeAt(start) === come.charCodeAt(start)) start += 1
  if (isHigh(gone, start - 1)) start -= 1
  let end = 0
  while (end < most - start && gone.charCodeAt(gone.length - 1 - end) === come.charCodeAt(come.length - 1 - end))
    end += 1
  if (isLow(gone, gone.length - end) || isLow(come, come.length - end)) end -= 1
  return { at: at + start, remove: gone.length - start - end, insert: come.slice(start, come.length - end) }
}

/** Units that both end with, back to the beginning of a line in both. */
function commonEnd(from: string, to: string, start: number): number {
  const most = Math.min(from.length, to.length) - start
  let end = 0
  while (end < most && from.charCodeAt(from.length - 1 - end) === to.charCodeAt(to.length - 1 - end)) end += 1
  while (end > 0 && !(isLineStart(from, from.length - end) && isLineStart(to, to.length - end))) end -= 1
  return end
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n'
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/)
}

function isHigh(text: string, at: number): boolean {
  const unit = at < 0 ? 0 : text.charCodeAt(at)
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLow(text: string, at: number): boolean {
  const unit = at >= text.length ? 0 : text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
