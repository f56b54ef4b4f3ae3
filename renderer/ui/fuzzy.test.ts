import { expect, test } from 'vitest'
import { fuzzyFilter, fuzzyScore } from './fuzzy.ts'

test('a run at the beginning of a word comes first, then runs, then scattered letters', () => {
  const names = ['Redraw', 'Area2D', 'Rename', 'Parent re', 'Colour']
  expect(fuzzyFilter('re', names, name => name)).toEqual(['Redraw', 'Rename', 'Parent re', 'Area2D'])
  expect(fuzzyFilter('pl2', ['PointLight2D', 'Panel', 'PlaneMesh'], name => name)).toEqual(['PointLight2D'])
})

test('letters that are not there, or in another order, do not fit', () => {
  expect(fuzzyScore('ba', 'ab')).toBeNull()
  expect(fuzzyScore('', 'ab')).toBe(0)
})
