/**
 * Which words of a hunk's lines changed: lines that went are compared with those that came in their place. Lines that
 * have little in common with what replaced them are another text, and none of their words stands out.
 */
import { diffArrays } from 'diff'
import { MERGE_WORDS } from '../limits.ts'
import { meaning, tokensOf } from './word-tokens.ts'

export interface HunkLine {
  readonly kind: 'context' | 'added' | 'removed'
  readonly text: string
}

export interface LinePart {
  readonly text: string
  readonly isChanged: boolean
}

/** Of all that is not blank on the fuller side, so much has to be common. */
const COMMON = 0.4

/** The parts of each line; null for one that is shown as it is. */
export function changedWords(lines: readonly HunkLine[]): (readonly LinePart[] | null)[] {
  const parts: (readonly LinePart[] | null)[] = lines.map(() => null)
  for (let at = 0; at < lines.length; ) {
    const gone = runOf(lines, at, 'removed')
    const come = runOf(lines, at + gone, 'added')
    const pair =
      gone > 0 && come > 0 ? compare(lines.slice(at, at + gone), lines.slice(at + gone, at + gone + come)) : null
    pair?.forEach((line, i) => {
      parts[at + i] = line
    })
    at += Math.max(1, gone + come)
  }
  return parts
}

function runOf(lines: readonly HunkLine[], from: number, kind: HunkLine['kind']): number {
  let end = from
  while (lines[end]?.kind === kind) end += 1
  return end - from
}

/** The lines of both sides, one after the other. */
function compare(gone: readonly HunkLine[], come: readonly HunkLine[]): LinePart[][] | null {
  const [before, after] = [textOf(gone), textOf(come)].map(tokensOf) as [string[], string[]]
  if (before.length > MERGE_WORDS || after.length > MERGE_WORDS) return null
  const old: LinePart[] = []
  const now: LinePart[] = []
  let common = 0
  for (const { value, added, removed } of diffArrays(before, after)) {
    const part = { text: value.join(''), isChanged: added || removed }
    if (!part.isChanged) common += meaning(value)
    if (!added) old.push(part)
    if (!removed) now.push(part)
  }
  if (common < COMMON * Math.max(meaning(before), meaning(after))) return null
  return [...splitLines(old), ...splitLines(now)]
}

function textOf(lines: readonly HunkLine[]): string {
  return lines.map(({ text }) => text).join('\n')
}

function splitLines(parts: readonly LinePart[]): LinePart[][] {
  const lines: LinePart[][] = [[]]
  for (const { text, isChanged } of parts) {
    text.split('\n').forEach((piece, i) => {
      if (i > 0) lines.push([])
      if (piece !== '') lines.at(-1)?.push({ text: piece, isChanged })
    })
  }
  return lines
}
