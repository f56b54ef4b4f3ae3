import { expect, test } from 'vitest'
import { parseSceneText } from '../codec/scene-text.ts'
import { printVariant } from '../codec/variant.ts'
import { writeCells } from '../tile-cells.ts'
import { alignModels } from './align-models.ts'
import { diffScenes, reverseDiff } from './diff-scenes.ts'
import { type SceneChange, summarise } from './scene-change.ts'

const SCENE = `[gd_scene load_steps=3 format=3 uid="uid://bdiff"]

[ext_resource type="Texture2D" path="res://boat.png" id="1_aaaaa"]

[sub_resource type="CircleShape2D" id="CircleShape2D_bbbbb"]
radius = 4.0

[node name="Harbour" type="Node2D"]

[node name="Boats" type="Node2D" parent="."]

[node name="Tug" type="Sprite2D" parent="Boats" groups=["afloat"]]
position = Vector2(8, 16)
texture = ExtResource("1_aaaaa")

[node name="Hull" type="CollisionShape2D" parent="Boats/Tug"]
shape = SubResource("CircleShape2D_bbbbb")

[node name="Ferry" type="Sprite2D" parent="Boats"]
position = Vector2(40, 16)
target = NodePath("../Tug")

[node name="Quay" type="Node2D" parent="."]

[connection signal="visibility_changed" from="Boats/Tug" to="." method="_on_tug"]
`

test('DIFF1 a rename is one change, and what pointed there or lies below is none, in a file without unique ids', () => {
  const renamed = SCENE.replaceAll('Boats/Tug', 'Boats/Icebreaker')
    .replace('name="Tug"', 'name="Icebreaker"')
    .replace('"../Tug"', '"../Icebreaker"')
  expect(lines(SCENE, renamed)).toEqual(['node-renamed Boats/Icebreaker: Boats/Tug → Boats/Icebreaker'])
})

test('DIFF3 a move is one change, what moved along is none', () => {
  const moved = SCENE.replaceAll('parent="Boats/Tug"', 'parent="Quay/Tug"')
    .replace('type="Sprite2D" parent="Boats" groups', 'type="Sprite2D" parent="Quay" groups')
    .replaceAll('from="Boats/Tug"', 'from="Quay/Tug"')
    .replace('"../Tug"', '"../../Quay/Tug"')
  expect(lines(SCENE, inTreeOrder(moved))).toEqual(['node-moved Quay/Tug: Boats/Tug → Quay/Tug'])
})

test('DIFF3 of siblings in another order the fewest are listed', () => {
  const flat = (names: string) =>
    `[gd_scene format=3]\n\n[node name="R" type="Node"]\n${names
      .split('')
      .map(name => `\n[node name="${name}" type="Node" parent="."]\n`)
      .join('')}`
  expect(lines(flat('ABCDE'), flat('BCDEA'))).toEqual(['node-reordered A: 0 → 4'])
})

test('DIFF3 index= among the nodes of an instance is an order only where the siblings stayed', () => {
  const inner = (index: string, more = '') =>
    `[gd_scene format=3]\n\n[node name="R" type="Node"]\n\n[node name="A" type="Node" parent="." index="${index}"]\n${more}`
  expect(lines(inner('2'), inner('4'))).toEqual(['node-reordered A: 2 → 4'])
  expect(lines(inner('2'), inner('3', '\n[node name="B" type="Node" parent="." index="2"]\n'))).toEqual([
    'node-added B: ∅ → Node',
  ])
})

test('DIFF2 layout, spelling of numbers and file-local ids of resources are no change', () => {
  const respelled = SCENE.replace('Vector2(8, 16)', 'Vector2( 8.0,16 )').replace('radius = 4.0', 'radius = 4.00')
  expect(lines(SCENE, respelled)).toEqual([])
  const same = SCENE.replaceAll('1_aaaaa', '7_zzzzz').replaceAll('CircleShape2D_bbbbb', 'CircleShape2D_zzzzz')
  expect(lines(SCENE, same)).toEqual([])
})

test('DIFF4 a re-save of Godot 4.6 that only adds unique ids is no change', () => {
  const saved = SCENE.replace(
    /^(\[node .*)\]$/gm,
    (_, tag: string, at: number) => `${tag} unique_id=${1000 + at}]`,
  ).replace('load_steps=3 ', '')
  expect(saved).toMatch(/unique_id=1\d\d\d\]/)
  expect(lines(SCENE, saved)).toEqual([])
})

