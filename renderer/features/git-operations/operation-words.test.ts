import { expect, test } from 'vitest'
import { kindOf, operationWords } from './operation-words.ts'

test('what is known by a first line says what was done with it, and hashes are short', () => {
  const hash = '3bd50e8d2bd3aca077fe3f3bd509f6abd2266019'
  expect(operationWords('commit', 'The island')).toBe('Commit: The island')
  expect(operationWords('reset --hard', `Reset main to ${hash}`)).toBe('Reset main to 3bd50e8.')
  expect(operationWords('undo', `Undo reset --hard: Reset main to ${hash}`)).toBe('Undo: Reset main to 3bd50e8')
  expect(operationWords('stash push', 'On main: Half a thought')).toBe('Stash: On main: Half a thought')
  expect(operationWords('merge', "Merge branch 'night'\n\nwith a body")).toBe("Merge branch 'night'.")
})

test('what is asked for here has the name that the log gives it', () => {
  expect(kindOf({ kind: 'commit', message: null, amend: true })).toBe('amend')
  expect(kindOf({ kind: 'cherryPick', revisions: ['a'] })).toBe('cherry-pick')
  expect(kindOf({ kind: 'merge', revision: 'night' })).toBe('merge')
})
