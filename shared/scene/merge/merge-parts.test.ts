/** Values that are merged by their parts: each side's edits of one value are both there. */
import { expect, test } from 'vitest'
import { printVariant } from '../codec/variant.ts'
import { writeCells } from '../tile-cells.ts'
import { whyNotLoadable } from './check-text.ts'
import { mergeScenes } from './merge-scenes.ts'

function node(type: string, properties: string): string {
  return `[gd_scene format=4 uid="uid://bparts"]\n\n[node name="Root" type="${type}" unique_id=1]\n${properties}\n`
}

function resource(type: string, properties: string): string {
  return `[gd_scene format=4 uid="uid://bparts"]

[sub_resource type="${type}" id="${type}_aaaaa"]
${properties}

[node name="Root" type="AnimationPlayer" unique_id=1]
libraries/x = SubResource("${type}_aaaaa")
`
}

function merge(base: string, ours: string, theirs: string) {
  const merged = mergeScenes({ base, ours, theirs }, 'auto')
  if (!merged.ok) throw new Error(merged.fault.reason)
  expect(whyNotLoadable(merged.text)).toBeNull()
  return merged
}

/** Merged both ways round: the same. */
function mergeClean(base: string, ours: string, theirs: string): string {
  const merged = merge(base, ours, theirs)
  expect(merged.conflicts).toEqual([])
  return merged.text
}

test('PART1 two painters on one TileMapLayer, different cells: both there', () => {
  const cells = (changes: Record<string, string>) =>
    `tile_map_data = ${printVariant({ type: 'PackedByteArray', bytes: writeCells(new Uint8Array([0, 0]), new Map(Object.entries(changes))) }, { format: 4 })}`
  const base = { '0,0': '1,0,0,0' }
  const text = mergeClean(
    node('TileMapLayer', cells(base)),
    node('TileMapLayer', cells({ ...base, '1,0': '1,2,0,0' })),
    node('TileMapLayer', cells({ ...base, '0,1': '1,3,0,0' })),
  )
  expect(text).toContain(cells({ ...base, '1,0': '1,2,0,0', '0,1': '1,3,0,0' }))
})

test('PART1 cells of the TileMaps before it', () => {
  const layer = (...numbers: number[]) => node('TileMap', `layer_0/tile_data = PackedInt32Array(${numbers.join(', ')})`)
  expect(mergeClean(layer(0, 1, 0), layer(0, 1, 0, 5, 2, 0), layer(0, 9, 0))).toContain(
    'PackedInt32Array(0, 9, 0, 5, 2, 0)',
  )
})

test('PART1 a transform by its axes and each coordinate of its place', () => {
  const place = (x: number, y: number, z: number, a = 1) =>
    node('Node3D', `transform = Transform3D(${a}, 0, 0, 0, 1, 0, 0, 0, 1, ${x}, ${y}, ${z})`)
  expect(mergeClean(place(0, 0, 0), place(5, 0, 0, 2), place(0, 0, 7))).toContain(
    'Transform3D(2, 0, 0, 0, 1, 0, 0, 0, 1, 5, 0, 7)',
  )
})

test('PART1 a packed array by position while the lengths agree', () => {
  const polygon = (...numbers: number[]) => node('Polygon2D', `polygon = PackedVector2Array(${numbers.join(', ')})`)
  expect(mergeClean(polygon(0, 0, 1, 1, 2, 2), polygon(9, 0, 1, 1, 2, 2), polygon(0, 0, 1, 1, 2, 8))).toContain(
    'PackedVector2Array(9, 0, 1, 1, 2, 8)',
  )
})

test('PART4 a point moved in a list that the other side made shorter is listed, whichever side it is', () => {
  const polygon = (...numbers: number[]) => node('Polygon2D', `polygon = PackedVector2Array(${numbers.join(', ')})`)
  const [base, shorter, moved] = [polygon(0, 0, 1, 1, 2, 2), polygon(0, 0, 1, 1), polygon(0, 0, 1, 1, 5, 5)]
  const merged = merge(base, shorter, moved)
  expect(merged.text).toContain('PackedVector2Array(0, 0, 1, 1)')
  expect(merged.conflicts).toMatchObject([{ kind: 'property', node: '.', theirs: 'PackedVector2Array(5, 5)' }])
  expect(merge(base, moved, shorter).conflicts).toMatchObject([{ ours: 'PackedVector2Array(5, 5)' }])
})

test('PART1 animations of SpriteFrames by name', () => {
  const frames = (...animations: string[]) => resource('SpriteFrames', `animations = [${animations.join(', ')}]`)
  const animation = (name: string, speed: string, frame = '[]') =>
    `{\n"frames": ${frame},\n"loop": true,\n"name": &"${name}",\n"speed": ${speed}\n}`
  const text = mergeClean(
    frames(animation('idle', '5.0')),
    frames(animation('idle', '8.0'), animation('run', '10.0')),
    frames(animation('idle', '5.0', '[{\n"duration": 1.0,\n"texture": null\n}]'), animation('jump', '3.0')),
  )
  expect([...text.matchAll(/"name": &"(\w+)"/g)].map(match => match[1])).toEqual(['idle', 'jump', 'run'])
  expect(text).toContain('"speed": 8.0')
  expect(text).toContain('"duration": 1.0')
})

const track = (at: number, path: string, keys: string, interp = 1) => `tracks/${at}/type = "value"
tracks/${at}/imported = false
tracks/${at}/enabled = true
tracks/${at}/path = NodePath("${path}")
tracks/${at}/interp = ${interp}
tracks/${at}/loop_wrap = true
tracks/${at}/keys = ${keys}`
const keys = (...pairs: [number, number][]) => `{
"times": PackedFloat32Array(${pairs.map(([time]) => time).join(', ')}),
"transitions": PackedFloat32Array(${pairs.map(() => 1).join(', ')}),
"update": 0,
"values": [${pairs.map(([, value]) => `${value}.0`).join(', ')}]
}`