test('every kind of change is told with its old and new value', () => {
  const changed = SCENE.replace('type="Node2D"]\n\n[node name="Boats"', 'type="Node"]\n\n[node name="Boats"')
    .replace('Vector2(8, 16)', 'Vector2(9, 16)')
    .replace('groups=["afloat"]', 'groups=["sunk"]')
    .replace('radius = 4.0', 'radius = 5.0')
    .replace('method="_on_tug"', 'method="_on_boat"')
    .replace('[node name="Quay" type="Node2D" parent="."]\n\n', '')
  expect(lines(SCENE, changed)).toEqual([
    'node-retyped .: Node2D → Node',
    'property-changed Boats/Tug position: Vector2(8, 16) → Vector2(9, 16)',
    'group-added Boats/Tug sunk: ∅ → sunk',
    'group-removed Boats/Tug afloat: afloat → ∅',
    'connection-added Boats/Tug visibility_changed: ∅ → .::_on_boat',
    'connection-removed Boats/Tug visibility_changed: .::_on_tug → ∅',
    'resource-changed Boats/Tug/Hull radius: 4.0 → 5.0',
    'node-removed Quay: Node2D → ∅',
  ])
})

test('DIFF5 every node below one that went is listed, and the resources that went with it', () => {
  const start = SCENE.indexOf('[node name="Tug"')
  const end = SCENE.indexOf('[node name="Ferry"')
  const without = (SCENE.slice(0, start) + SCENE.slice(end))
    .replace(/\[connection[^\n]*\n/, '')
    .replace(/\[(ext|sub)_resource[^\n]*\n(radius[^\n]*\n)?\n/g, '')
    .replace('target = NodePath("../Tug")\n', '')
  expect(lines(SCENE, without)).toEqual([
    'node-removed Boats/Tug: Sprite2D → ∅',
    'connection-removed Boats/Tug visibility_changed: .::_on_tug → ∅',
    'resource-removed Boats/Tug: res://boat.png → ∅',
    'node-removed Boats/Tug/Hull: CollisionShape2D → ∅',
    'resource-removed Boats/Tug/Hull: CircleShape2D → ∅',
    'property-changed Boats/Ferry target: NodePath("../Tug") → ∅',
  ])
})

test('DIFF6 a change has one id, whichever state comes first', () => {
  const changed = SCENE.replace('Vector2(8, 16)', 'Vector2(9, 16)')
    .replace('groups=["afloat"]', '')
    .replace('method="_on_tug"', 'method="_on_tug" flags=3')
    .replace(/\[node name="Quay".*\n\n/, '[node name="Pier" type="Camera2D" parent="."]\n\n')
  const diff = compare(SCENE, changed)
  const back = reverseDiff(diff)
  expect(summarise(diff.changes)).toEqual({
    'node-added': 1,
    'node-removed': 1,
    'property-changed': 1,
    'group-removed': 1,
    'connection-added': 1,
    'connection-removed': 1,
  })
  expect(ids(back.changes)).toEqual(ids(diff.changes))
})

test('DIFF9 the cells of a tile map that were painted are told one by one', () => {
  const layer = (cells: Record<string, string>) => {
    const bytes = writeCells(new Uint8Array(), new Map(Object.entries(cells)))
    const text = printVariant({ type: 'PackedByteArray', bytes }, { format: 4 })
    return `[gd_scene format=4]\n\n[node name="Ground" type="TileMapLayer"]\ntile_map_data = ${text}\n`
  }
  const { changes } = compare(
    layer({ '0,0': '0,1,1,0', '1,0': '0,1,1,0' }),
    layer({ '0,0': '0,2,1,0', '5,5': '0,1,1,0' }),
  )
  expect(changes.map(change => change.parts)).toEqual([
    [
      { part: '0,0', from: '0,1,1,0', to: '0,2,1,0' },
      { part: '1,0', from: '0,1,1,0', to: null },
      { part: '5,5', from: null, to: '0,1,1,0' },
    ],
  ])
})

test('a resource file: its own properties are those of the root', () => {
  const resource = (energy: string) =>
    `[gd_resource type="Resource" format=3]\n\n[resource]\nenergy = ${energy}\nname = "Lamp"\n`
  expect(lines(resource('1.0'), resource('2.0'))).toEqual(['property-changed . energy: 1.0 → 2.0'])
})

test('a scene and a resource are not compared', () => {
  expect(() => compare(SCENE, '[gd_resource type="Resource" format=3]\n\n[resource]\n')).toThrow(/cannot be compared/)
})

function compare(before: string, after: string) {
  const { from, to } = alignModels({ file: parse(before), ids: null }, { file: parse(after), ids: null })
  return diffScenes(from, to)
}

function lines(before: string, after: string): string[] {
  return compare(before, after).changes.map(
    ({ kind, node, property, from, to }) =>
      `${kind} ${node}${property === null ? '' : ` ${property}`}: ${from ?? '∅'} → ${to ?? '∅'}`,
  )
}

function ids(changes: readonly SceneChange[]): string[] {
  return changes.map(change => change.id).sort((a, b) => (a < b ? -1 : 1))
}

/** Parents first, as Godot writes them: the two sections of Tug go behind Quay. */
function inTreeOrder(text: string): string {
  const tug = /\[node name="Tug"[\s\S]*?(?=\[node name="Ferry")/.exec(text)?.[0] ?? ''
  return text.replace(tug, '').replace('[connection', `${tug}[connection`)
}

function parse(text: string) {
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return parsed.value
}
