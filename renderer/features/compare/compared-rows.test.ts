import { expect, test } from 'vitest'
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import { comparedRows, SCENE_ROW, subtreeOf } from './compared-rows.ts'

const tree = [
  { id: 'root', depth: 0 },
  { id: 'boats', depth: 1 },
  { id: 'tug', depth: 2 },
  { id: 'ferry', depth: 2 },
  { id: 'quay', depth: 1 },
]
const change = (id: string, kind: SceneChange['kind']): SceneChange => ({
  id: `${id}/${kind}`,
  kind,
  node: id,
  owner: { kind: 'node', id },
  property: kind === 'property-changed' ? 'position' : null,
  from: null,
  to: null,
  parts: null,
})
const rows = (changes: Record<string, SceneChange[]>, folded: string[] = []) =>
  comparedRows({
    tree,
    changes: new Map(Object.entries(changes)),
    nodeOf: id => ({ name: id, type: null, note: '' }),
    folded: new Set(folded),
  }).map(({ key, level, sign, isExpanded, position, siblings }) =>
    [key, level, sign, isExpanded ? 'open' : '', `${position}/${siblings}`].join(' '),
  )

test('the nodes that changed are listed, with those that lead to them', () => {
  expect(rows({ ferry: [change('ferry', 'node-added')], tug: [change('tug', 'property-changed')] })).toEqual([
    'root 1  open 1/1',
    'boats 2  open 1/1',
    'tug 3 changed  1/2',
    'ferry 3 added  2/2',
  ])
})

test('what is folded stays away, and the scene itself stands first', () => {
  const changes = {
    ferry: [change('ferry', 'node-moved')],
    quay: [change('quay', 'node-removed')],
    [SCENE_ROW]: [change('', 'property-changed')],
  }
  expect(rows(changes, ['boats'])).toEqual([
    ' 1 changed  1/1',
    'root 1  open 1/1',
    'boats 2   1/2',
    'quay 2 removed  2/2',
  ])
})

test('a node and all below it', () => {
  expect(subtreeOf(tree, 'boats')).toEqual(['boats', 'tug', 'ferry'])
  expect(subtreeOf(tree, 'quay')).toEqual(['quay'])
})
