import { expect, test } from 'vitest'
import { changedWords, type HunkLine } from './hunk-words.ts'

test('only the words that differ stand out, on both sides', () => {
  expect(shown(' a', '-speed = 10', '+speed = 12', ' b')).toEqual([null, 'speed = [10]', 'speed = [12]', null])
})

test('lines that come in the place of fewer are compared as a whole', () => {
  expect(shown('-move(here, there)', '+move(', '+here, there)')).toEqual(['move(here, there)', 'move(', 'here, there)'])
})

test('lines that say something else, come alone or go alone are shown as they are', () => {
  expect(shown('-a quiet evening', '+position = Vector2(1, 2)')).toEqual([null, null])
  expect(shown('-gone', ' kept', '+new')).toEqual([null, null, null])
})

test('each place of a hunk is looked at by itself', () => {
  expect(shown('-x = 1', '+x = 2', ' same', '-y = 1', '+y = 3')).toEqual([
    'x = [1]',
    'x = [2]',
    null,
    'y = [1]',
    'y = [3]',
  ])
})

const kinds = { ' ': 'context', '-': 'removed', '+': 'added' } as const

function shown(...lines: readonly string[]): (string | null)[] {
  const hunk = lines.map((line): HunkLine => ({ kind: kinds[line[0] as ' '], text: line.slice(1) }))
  return changedWords(hunk).map(
    parts => parts?.map(({ text, isChanged }) => (isChanged ? `[${text}]` : text)).join('') ?? null,
  )
}
