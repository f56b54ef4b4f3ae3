import { expect, test } from 'vitest'
import type { RepoStatusEntry } from '../../../shared/contract/repo-data.ts'
import { repoWords } from '../../text/repo.ts'
import { changeRows, chosenPaths, neighbourOf, toggleStage } from './change-rows.ts'

const entries: readonly RepoStatusEntry[] = [
  { path: 'a.gd', status: 'modified', staged: true },
  { path: 'a.gd', status: 'modified', staged: false },
  { path: 'b.gd', status: 'untracked', staged: false },
  { path: 'levels/c.tscn', status: 'conflicted', staged: false },
]

test('what met comes first, then what is staged; a file can be in two groups, and a group folds', () => {
  const keys = changeRows(entries, ['staged'], repoWords.groups).map(({ key }) => key)
  expect(keys).toEqual(['met', 'met:levels/c.tscn', 'staged', 'changed', 'changed:a.gd', 'changed:b.gd'])
  expect(changeRows([], [], repoWords.groups)).toEqual([])
})

test('a chosen group means all of its files', () => {
  expect(chosenPaths(entries, ['changed', 'met:levels/c.tscn'])).toEqual({
    met: ['levels/c.tscn'],
    staged: [],
    changed: ['a.gd', 'b.gd'],
  })
})

test('Space stages what is not staged, and unstages where all of it is', () => {
  expect(toggleStage(entries, ['staged:a.gd', 'changed:b.gd'])).toEqual({ kind: 'stage', paths: ['b.gd'] })
  expect(toggleStage(entries, ['staged:a.gd'])).toEqual({ kind: 'unstage', paths: ['a.gd'] })
  expect(toggleStage(entries, [])).toBeNull()
})

test('the selection goes on to what is next in the group, or back', () => {
  const rows = changeRows(entries, [], repoWords.groups)
  expect(neighbourOf(rows, ['changed:a.gd'])).toBe('changed:b.gd')
  expect(neighbourOf(rows, ['changed:b.gd'])).toBe('changed:a.gd')
  expect(neighbourOf(rows, ['met:levels/c.tscn'])).toBeNull()
})
