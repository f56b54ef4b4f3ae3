import { expect, test } from 'vitest'
import { fuzzyFilter, fuzzyScore } from './fuzzy.ts'

test('beginnings of words and whole runs come first; letters out of order do not fit', () => {
  const names = ['harbor_theme.tres', 'night_harbor.tscn', 'harbor.tscn', 'crab.gd']
  expect(fuzzyFilter('harbor', names, name => name)[0]).toBe('harbor.tscn')
  expect(fuzzyFilter('nh', names, name => name)).toEqual(['night_harbor.tscn'])
  expect(fuzzyScore('ba', 'ab')).toBeNull()
})

test('of two that fit alike the preferred one comes first; nothing typed keeps the order', () => {
  const names = ['harbor.gd', 'harbor.tscn']
  expect(
    fuzzyFilter(
      'harbor',
      names,
      name => name,
      name => (name.endsWith('.tscn') ? 40 : 0),
    ),
  ).toEqual(['harbor.tscn', 'harbor.gd'])
  expect(fuzzyFilter('', names, name => name)).toEqual(names)
})
