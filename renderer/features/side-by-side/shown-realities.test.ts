import { expect, test } from 'vitest'
import type { Reality, RealityGraph } from '../../../shared/contract/realities.ts'
import { readTry, shownRealities } from './shown-realities.ts'

function reality(id: string, change: Partial<Reality> = {}): Reality {
  const base = { id, name: id, parent: 'main', time: 0, author: null, status: 'open' as const, isCurrent: false }
  return { ...base, changedFiles: 0, lastEditAt: null, goneAt: null, tried: null, branch: null, ...change }
}

function graph(...realities: Reality[]): RealityGraph {
  return {
    current: 'main',
    realities: [reality('main', { parent: null }), ...realities],
    merges: [],
    versions: [],
    canBranch: false,
  }
}

const ids = (realities: readonly Reality[]) => realities.map(({ id }) => id)

test('those that were made together last are shown, unless somebody chose others', () => {
  const all = graph(
    reality('a', { tried: 'first' }),
    reality('alone'),
    reality('b', { tried: 'second' }),
    reality('c', { tried: 'second' }),
    reality('gone', { tried: 'second', status: 'dropped' }),
  )
  expect(ids(shownRealities(all, null))).toEqual(['b', 'c'])
  expect(ids(shownRealities(all, ['alone', 'gone', 'never']))).toEqual(['alone'])
  expect(ids(shownRealities(all, []))).toEqual([])
  expect(ids(shownRealities(graph(reality('x'), reality('y')), null))).toEqual(['x', 'y'])
  expect(shownRealities(null, null)).toEqual([])
})

test('a number is how many, and a list is their names', () => {
  expect(readTry(' 5 ')).toEqual({ count: 5 })
  expect(readTry('low gravity, high jump,')).toEqual({ names: ['low gravity', 'high jump'] })
  expect(readTry('0')).toBeNull()
  expect(readTry(' , ')).toBeNull()
})
