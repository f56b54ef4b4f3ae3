import { expect, test } from 'vitest'
import type { FileDifference } from '../contract/history.ts'
import { layOut, madeUpNames } from './reality-matrix.ts'

function difference(path: string, kind: FileDifference['kind'], more: Partial<FileDifference> = {}): FileDifference {
  return { path, kind, previousPath: null, isScene: false, added: 0, removed: 0, changed: 0, registers: 0, ...more }
}

test('RTY13 files are laid side by side by path, with what each reality made of them', () => {
  const scene = difference('b.tscn', 'changed', { isScene: true, changed: 2, registers: 3 })
  const matrix = layOut([
    { id: 'one', name: 'One', parent: 'main', files: [scene, difference('c.gd', 'added')] },
    { id: 'two', name: 'Two', parent: 'main', files: [] },
    {
      id: 'three',
      name: 'Three',
      parent: 'main',
      files: [difference('a.gd', 'removed'), difference('b.tscn', 'removed')],
    },
  ])
  expect(matrix.realities.map(({ counts }) => counts)).toEqual([
    { added: 1, removed: 0, changed: 1, moved: 0 },
    { added: 0, removed: 0, changed: 0, moved: 0 },
    { added: 0, removed: 2, changed: 0, moved: 0 },
  ])
  expect(
    matrix.files.map(({ path, isScene, cells }) => [path, isScene, cells.map(cell => cell?.kind ?? null)]),
  ).toEqual([
    ['a.gd', false, [null, null, 'removed']],
    ['b.tscn', true, ['changed', null, 'removed']],
    ['c.gd', false, ['added', null, null]],
  ])
})

test('names that are made up pass over those that are taken', () => {
  expect(madeUpNames(3, new Set(['try-1', 'try-3']))).toEqual(['try-2', 'try-4', 'try-5'])
})
