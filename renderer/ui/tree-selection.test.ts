import { expect, test } from 'vitest'
import { findTyped, selectRow } from './tree-selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const plain = { shift: false, mod: false }

test('a click selects one, Mod adds and takes away, Shift selects a range from the anchor', () => {
  const one = selectRow(order, { keys: [], anchor: null }, 'b', plain)
  expect(one).toEqual({ keys: ['b'], anchor: 'b' })
  const range = selectRow(order, one, 'd', { shift: true, mod: false })
  expect(range).toEqual({ keys: ['b', 'c', 'd'], anchor: 'b' })
  expect(selectRow(order, range, 'a', { shift: true, mod: false })).toEqual({ keys: ['b', 'a'], anchor: 'b' })
  const added = selectRow(order, one, 'e', { shift: false, mod: true })
  expect(added).toEqual({ keys: ['b', 'e'], anchor: 'e' })
  expect(selectRow(order, added, 'b', { shift: false, mod: true })).toEqual({ keys: ['e'], anchor: 'b' })
})

test('a range from an anchor that is gone selects one', () => {
  expect(selectRow(order, { keys: ['z'], anchor: 'z' }, 'c', { shift: true, mod: false })).toEqual({
    keys: ['c'],
    anchor: 'c',
  })
})

test('typed letters go to the next row that begins with them, and round', () => {
  const rows = ['Crab', 'Crab2', 'Gull', 'Crane'].map(text => ({ text }))
  expect(findTyped(rows, 0, 'c')).toBe(1)
  expect(findTyped(rows, 0, 'cr')).toBe(0)
  expect(findTyped(rows, 3, 'c')).toBe(0)
  expect(findTyped(rows, 0, 'cran')).toBe(3)
  expect(findTyped(rows, 0, 'x')).toBe(-1)
})
