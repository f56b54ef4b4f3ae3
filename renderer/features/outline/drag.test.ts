import { expect, test } from 'vitest'
import { createOutliner } from '../../../shared/scene/geometry/outline.ts'
import { sceneOf, testDeps } from '../../../shared/scene/geometry/test-scene.ts'
import type { Point } from '../../../shared/scene/geometry/transform2.ts'
import { type DragKind, type DragOptions, dragTo, pivotOf } from './drag.ts'
import { placeHandles } from './handles.ts'
import { boxOf, carriedBy, createPicture } from './picture.ts'

const scene = sceneOf(`[gd_scene format=3]

[node name="Root" type="Node2D"]

[node name="Box" type="Polygon2D" parent="."]
position = Vector2(100, 50)
polygon = PackedVector2Array(-20, -10, 20, -10, 20, 10, -20, 10)

[node name="Dot" type="Marker2D" parent="Box"]
position = Vector2(0, 30)

[node name="Panel" type="Panel" parent="."]
offset_left = 300.0
offset_top = 100.0
offset_right = 400.0
offset_bottom = 150.0
`)
const picture = createPicture(createOutliner(testDeps()).outline(scene), '2d')
const free: DragOptions = {
  isSnapping: false,
  step: 8,
  degrees: 15,
  fineStep: 1,
  isConstrained: false,
  isFromCentre: false,
}

function dragged(names: readonly string[], drag: DragKind, from: Point, to: Point, options: Partial<DragOptions> = {}) {
  const items = names.flatMap(name => picture.items.find(item => item.name === name) ?? [])
  const box = boxOf(
    picture,
    items.map(({ node }) => node),
  )
  if (box === null) throw new Error('nothing to drag')
  const start = { drag, items, box, pivot: pivotOf(items, box), from }
  const { changes, words } = dragTo(start, to, { ...free, ...options })
  return { words, ...Object.fromEntries(changes.map(({ name, text }) => [name, text])) }
}

const corner: DragKind = { kind: 'scale', handle: { kind: 'scale', x: 1, y: 1 } }
const origin = { x: 0, y: 0 }

test('a free move comes in whole units, a snapped one ends on the grid', () => {
  const move: DragKind = { kind: 'move' }
  expect(dragged(['Box'], move, origin, { x: 10.4, y: -3.3 })).toEqual({
    words: 'x 110, y 47',
    position: 'Vector2(110, 47)',
  })
  expect(dragged(['Box'], move, origin, { x: 10.4, y: 0 }, { isSnapping: true })).toMatchObject({
    position: 'Vector2(112, 50)',
  })
  expect(dragged(['Box'], move, origin, { x: 10, y: 4 }, { isConstrained: true })).toMatchObject({
    position: 'Vector2(110, 50)',
  })
})

test('a turn about the origin of one node leaves it in its place, snapped to 15°', () => {
  const turn = dragged(['Box'], { kind: 'rotate' }, { x: 200, y: 50 }, { x: 195, y: 90 }, { isSnapping: true })
  expect(turn).toEqual({ words: '30°', position: 'Vector2(100, 50)', rotation: '0.5235988' })
})

test('a corner pulled scales from the opposite corner, or with Alt from the middle', () => {
  const from = { x: 120, y: 60 }
  expect(dragged(['Box'], corner, from, { x: 160, y: 70 })).toEqual({
    words: '× 2, 1.5',
    position: 'Vector2(120, 55)',
    scale: 'Vector2(2, 1.5)',
  })
  expect(dragged(['Box'], corner, from, { x: 140, y: 60 }, { isFromCentre: true })).toMatchObject({
    position: 'Vector2(100, 50)',
    scale: 'Vector2(2, 1)',
  })
  expect(dragged(['Box'], corner, from, { x: 160, y: 60 }, { isConstrained: true })).toMatchObject({
    scale: 'Vector2(2, 2)',
  })
})

test('a control gets another size, not another scale', () => {
  expect(dragged(['Panel'], corner, { x: 400, y: 150 }, { x: 421.3, y: 150 })).toEqual({
    words: '121 × 50',
    offset_right: '421.0',
  })
  expect(dragged(['Panel'], corner, { x: 400, y: 150 }, { x: 421, y: 150 }, { isSnapping: true })).toMatchObject({
    offset_right: '420.0',
  })
})

test('several nodes share an upright box around all that they carry', () => {
  const nodes = picture.items.filter(({ name }) => name === 'Box' || name === 'Panel').map(({ node }) => node)
  expect(boxOf(picture, nodes)?.rect).toEqual({ x: 80, y: 40, width: 320, height: 110 })
  const [box] = nodes
  expect(
    picture.items
      .filter(item => carriedBy(picture, new Set(box === undefined ? [] : [box])).has(item.key))
      .map(({ name }) => name),
  ).toEqual(['Box', 'Dot'])
})

test('a box has handles along its sides where there is room, and a point only one to turn it', () => {
  const count = (name: string, zoom: number) => {
    const node = picture.items.find(item => item.name === name)?.node
    const box = node === undefined ? null : boxOf(picture, [node])
    const view = { x: 100, y: 50, zoom, width: 800, height: 600 }
    return box === null ? 0 : placeHandles(view, box, { scale: true, rotate: true }).length
  }
  expect([count('Box', 4), count('Box', 0.1), count('Dot', 4)]).toEqual([9, 5, 1])
})