test('PART3 tracks that each side adds are both there, though both call theirs the second', () => {
  const first = track(0, 'A:x', keys([0, 1]))
  const text = mergeClean(
    resource('Animation', `length = 1.0\n${first}`),
    resource('Animation', `length = 1.0\n${first}\n${track(1, 'B:x', keys([0, 2]))}`),
    resource('Animation', `length = 1.0\n${first}\n${track(1, 'C:x', keys([0, 3]))}`),
  )
  expect([...text.matchAll(/tracks\/(\d)\/path = NodePath\("(\w)/g)].map(match => `${match[1]}${match[2]}`)).toEqual([
    '0A',
    '1B',
    '2C',
  ])
  expect(text).toContain('tracks/2/keys')
})

test('PART3 keys of one track by their time, and a key that both set is listed', () => {
  const one = (...pairs: [number, number][]) => resource('Animation', track(0, 'A:x', keys(...pairs)))
  expect(mergeClean(one([0, 1], [1, 1]), one([0, 1], [0.5, 7], [1, 1]), one([0, 1], [1, 4]))).toContain(
    keys([0, 1], [0.5, 7], [1, 4]),
  )
  const merged = merge(one([0, 1], [1, 1]), one([0, 1], [1, 2]), one([0, 1], [1, 3]))
  expect(merged.text).toContain(keys([0, 1], [1, 2]))
  expect(merged.conflicts).toMatchObject([{ kind: 'resource', node: '.', chosen: 'ours' }])
})

test('PART3 points of gradients and curves', () => {
  const gradient = (offsets: number[], reds: number[]) =>
    resource(
      'Gradient',
      `offsets = PackedFloat32Array(${offsets.join(', ')})\ncolors = PackedColorArray(${reds.flatMap(red => [red, 0, 0, 1]).join(', ')})`,
    )
  expect(
    mergeClean(
      gradient([0, 1], [0, 1]),
      gradient([0, 0.25, 1], [0, 0.5, 1]),
      gradient([0, 0.75, 1], [0.125, 0.875, 1]),
    ),
  ).toContain(
    'offsets = PackedFloat32Array(0, 0.25, 0.75, 1)\ncolors = PackedColorArray(0.125, 0, 0, 1, 0.5, 0, 0, 1, 0.875, 0, 0, 1, 1, 0, 0, 1)',
  )
  const curve = (...points: [number, number][]) =>
    resource(
      'Curve',
      `_data = [${points.map(([x, y]) => `Vector2(${x}, ${y}), 0.0, 0.0, 0, 0`).join(', ')}]\npoint_count = ${points.length}`,
    )
  expect(mergeClean(curve([0, 0], [1, 1]), curve([0, 0], [0.5, 2], [1, 1]), curve([0, 3], [1, 1]))).toContain(
    '_data = [Vector2(0, 3), 0.0, 0.0, 0, 0, Vector2(0.5, 2), 0.0, 0.0, 0, 0, Vector2(1, 1), 0.0, 0.0, 0, 0]\npoint_count = 3',
  )
  const path = (...xs: number[]) =>
    resource(
      'Curve2D',
      `_data = {\n"points": PackedVector2Array(${xs.flatMap(x => [0, 0, 0, 0, x, 0]).join(', ')})\n}\npoint_count = ${xs.length}`,
    )
  expect(mergeClean(path(1, 2, 3), path(8, 2, 3), path(1, 2, 9))).toContain(
    'PackedVector2Array(0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 9, 0)',
  )
})

test('PART3 the resource of a .tres is merged by its parts too', () => {
  const tres = (...pairs: [number, number][]) =>
    `[gd_resource type="Animation" format=3 uid="uid://banim"]\n\n[resource]\n${track(0, 'A:x', keys(...pairs))}\n`
  expect(mergeClean(tres([0, 1]), tres([0, 1], [1, 2]), tres([0, 5]))).toContain(keys([0, 5], [1, 2]))
})

test('what is one register stays one: a list of another kind is ours, and listed', () => {
  const list = (...items: number[]) => node('Node', `items = [${items.join(', ')}]`)
  expect(merge(list(1, 2), list(9, 2), list(1, 8)).conflicts).toMatchObject([{ property: 'items', chosen: 'ours' }])
})

test('PART1 an entry that one side set and the other took away with its dictionary is contested', () => {
  const scene = (stats: string) =>
    `[gd_scene format=3]\n\n[node name="Root" type="Node2D"]\n${stats}\n[node name="A" type="Node2D" parent="."]\n`
  const dictionary = (hp: number) => `metadata/stats = {\n"hp": ${hp},\n"mp": 1\n}\n`
  const texts = { base: scene(dictionary(1)), set: scene(dictionary(7)), removed: scene('') }
  const kept = mergeScenes({ base: texts.base, ours: texts.set, theirs: texts.removed }, 'auto')
  const conflict = { kind: 'property', node: '.', property: 'metadata/stats "hp"', base: '1', chosen: 'ours' }
  expect(kept).toMatchObject({ ok: true, conflicts: [{ ...conflict, ours: '7', theirs: null }] })
  if (kept.ok) expect(kept.text).toContain('metadata/stats = {\n"hp": 7\n}')
  const gone = mergeScenes({ base: texts.base, ours: texts.removed, theirs: texts.set }, 'auto')
  expect(gone).toMatchObject({ ok: true, conflicts: [{ ...conflict, ours: null, theirs: '7' }] })
  if (gone.ok) expect(gone.text).not.toContain('metadata/stats')
})
