import { expect, test } from 'vitest'
import { outlineOf } from './outline.ts'
import { boundsOf } from './rect.ts'
import { itemNamed, outlineOfText, sceneOf, testDeps } from './test-scene.ts'

const head = '[gd_scene format=3]\n\n'

test('a child stands in its parents transform, and one under a plain node in none', () => {
  const items = outlineOfText(`${head}[node name="Root" type="Node2D"]
position = Vector2(100, 50)
rotation = 1.5707964
scale = Vector2(2, 2)

[node name="Child" type="Marker2D" parent="."]
position = Vector2(10, 0)

[node name="Plain" type="Node" parent="."]

[node name="Free" type="Marker2D" parent="Plain"]
position = Vector2(10, 0)

[node name="Top" type="Marker2D" parent="."]
position = Vector2(7, 7)
top_level = true
`)
  expect(origins(items, ['Child', 'Free', 'Top'])).toEqual([
    [100, 70],
    [10, 0],
    [7, 7],
  ])
})

test('a canvas layer starts anew, with its own offset, and is drawn above', () => {
  const items = outlineOfText(`${head}[node name="Root" type="Node2D"]
position = Vector2(100, 50)

[node name="HUD" type="CanvasLayer" parent="."]
offset = Vector2(5, 6)

[node name="Score" type="Label" parent="HUD"]
anchor_left = 1.0
anchor_right = 1.0
offset_left = -100.0
offset_bottom = 40.0

[node name="Late" type="Marker2D" parent="."]
`)
  expect(itemNamed(items, 'HUD').label).toBe('HUD, 1152 × 648')
  expect(itemNamed(items, 'Score').bounds).toEqual({ x: 1057, y: 6, width: 100, height: 40 })
  expect(items.map(({ name }) => name)).toEqual(['Root', 'Late', 'HUD', 'Score'])
})

test('the z index goes before the order of the tree, and adds up', () => {
  const items = outlineOfText(`${head}[node name="Root" type="Node2D"]

[node name="A" type="Node2D" parent="."]
z_index = 1

[node name="B" type="Marker2D" parent="A"]
z_index = 1

[node name="C" type="Marker2D" parent="."]
z_index = 1

[node name="D" type="Marker2D" parent="A"]
z_index = -5
z_as_relative = false
`)
  expect(items.map(({ name }) => name)).toEqual(['D', 'Root', 'A', 'C', 'B'])
})

test('a hidden node hides what is below it', () => {
  const items = outlineOfText(`${head}[node name="Root" type="Node2D"]
visible = false

[node name="A" type="Node2D" parent="."]
`)
  expect(items.map(({ isHidden }) => isHidden)).toEqual([true, true])
})

const sprite = `[gd_scene format=3]

[ext_resource type="Texture2D" path="res://a.png" id="1_a"]

[node name="S" type="Sprite2D"]
texture = ExtResource("1_a")
hframes = 4
vframes = 2
offset = Vector2(3, 0)
`

test('a sprite is one frame of its texture, once its size is known', () => {
  const imageSize = (path: string) => (path === 'res://a.png' ? { width: 64, height: 32 } : undefined)
  expect(outlineOfText(sprite, { imageSize })[0]?.extent).toEqual({ x: -5, y: -8, width: 16, height: 16 })
  expect(outlineOfText(`${sprite}centered = false\n`, { imageSize })[0]?.extent).toEqual({
    x: 3,
    y: 0,
    width: 16,
    height: 16,
  })
  expect(outlineOfText(sprite)[0]).toMatchObject({ extent: null, mark: 'cross' })
})

test('shapes of every simple kind have the extent that Godot gives them', () => {
  const shape = (type: string, lines: string) =>
    outlineOfText(
      `${head}[sub_resource type="${type}" id="S_1"]\n${lines}\n\n[node name="C" type="CollisionShape2D"]\nshape = SubResource("S_1")\n`,
    )[0]?.extent
  expect(shape('RectangleShape2D', 'size = Vector2(30, 10)')).toEqual({ x: -15, y: -5, width: 30, height: 10 })
  expect(rounded(shape('CircleShape2D', 'radius = 12.0'))).toEqual({ x: -12, y: -12, width: 24, height: 24 })
  expect(rounded(shape('CapsuleShape2D', 'radius = 5.0\nheight = 40.0'))).toEqual({
    x: -5,
    y: -20,
    width: 10,
    height: 40,
  })
  expect(shape('SegmentShape2D', 'a = Vector2(1, 2)\nb = Vector2(5, 9)')).toEqual({ x: 1, y: 2, width: 4, height: 7 })
  expect(shape('ConvexPolygonShape2D', 'points = PackedVector2Array(0, 0, 4, 0, 4, 6)')).toEqual({
    x: 0,
    y: 0,
    width: 4,
    height: 6,
  })
})

