import { expect, test } from 'vitest'
import { positionsBetween, seedPosition } from './position.ts'

test('TREE5 two people who paste ten into one gap make two runs, not twenty', () => {
  const [left, right] = [seedPosition(0), seedPosition(1)]
  const all = [
    ...positionsBetween(left, right, 10, 'a').map(p => ({ p, by: 'a' })),
    ...positionsBetween(left, right, 10, 'b').map(p => ({ p, by: 'b' })),
  ]
  all.sort((x, y) => (x.p < y.p ? -1 : 1))
  expect(all.map(({ by }) => by).join('')).toBe('aaaaaaaaaabbbbbbbbbb')
  expect(all.every(({ p }) => left < p && p < right)).toBe(true)
})

test('seed positions go up, past where their keys grow a digit', () => {
  for (let i = 1; i < 5000; i += 1) expect(seedPosition(i - 1) < seedPosition(i)).toBe(true)
})

test('there is always room: at the ends, inside a run, below an extension, a thousand times in one gap', () => {
  const between = (left: string | null, right: string | null, by = 'w') => {
    const [made = ''] = positionsBetween(left, right, 1, by)
    if (left !== null) expect(left < made, `${left} < ${made}`).toBe(true)
    if (right !== null) expect(made < right, `${made} < ${right}`).toBe(true)
    return made
  }
  const run = positionsBetween(seedPosition(3), seedPosition(4), 3, 'x')
  const inside = between(run[0] ?? '', run[1] ?? '')
  between(run[0] ?? '', inside)
  between(inside, run[1] ?? '')
  between(null, seedPosition(0))
  between(seedPosition(9), null)
  let left: string = seedPosition(0)
  for (let i = 0; i < 1000; i += 1) left = between(left, seedPosition(1), i % 2 === 0 ? 'a' : 'b')
  let right: string = seedPosition(1)
  for (let i = 0; i < 1000; i += 1) right = between(seedPosition(0), right)
  expect(right.length).toBeLessThan(400)
})

test('a hostile neighbour breaks nothing', () => {
  for (const strange of ['', '!!!', '\u0000', 'zzzz:::', 'a0!x.0000:', '~']) {
    expect(positionsBetween(strange, null, 2, 'w')).toHaveLength(2)
    expect(positionsBetween(null, strange, 2, 'w')).toHaveLength(2)
  }
})
