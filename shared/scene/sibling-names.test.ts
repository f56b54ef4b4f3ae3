import { expect, test } from 'vitest'
import { TRASH } from '../tree/resolve-tree.ts'
import { countUp, uniqueNames } from './sibling-names.ts'

function names(entries: Record<string, string>, touched: readonly string[]): Record<string, string> {
  const map = new Map(Object.entries(entries))
  uniqueNames(
    new Map([['root', Object.keys(entries)]]),
    map,
    id => touched.includes(id),
    () => '',
  )
  return Object.fromEntries(map)
}

test('TREE6 a node nobody touched keeps its name, then the smallest id; the others count up', () => {
  expect(names({ c: 'Crab', a: 'Crab', b: 'Crab' }, ['a', 'b'])).toEqual({ c: 'Crab', a: 'Crab2', b: 'Crab3' })
  expect(names({ b: 'Crab', a: 'Crab' }, ['a', 'b'])).toEqual({ a: 'Crab', b: 'Crab2' })
  expect(names({ a: 'Crab', b: 'Crab' }, [])).toEqual({ a: 'Crab', b: 'Crab' })
})

test('counting goes on from the number a name ends in, past what is taken', () => {
  expect([countUp('Crab', 2), countUp('Crab7', 2), countUp('Crab09', 3)]).toEqual(['Crab2', 'Crab8', 'Crab11'])
  expect(names({ a: 'Crab', b: 'Crab', c: 'Crab2' }, ['a', 'b'])).toEqual({ a: 'Crab', b: 'Crab3', c: 'Crab2' })
})

test('TREE6 who counts up takes no name that another one wants', () => {
  expect(names({ a: 'Door', b: 'Door', c: 'Door2' }, ['a', 'b', 'c'])).toEqual({ a: 'Door', b: 'Door3', c: 'Door2' })
})

test('TREE6 50,000 nodes of one name, from a hostile peer, are told apart', () => {
  const ids = Array.from({ length: 50_000 }, (_, i) => `n${i}`)
  const map = new Map(ids.map(id => [id, 'Same']))
  uniqueNames(
    new Map([['root', ids]]),
    map,
    () => true,
    () => '',
  )
  expect(new Set(map.values()).size).toBe(50_000)
})

test('TREE6 deleted nodes share no names: none of them is renamed', () => {
  const names = new Map(['a', 'b'].map(id => [id, 'Same']))
  const renamed = uniqueNames(
    new Map([[TRASH, ['a', 'b']]]),
    names,
    () => true,
    () => '',
  )
  expect(renamed).toEqual([])
})
