import { expect, test } from 'vitest'
import { longestIncreasing } from './longest-increasing.ts'
import { type Edge, resolveTree, TRASH } from './resolve-tree.ts'

const edge = (parent: string, counter = 0, position = 'a0'): Edge => ({ parent, position, counter })

test('TREE2 two moves that make a circle: the later one stands, the other item goes back where it was', () => {
  const { edges, repairs } = resolveTree(
    new Map([
      ['a', [edge('b', 5), edge('root')]],
      ['b', [edge('a', 6), edge('root')]],
    ]),
    'root',
  )
  expect([edges.get('a')?.parent, edges.get('b')?.parent]).toEqual(['root', 'a'])
  expect(repairs).toEqual([{ kind: 'cycle', item: 'a', wanted: 'b', under: 'root' }])
})

test('TREE2 an item whose parent is unknown hangs under the root and is reported', () => {
  const { edges, repairs } = resolveTree(new Map([['a', [edge('nowhere', 3)]]]), 'root')
  expect(edges.get('a')?.parent).toBe('root')
  expect(repairs[0]?.kind).toBe('orphan')
})

test('the order of the input changes nothing', () => {
  const entries: [string, Edge[]][] = [
    ['a', [edge('c', 4), edge('root')]],
    ['b', [edge('a', 4), edge('root')]],
    ['c', [edge('b', 4), edge(TRASH, 1)]],
    ['d', [edge('c', 2), edge('root')]],
  ]
  const plain = (order: [string, Edge[]][]) =>
    JSON.stringify([...resolveTree(new Map(order), 'root').edges].sort(([a], [b]) => (a < b ? -1 : 1)))
  expect(plain([...entries].reverse())).toBe(plain(entries))
})

test('an item that is its own parent, and a chain of 50,000, end', () => {
  const chain = new Map<string, Edge[]>([['self', [edge('self', 9)]]])
  for (let i = 1; i < 50_000; i += 1) chain.set(`n${i}`, [edge(`n${i - 1}`)])
  chain.set('n0', [edge('root')])
  const { edges } = resolveTree(chain, 'root')
  expect(edges.get('self')?.parent).toBe('root')
  expect(edges.size).toBe(50_000 + 1)
})

test('30,000 circles from a hostile peer are mended in order, not in their square', () => {
  const circles = new Map<string, Edge[]>()
  for (let i = 0; i < 30_000; i += 1) {
    circles.set(`a${i}`, [edge(`b${i}`, i)])
    circles.set(`b${i}`, [edge(`a${i}`, i)])
  }
  const { edges, repairs } = resolveTree(circles, 'root')
  expect([edges.size, repairs.length]).toEqual([60_000, 30_000])
})

test('longest increasing subsequence', () => {
  expect(longestIncreasing([3, 0, 1, 2, 5, 4]).map(i => [3, 0, 1, 2, 5, 4][i])).toEqual([0, 1, 2, 4])
  expect(longestIncreasing([])).toEqual([])
})
