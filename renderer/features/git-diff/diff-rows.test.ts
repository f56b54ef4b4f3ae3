import { expect, test } from 'vitest'
import type { RepoHunk } from '../../../shared/contract/repo-data.ts'
import { diffRows, firstChange, longestLine } from './diff-rows.ts'

const hunk: RepoHunk = {
  id: 'h',
  oldStart: 3,
  oldLines: 3,
  newStart: 4,
  newLines: 3,
  lines: [
    { kind: 'context', text: 'a' },
    { kind: 'removed', text: 'speed = 1' },
    { kind: 'added', text: 'speed = 2' },
    { kind: 'context', text: '\tb' },
  ],
}

test('each side counts its own lines, and words that differ stand out', () => {
  const rows = diffRows([{ kind: 'changed', hunks: [hunk], isCut: true }])
  expect(rows.map(row => (row.kind === 'line' ? [row.oldNumber, row.newNumber, row.line.kind] : row.kind))).toEqual([
    'part',
    'hunk',
    [3, 4, 'context'],
    [4, null, 'removed'],
    [null, 5, 'added'],
    [5, 6, 'context'],
    'cut',
  ])
  const added = rows.find(row => row.kind === 'line' && row.line.kind === 'added')
  expect(added?.kind === 'line' && added.words).toEqual([
    { text: 'speed = ', isChanged: false },
    { text: '2', isChanged: true },
  ])
})

test('parts without hunks are left out, and any two states have no heading', () => {
  expect(diffRows([{ kind: 'staged', hunks: [], isCut: false }])).toEqual([])
  expect(diffRows([{ kind: 'pair', hunks: [hunk], isCut: false }])[0]?.kind).toBe('hunk')
})

test('where a hunk begins to differ, and how wide its lines are', () => {
  expect(firstChange(hunk)).toBe(5)
  const rows = diffRows([{ kind: 'pair', hunks: [hunk], isCut: false }])
  expect([longestLine(rows, 4, 100), longestLine(rows, 20, 100), longestLine(rows, 4, 5)]).toEqual([9, 21, 5])
})
