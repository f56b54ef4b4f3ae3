/** Hunks of one file as rows of a long list: headings, places and lines, each with what may be done with it. Pure. */
import type { RepoHunk } from '../../../shared/contract/repo-data.ts'
import { changedWords, type LinePart } from '../../../shared/repo/hunk-words.ts'

/** Which two states a part compares says what can be done with its hunks. */
export type DiffPartKind = 'changed' | 'staged' | 'pair'

export interface DiffPart {
  readonly kind: DiffPartKind
  readonly hunks: readonly RepoHunk[]
  readonly isCut: boolean
}

export interface HunkRow {
  readonly kind: 'hunk'
  readonly key: string
  readonly part: DiffPartKind
  readonly hunk: RepoHunk
}

export interface LineRow {
  readonly kind: 'line'
  readonly key: string
  /** The key of the hunk that it belongs to. */
  readonly of: string
  readonly line: RepoHunk['lines'][number]
  /** null on the side that does not have it. */
  readonly oldNumber: number | null
  readonly newNumber: number | null
  readonly words: readonly LinePart[] | null
}

export type DiffRow =
  | { readonly kind: 'part'; readonly key: string; readonly part: DiffPartKind; readonly hunks: readonly RepoHunk[] }
  | HunkRow
  | LineRow
  | { readonly kind: 'cut'; readonly key: string }

/** Parts without hunks are left out; a part that stands alone between any two states needs no heading. */
export function diffRows(parts: readonly DiffPart[]): DiffRow[] {
  const rows: DiffRow[] = []
  for (const { kind: part, hunks, isCut } of parts) {
    if (hunks.length === 0) continue
    if (part !== 'pair') rows.push({ kind: 'part', key: part, part, hunks })
    hunks.forEach((hunk, i) => {
      const key = `${part}:${i}`
      rows.push({ kind: 'hunk', key, part, hunk }, ...lineRows(key, hunk))
    })
    if (isCut) rows.push({ kind: 'cut', key: `${part}:cut` })
  }
  return rows
}

function lineRows(of: string, hunk: RepoHunk): LineRow[] {
  const words = changedWords(hunk.lines)
  let { oldStart: old, newStart: now } = hunk
  return hunk.lines.map((line, i): LineRow => {
    const oldNumber = line.kind === 'added' ? null : old
    const newNumber = line.kind === 'removed' ? null : now
    if (oldNumber !== null) old += 1
    if (newNumber !== null) now += 1
    return { kind: 'line', key: `${of}:${i}`, of, line, oldNumber, newNumber, words: words[i] ?? null }
  })
}

/** Where the change begins: the first line of the hunk that is not context, as the new side counts. */
export function firstChange({ newStart, lines }: RepoHunk): number {
  const at = lines.findIndex(({ kind }) => kind !== 'context')
  return newStart + Math.max(0, at)
}

/** Letters of the longest line, with tabs as wide as they are shown. */
export function longestLine(rows: readonly DiffRow[], tab: number, most: number): number {
  let longest = 0
  for (const row of rows) {
    if (row.kind !== 'line') continue
    const tabs = row.line.text.split('\t').length - 1
    longest = Math.max(longest, row.line.text.length + tabs * (tab - 1))
  }
  return Math.min(longest, most)
}
