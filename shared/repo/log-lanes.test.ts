import { expect, test } from 'vitest'
import { createLogLanes, laneEdges } from './log-lanes.ts'

test('a branch opens a lane of its own, and ends where it came from', () => {
  expect(edges(['m', 'b', 's'], ['s', 'a'], ['b', 'a'], ['a'])).toEqual([
    { at: 0, edges: ['0>0 #0', '0>1 #1'] },
    { at: 1, edges: ['0>0 #0', '1>1 #1'] },
    { at: 0, edges: ['0>0 #0', '1>0 #1'] },
    { at: 0, edges: [] },
  ])
})

test('a second tip, and a merge into a lane that is there already', () => {
  expect(edges(['x', 'b'], ['y', 'a', 'b'], ['b', 'a'], ['a'])).toEqual([
    { at: 0, edges: ['0>0 #0'] },
    { at: 1, edges: ['0>0 #0', '1>0 #0', '1>1 #1'] },
    { at: 0, edges: ['0>0 #0', '1>0 #1'] },
    { at: 0, edges: [] },
  ])
})

test('where a first commit ends its lane, those beyond it move up', () => {
  expect(edges(['x'], ['y', 'a'], ['z', 'a'], ['a'])).toEqual([
    { at: 0, edges: [] },
    { at: 0, edges: ['0>0 #1'] },
    { at: 1, edges: ['0>0 #1', '1>0 #2'] },
    { at: 0, edges: [] },
  ])
})

test('every line of a row begins where one of the row above ends', () => {
  const lanes = createLogLanes()
  const history = [
    ['a', 'b', 'c'],
    ['d', 'c', 'e', 'b'],
    ['b', 'f'],
    ['c', 'f', 'g'],
    ['e', 'g'],
    ['g', 'h'],
    ['f', 'h'],
    ['h'],
  ]
  let reached = new Set<number>()
  for (const [hash = '', ...parents] of history) {
    const row = lanes.next({ hash, parents })
    const columns = row.tracks.map((_, i) => i)
    // A tip has its own column, to the right of all others.
    expect(columns.filter(column => !reached.has(column)).every(column => column === row.at)).toBe(true)
    reached = new Set(laneEdges(row).map(({ to }) => to))
  }
  expect(reached.size).toBe(0)
})

function edges(...history: readonly (readonly string[])[]) {
  const lanes = createLogLanes()
  return history.map(([hash = '', ...parents]) => {
    const row = lanes.next({ hash, parents })
    return { at: row.at, edges: laneEdges(row).map(({ from, to, track }) => `${from}>${to} #${track}`) }
  })
}
