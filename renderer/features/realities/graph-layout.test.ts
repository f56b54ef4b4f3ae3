import { expect, test } from 'vitest'
import type { Version } from '../../../shared/contract/history.ts'
import type { Reality, RealityGraph, RealityMerge } from '../../../shared/contract/realities.ts'
import { layOutGraph } from './graph-layout.ts'

function reality(id: string, time: number, change: Partial<Reality> = {}): Reality {
  const base = { id, name: id, parent: 'main', time, author: null, status: 'open' as const, isCurrent: false }
  return { ...base, changedFiles: 0, lastEditAt: null, goneAt: null, tried: null, branch: null, ...change }
}

function version(id: string, time: number, of = 'main'): Version {
  return { id, name: id, note: '', kind: 'version', time, author: null, reality: of, sizeBytes: 0, changedFiles: 0 }
}

function merge(from: string, time: number): RealityMerge {
  const base = { id: `${from}-merge`, from, into: 'main', time, author: null, strategy: 'auto' as const }
  return { ...base, status: 'done', files: 1, contested: 0, version: null }
}

const graph: RealityGraph = {
  current: 'main',
  realities: [
    reality('main', 0, { parent: null, isCurrent: true }),
    reality('lights', 30, { status: 'merged', lastEditAt: 60 }),
    reality('gulls', 20, { lastEditAt: 25 }),
  ],
  merges: [merge('lights', 70)],
  canBranch: false,
  versions: [version('Demo', 50), version('Done', 60, 'lights'), version('Blockout', 10)],
}

test('rows go from now to the beginning; each stands in the lane of its reality', () => {
  const { rows, lanes } = layOutGraph(graph)
  expect(rows.map(({ key, lane }) => `${key} ${lane}`)).toEqual([
    'reality:main 0',
    'merge:lights-merge 0',
    'version:Done 2',
    'version:Demo 0',
    'reality:lights 2',
    'reality:gulls 1',
    'version:Blockout 0',
  ])
  expect(lanes).toBe(3)
})

test('a line goes from its fork to its newest row; a merge leaves the newest row below it', () => {
  const { lines, merges } = layOutGraph(graph)
  expect(lines.map(({ reality: of, top, bottom, fork }) => [of, top, bottom, fork?.lane ?? null])).toEqual([
    ['main', 0, 6, null],
    ['gulls', 5, 5, 0],
    ['lights', 2, 4, 0],
  ])
  expect(merges).toEqual([{ from: { lane: 2, row: 2 }, to: { lane: 0, row: 1 }, reality: 'lights', isUndone: false }])
})

test('a lane is used again by what begins after its last one has ended', () => {
  const { lines } = layOutGraph({
    ...graph,
    realities: [
      reality('main', 0, { parent: null, isCurrent: true }),
      reality('lights', 30, { status: 'merged' }),
      reality('later', 90),
    ],
  })
  expect(lines.map(({ reality: of, lane }) => [of, lane])).toEqual([
    ['main', 0],
    ['lights', 1],
    ['later', 1],
  ])
})
