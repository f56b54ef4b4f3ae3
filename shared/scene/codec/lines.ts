/** Lines around an offset, and line ends. Edits go through here so that comments and odd spacing stay. */
import { skipString } from './lexer.ts'

export type Newline = '\n' | '\r\n'

/** The line end of a text, judged by its first line. */
export function newlineOf(text: string): Newline {
  return text.charCodeAt(text.indexOf('\n') - 1) === 13 ? '\r\n' : '\n'
}

/**
 * The text with `newline` at the end of each line. Line ends inside strings are part of the string and stay as they
 * are, for Godot keeps a CR that it finds there. COD22
 */
export function withNewlines(text: string, newline: Newline): string {
  if (!text.includes('\n')) return text
  let result = ''
  let copied = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 34 /* " */) i = skipString(text, i) - 1
    else if (c === 59 /* ; */) i = Math.max(i, commentEnd(text, i) - 1)
    else if (c === 10) {
      result += text.slice(copied, text.charCodeAt(i - 1) === 13 ? i - 1 : i) + newline
      copied = i + 1
    }
  }
  return result + text.slice(copied)
}

/** The end of the line of `offset`, where only blanks or a comment stand between; else `offset` itself. */
export function lineEnd(text: string, offset: number): number {
  let i = offset
  while (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9) i++
  if (text.charCodeAt(i) === 59) i = commentEnd(text, i)
  return i >= text.length || isLineEnd(text, i) ? i : offset
}

/** The start of the line of `offset`, where only blanks stand between; else `offset` itself. */
export function lineStart(text: string, offset: number): number {
  let i = offset
  while (text.charCodeAt(i - 1) === 32 || text.charCodeAt(i - 1) === 9) i--
  return i === 0 || text.charCodeAt(i - 1) === 10 ? i : offset
}

/** True where only blanks stand between the start of the line and `offset`. */
export function startsLine(text: string, offset: number): boolean {
  const start = lineStart(text, offset)
  return start === 0 || text.charCodeAt(start - 1) === 10
}

/** Start of the line end before `offset`, which is a line's start. */
export function previousLineEnd(text: string, offset: number): number {
  if (offset === 0) return 0
  return text.charCodeAt(offset - 2) === 13 ? offset - 2 : offset - 1
}

export function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) > 32) return false
  return true
}

/** The span to take away an assignment: its line with the line end before it, where it has the line for itself. */
export function assignmentSpan(text: string, start: number, end: number): { start: number; end: number } {
  const from = lineStart(text, start)
  const to = lineEnd(text, end)
  const hasOwnLine = startsLine(text, start) && (to >= text.length || isLineEnd(text, to))
  if (!hasOwnLine) return { start, end }
  if (from > 0) return { start: previousLineEnd(text, from), end: to }
  return { start: 0, end: text.charCodeAt(to) === 13 ? to + 2 : Math.min(to + 1, text.length) }
}

/** A blank where `inserted` would run into what stands at `offset`. */
export function blankBetween(text: string, offset: number): '' | ' ' {
  const c = text.charCodeAt(offset)
  return c > 32 && c !== 93 /* ] */ && c !== 59 /* ; */ ? ' ' : ''
}

function isLineEnd(text: string, offset: number): boolean {
  const c = text.charCodeAt(offset)
  return c === 10 || (c === 13 && text.charCodeAt(offset + 1) === 10)
}

function commentEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset)
  if (newline === -1) return text.length
  return text.charCodeAt(newline - 1) === 13 ? newline - 1 : newline
}
