import { expect, test } from 'vitest'
import type { DependenciesAround } from '../../../shared/contract/search.ts'
import { boxBeside, layOut } from './lay-out.ts'

const around: DependenciesAround = {
  file: { path: 'res://levels/harbor.tscn', kind: 'scene', isMissing: false },
  uses: [
    { path: 'res://actors/crab.tscn', kind: 'instance', by: 'uid' },
    { path: 'res://gone.png', kind: 'resource', by: 'path' },
  ],
  usedBy: [{ path: 'res://night.tscn', kind: 'inherits', by: 'path' }],
  files: [
    { path: 'res://actors/crab.tscn', kind: 'scene', isMissing: false },
    { path: 'res://gone.png', kind: 'texture', isMissing: true },
    { path: 'res://night.tscn', kind: 'scene', isMissing: false },
  ],
  needs: [],
  neededBy: [],
  missing: ['res://gone.png'],
  cycles: [['res://actors/crab.tscn', 'res://levels/harbor.tscn']],
}

test('users stand left, what is used right, missing ones and circles marked', () => {
  const { boxes, edges, more } = layOut(around)
  expect(
    boxes.map(({ name, column, row, isMissing, isInCircle }) => [name, column, row, isMissing, isInCircle]),
  ).toEqual([
    ['harbor.tscn', 0, 0, false, true],
    ['night.tscn', -1, 0, false, false],
    ['crab.tscn', 1, 0, false, true],
    ['gone.png', 1, 1, true, false],
  ])
  expect(edges.map(edge => [edge.from.name, edge.to.name, edge.isInCircle])).toEqual([
    ['night.tscn', 'harbor.tscn', false],
    ['harbor.tscn', 'crab.tscn', true],
    ['harbor.tscn', 'gone.png', false],
  ])
  expect(more).toEqual({ left: 0, right: 0 })
})

test('no two boxes overlap', () => {
  const many = Array.from(
    { length: 100 },
    (_, i) => ({ path: `res://${i}.png`, kind: 'resource', by: 'path' }) as const,
  )
  const { boxes, height, more } = layOut({ ...around, uses: many })
  expect(more.right).toBe(40)
  for (const [i, a] of boxes.entries()) {
    expect(a.y >= 0 && a.y < height).toBe(true)
    for (const b of boxes.slice(i + 1)) expect(a.x !== b.x || Math.abs(a.y - b.y) >= 40).toBe(true)
  }
})

test('arrows lead to the next box of the column, and to the nearest of the next column', () => {
  const drawing = layOut(around)
  const at = (name: string) => {
    const box = drawing.boxes.find(each => each.name === name)
    if (box === undefined) throw new Error(name)
    return box
  }
  const go = (name: string, key: string) => boxBeside(drawing, at(name), key)?.name ?? null
  expect(go('harbor.tscn', 'ArrowRight')).toBe('crab.tscn')
  expect(go('crab.tscn', 'ArrowDown')).toBe('gone.png')
  expect(go('gone.png', 'ArrowDown')).toBeNull()
  expect(go('gone.png', 'ArrowLeft')).toBe('harbor.tscn')
  expect(go('harbor.tscn', 'ArrowLeft')).toBe('night.tscn')
  expect(go('night.tscn', 'ArrowLeft')).toBeNull()
  expect(go('night.tscn', 'x')).toBeNull()
})