test('a path follows its curve and ends where it ends', () => {
  const [path] = outlineOfText(`${head}[sub_resource type="Curve2D" id="C_1"]
_data = {
"points": PackedVector2Array(0, 0, 0, 100, 0, 0, 0, 100, 0, 0, 200, 0)
}
point_count = 2

[node name="P" type="Path2D"]
curve = SubResource("C_1")
`)
  const points = path?.shapes[0]?.paths[0] ?? []
  expect(points.slice(0, 2)).toEqual([0, 0])
  expect(points.slice(-2)).toEqual([200, 0])
  // A cubic with both handles 100 away sags by three quarters of that.
  expect(boundsOf([points])?.height).toBeCloseTo(75, 6)
})

test('an instance shows what its scene brings, at its own place, and overrides win', () => {
  const inner = sceneOf(`${head}[node name="Crab" type="Area2D"]

[node name="Claw" type="Marker2D" parent="."]
position = Vector2(4, 0)

[node name="Eye" type="Marker2D" parent="."]
position = Vector2(0, 9)
`)
  const scene = sceneOf(`[gd_scene format=3]

[ext_resource type="PackedScene" path="res://crab.tscn" id="1_c"]

[node name="Root" type="Node2D"]

[node name="Crab" parent="." instance=ExtResource("1_c")]
position = Vector2(100, 0)
scale = Vector2(2, 2)

[node name="Eye" parent="Crab" index="1"]
position = Vector2(0, 20)

[editable path="Crab"]
`)
  const items = outlineOf(scene, testDeps({ sceneAt: path => (path === 'res://crab.tscn' ? inner : undefined) }))
  const crab = itemNamed(items, 'Crab')
  expect(crab).toMatchObject({ type: 'Area2D', instancePath: 'res://crab.tscn', isInner: false, family: '2d' })
  expect(itemNamed(items, 'Claw')).toMatchObject({ isInner: true, node: crab.node, isSelectable: false })
  expect(itemNamed(items, 'Eye')).toMatchObject({ isInner: false, isSelectable: true })
  expect(origins(items, ['Claw', 'Eye'])).toEqual([
    [108, 0],
    [100, 40],
  ])
})

test('a scene that instances itself comes to an end', () => {
  const text = `[gd_scene format=3]

[ext_resource type="PackedScene" path="res://a.tscn" id="1_a"]

[node name="A" type="Node2D"]

[node name="Inner" parent="." instance=ExtResource("1_a")]
position = Vector2(1, 0)
`
  const scene = sceneOf(text)
  const items = outlineOf(scene, testDeps({ sceneAt: () => scene }))
  expect(items.map(({ name }) => name)).toEqual(['A', 'Inner'])
})

test('a box container puts its children one after the other, marked as estimated', () => {
  const items = outlineOfText(`${head}[node name="Box" type="HBoxContainer"]
offset_right = 200.0
offset_bottom = 30.0
theme_override_constants/separation = 10

[node name="A" type="ColorRect" parent="."]
custom_minimum_size = Vector2(40, 0)

[node name="B" type="ColorRect" parent="."]
size_flags_horizontal = 3
`)
  expect(itemNamed(items, 'A')).toMatchObject({ isEstimated: true, bounds: { x: 0, y: 0, width: 40, height: 30 } })
  expect(itemNamed(items, 'B').bounds).toEqual({ x: 50, y: 0, width: 150, height: 30 })
})

test('3D nodes are seen from above: a box turned by 45° is as wide as its diagonal', () => {
  const c = Math.SQRT1_2
  const items = outlineOfText(`${head}[sub_resource type="BoxMesh" id="B_1"]
size = Vector3(2, 5, 2)

[node name="M" type="MeshInstance3D"]
transform = Transform3D(${c}, 0, ${c}, 0, 1, 0, ${-c}, 0, ${c}, 10, 3, -4)
mesh = SubResource("B_1")
`)
  expect(items[0]?.plane).toBe('top')
  expect(rounded(items[0]?.bounds)).toEqual({ x: 8.586, y: -5.414, width: 2.828, height: 2.828 })
})

test('scenes of Godot 3 are read by their old names', () => {
  const items = outlineOfText(`[gd_scene format=2]

[node name="Root" type="Spatial"]

[node name="Mark" type="Position2D" parent="."]
position = Vector2( 3, 4 )
`)
  expect(items.map(({ plane }) => plane).sort()).toEqual(['2d', 'top'])
  expect(itemNamed(items, 'Mark').mark).toBe('marker')
})

function origins(items: ReturnType<typeof outlineOfText>, names: readonly string[]): number[][] {
  return names.map(name => {
    const { transform } = itemNamed(items, name)
    return [Math.round(transform.e * 1000) / 1000, Math.round(transform.f * 1000) / 1000]
  })
}

function rounded<T extends object>(rect: T | null | undefined): Record<string, number> {
  return Object.fromEntries(
    Object.entries(rect ?? {}).map(([key, value]) => [key, Math.round(Number(value) * 1000) / 1000 + 0]),
  )
}
