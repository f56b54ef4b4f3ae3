/** Where a pattern stands in one text, line by line (SRC1), and the text with all of it replaced (SRC4). */
import type { TextPattern } from './text-query.ts'

export interface LineMatch {
  /** From 1. */
  readonly line: number
  /** The line without its end, cut where it is very long; `ranges` are within it. */
  readonly text: string
  /** Start and end of each match, in UTF-16 units from the start of `text`. */
  readonly ranges: readonly (readonly [start: number, end: number])[]
  /** UTF-16 units of the line that `text` leaves out before its start. */
  readonly skipped: number
}

/** Shown of a line: minified files have lines of megabytes. */
const SHOWN_UNITS = 400
const SHOWN_BEFORE = 80

/** At most `limit` lines. A match that would cross lines counts only for what of it stands within one. */
export function matchLines(text: string, { expression }: TextPattern, limit: number): LineMatch[] {
  const found: LineMatch[] = []
  let line = 1
  let lineStart = 0
  let at = 0
  while (at <= text.length && found.length < limit) {
    expression.lastIndex = at
    const match = expression.exec(text)
    if (match === null) break
    // Count up to the line that the match begins in.
    for (let next = text.indexOf('\n', lineStart); next >= 0 && next < match.index; ) {
      line += 1
      lineStart = next + 1
      next = text.indexOf('\n', lineStart)
    }
    const lineEnd = endOfLine(text, match.index)
    const shown = lineText(text, lineStart, lineEnd)
    const ranges = rangesIn(shown, expression)
    if (ranges.length > 0) found.push(shownPart(line, shown, ranges))
    at = lineEnd + 1
  }
  return found
}

export interface Replaced {
  readonly text: string
  readonly lines: readonly { readonly line: number; readonly before: string; readonly after: string }[]
}

/**
 * Null where nothing changes. In a regular expression `$1` and `$<name>` stand for groups, `$&` for the match. Ends of
 * lines stay as they are.
 */
export function replaceIn(text: string, { expression }: TextPattern, by: string, isRegex: boolean): Replaced | null {
  const template = isRegex ? by : by.replaceAll('$', '$$$$')
  const lines: { line: number; before: string; after: string }[] = []
  const parts = text.split(/(\r?\n)/)
  for (let at = 0; at < parts.length; at += 2) {
    const before = parts[at] ?? ''
    expression.lastIndex = 0
    const after = before.replace(expression, template)
    if (after === before) continue
    lines.push({ line: at / 2 + 1, before, after })
    parts[at] = after
  }
  return lines.length === 0 ? null : { text: parts.join(''), lines }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function lineText(text: string, start: number, end: number): string {
  return text.slice(start, text[end - 1] === '\r' ? end - 1 : end)
}

function rangesIn(line: string, expression: RegExp): [number, number][] {
  const ranges: [number, number][] = []
  expression.lastIndex = 0
  for (let match = expression.exec(line); match !== null; match = expression.exec(line)) {
    if (match[0] === '') expression.lastIndex += 1
    else ranges.push([match.index, match.index + match[0].length])
  }
  return ranges
}

function shownPart(line: number, text: string, ranges: readonly [number, number][]): LineMatch {
  if (text.length <= SHOWN_UNITS) return { line, text, ranges, skipped: 0 }
  const skipped = Math.max(0, (ranges[0]?.[0] ?? 0) - SHOWN_BEFORE)
  const shown = text.slice(skipped, skipped + SHOWN_UNITS)
  const within = ranges
    .map(([start, end]): [number, number] => [start - skipped, Math.min(end - skipped, shown.length)])
    .filter(([start]) => start < shown.length)
  return { line, text: shown, ranges: within, skipped }
}
