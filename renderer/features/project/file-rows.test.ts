import { expect, test } from 'vitest'
import type { FileEntry } from '../../../shared/contract/data.ts'
import { fileRows } from './file-rows.ts'

const entry = (path: string, kind: FileEntry['kind']): FileEntry => ({
  path: `res://${path}`,
  kind,
  sizeBytes: 1,
  fault: null,
  inherits: null,
})
const files = [
  entry('project.godot', 'text'),
  entry('levels/harbor.tscn', 'scene'),
  entry('levels/harbor2.tscn', 'scene'),
  entry('levels/harbor10.tscn', 'scene'),
  entry('actors/crab.gd', 'script'),
  entry('actors/crab.gd.uid', 'text'),
  entry('empty', 'folder'),
]
const shown = (folded: string[], filter = '') =>
  fileRows(files, new Set(folded), filter).map(row => `${' '.repeat(row.level - 1)}${row.name}`)

test('folders come first, names count as people count, folded ones hide what is in them', () => {
  expect(shown([])).toEqual([
    'actors',
    ' crab.gd',
    'empty',
    'levels',
    ' harbor.tscn',
    ' harbor2.tscn',
    ' harbor10.tscn',
    'project.godot',
  ])
  expect(shown(['res://levels', 'res://actors'])).toEqual(['actors', 'empty', 'levels', 'project.godot'])
})

test('a filter opens what it finds and hides the rest', () => {
  expect(shown(['res://levels'], 'harbor1')).toEqual(['levels', ' harbor10.tscn'])
  expect(shown([], 'kind:script')).toEqual(['actors', ' crab.gd'])
})

test('places among siblings are told to screen readers', () => {
  const rows = fileRows(files, new Set(), '')
  expect(rows.filter(row => row.level === 1).map(row => [row.name, row.position, row.siblings])).toEqual([
    ['actors', 1, 4],
    ['empty', 2, 4],
    ['levels', 3, 4],
    ['project.godot', 4, 4],
  ])
})
