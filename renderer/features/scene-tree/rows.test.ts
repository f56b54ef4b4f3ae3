import { expect, test } from 'vitest'
import * as Y from 'yjs'
import classesFile from '../../../shared/godot/classes.json' with { type: 'json' }
import { createClassDatabase } from '../../../shared/godot/classes.ts'
import { renameNode, whyNotMove } from '../../../shared/scene/commands.ts'
import { openSceneDocument } from '../../../shared/scene/document.ts'
import { createSceneEditor } from '../../../shared/scene/editor.ts'
import { nodeAtPath } from '../../../shared/scene/reference.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { buildSeed } from '../../../shared/scene/seed.ts'
import { placeAt, placeBeside } from './places.ts'
import { parseQuery } from './query.ts'
import { buildRows, createRowBuilder, type SceneRow } from './rows.ts'

const classes = createClassDatabase(classesFile)

const crab = `[gd_scene format=3]

[node name="Crab" type="CharacterBody2D"]

[node name="Sprite" type="Sprite2D" parent="."]

[node name="Eye" type="Sprite2D" parent="Sprite"]
`

const harbor = `[gd_scene format=3]

[ext_resource type="PackedScene" path="res://crab.tscn" id="1"]
[ext_resource type="Script" path="res://beam.gd" id="2"]

[node name="Harbor" type="Node2D"]

[node name="Lamp" type="PointLight2D" parent="." groups=["lights"]]
script = ExtResource("2")

[node name="Cone" type="Polygon2D" parent="Lamp"]

[node name="Crab" parent="." instance=ExtResource("1")]

[node name="Eye" parent="Crab/Sprite" index="0"]
visible = false

[editable path="Crab"]
`

function open(text: string) {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, buildSeed(text).update, 'seed')
  return openSceneDocument(doc)
}

function setUp() {
  const document = open(harbor)
  const inner = open(crab).scene
  const sceneAt = (path: string) => (path === 'res://crab.tscn' ? inner : undefined)
  const input = (search = '', flipped: string[] = []) => ({
    scene: document.scene,
    sceneAt,
    classes,
    flipped: new Set(flipped),
    query: parseQuery(search),
  })
  const at = (path: string) => nodeAtPath(document.scene, path) ?? ('' as NodeId)
  return { document, input, at }
}

const show = (rows: readonly SceneRow[]) =>
  rows.map(
    row =>
      `${' '.repeat(row.level - 1)}${row.name}${row.node === null ? ' (inner)' : row.inner === null ? '' : ' (override)'}`,
  )

test('own nodes, then what an editable instance brings, overridden or not', () => {
  const { input, at } = setUp()
  expect(show(buildRows(input()))).toEqual(['Harbor', ' Lamp', '  Cone', ' Crab', '  Sprite (inner)'])
  const key = `${at('Crab')}/Sprite`
  expect(show(buildRows(input('', [key, at('Lamp')])))).toEqual([
    'Harbor',
    ' Lamp',
    ' Crab',
    '  Sprite (inner)',
    '   Eye (override)',
  ])
})

test('a search shows what matches and the way to it', () => {
  const { input } = setUp()
  const found = (search: string) => buildRows(input(search)).map(row => `${row.name}${row.isFaint ? '?' : ''}`)
  expect(found('cone')).toEqual(['Harbor?', 'Lamp?', 'Cone'])
  expect(found('type:light')).toEqual(['Harbor?', 'Lamp'])
  expect(found('group:lights script:beam')).toEqual(['Harbor?', 'Lamp'])
  expect(found('eye')).toEqual(['Harbor?', 'Crab?', 'Sprite?', 'Eye'])
  expect(found('nothing')).toEqual([])
})

test('rows that did not change keep their identity', () => {
  const { document, input, at } = setUp()
  const build = createRowBuilder()
  const before = build(input())
  const editor = createSceneEditor(document, {
    person: { name: 'A', color: 0 },
    now: () => 1,
    random: size => new Uint8Array(size),
  })
  renameNode(editor, at('Lamp/Cone'), 'Ray')
  const after = build(input())
  expect(after.map((row, index) => row === before[index] || row.inner !== null)).toEqual([
    true,
    true,
    false,
    true,
    true,
  ])
})

test('drops lead beside and into, never beside the root or among inner nodes', () => {
  const { document, input, at } = setUp()
  const rows = buildRows(input())
  const row = (name: string) => rows.find(each => each.name === name) as SceneRow
  expect(placeAt(document.scene, row('Cone'), 'after', [])).toEqual({ parent: at('Lamp'), index: 1 })
  expect(placeAt(document.scene, row('Crab'), 'before', [at('Lamp')])).toEqual({ parent: at('.'), index: 0 })
  expect(typeof placeAt(document.scene, row('Harbor'), 'after', [])).toBe('string')
  expect(typeof placeAt(document.scene, row('Sprite'), 'into', [])).toBe('string')
  expect(whyNotMove(document.scene, [at('Lamp')], at('Lamp/Cone'))).not.toBeNull()
})

test('one place up or down stays among the siblings', () => {
  const { document, at } = setUp()
  expect(placeBeside(document.scene, [at('Crab')], -1)).toEqual({ parent: at('.'), index: 0 })
  expect(placeBeside(document.scene, [at('Crab')], 1)).toBeNull()
  expect(placeBeside(document.scene, [at('Lamp')], 1)).toEqual({ parent: at('.'), index: 1 })
})
