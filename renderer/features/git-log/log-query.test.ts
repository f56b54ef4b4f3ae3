import { expect, test } from 'vitest'
import { initialGitView } from '../../commands/git-view.ts'
import { isFiltered, logQuery } from './log-query.ts'

const view = initialGitView.log

test('without filters all branches are asked for; a branch is asked for by itself', () => {
  expect(logQuery(view)).toEqual({ from: [], all: true, paths: [] })
  expect(logQuery({ ...view, from: 'night' })).toEqual({ from: ['night'], all: false, paths: [] })
})

test('what is typed is trimmed, a folder loses its slash, and the last day counts as a whole', () => {
  const query = logQuery({
    ...view,
    text: ' lamp ',
    author: 'ines',
    path: 'levels/',
    since: '2026-01-02',
    until: '2026-01-02',
  })
  const start = Date.parse('2026-01-02T00:00:00') / 1000
  expect(query).toEqual({
    from: [],
    all: true,
    paths: ['levels'],
    message: 'lamp',
    author: 'ines',
    since: start,
    until: start + 86_399,
  })
})

test('half a date is none, and what picks commits by themselves is a filter', () => {
  expect(logQuery({ ...view, since: '2026-0' })).toEqual({ from: [], all: true, paths: [] })
  expect([isFiltered(logQuery(view)), isFiltered(logQuery({ ...view, text: 'x' }))]).toEqual([false, true])
})
