import { expect, test } from 'vitest'
import { hitItems, itemsIn } from './hit-test.ts'
import { outlineOfText } from './test-scene.ts'

const items = outlineOfText(`[gd_scene format=3]

[node name="Root" type="Node2D"]

[node name="Back" type="Polygon2D" parent="."]
polygon = PackedVector2Array(0, 0, 100, 0, 100, 100, 0, 100)

[node name="Front" type="Polygon2D" parent="."]
position = Vector2(50, 50)
rotation = 0.7853982
polygon = PackedVector2Array(-30, -30, 30, -30, 30, 30, -30, 30)

[node name="Unseen" type="Polygon2D" parent="."]
visible = false
polygon = PackedVector2Array(0, 0, 100, 0, 100, 100, 0, 100)

[node name="Mark" type="Marker2D" parent="."]
position = Vector2(300, 200)

[node name="HUD" type="CanvasLayer" parent="."]

[node name="Score" type="ColorRect" parent="HUD"]
offset_left = 400.0
offset_right = 450.0
offset_bottom = 20.0
`)

function names(x: number, y: number): string[] {
  return hitItems(items, { x, y }, 4, 9).map(({ name }) => name)
}

test('the topmost comes first, and a line goes before what only lies around the point', () => {
  expect(names(50, 50)).toEqual(['Front', 'Back'])
  expect(names(50, 98)).toEqual(['Back'])
  expect(names(99, 50)).toEqual(['Back'])
  expect(names(50, 91)).toEqual(['Front', 'Back'])
})

test('hidden nodes cannot be hit, and frames only on their edge', () => {
  expect(names(200, 300)).toEqual([])
  expect(names(576, 1)).toEqual(['HUD'])
})

test('a mark is as large as it looks', () => {
  expect(names(306, 204)).toEqual(['Mark'])
  expect(names(312, 200)).toEqual([])
})

test('a marquee takes what lies wholly inside it', () => {
  const inside = (x: number, y: number, width: number, height: number) =>
    itemsIn(items, { x, y, width, height })
      .filter(({ extent, mark }) => extent !== null || mark !== null)
      .map(({ name }) => name)
  expect(inside(10, 10, 80, 80)).toEqual([])
  expect(inside(5, 5, 90, 90)).toEqual(['Front'])
  expect(inside(-10, -10, 500, 300)).toEqual(['Back', 'Front', 'Mark', 'Score'])
})
