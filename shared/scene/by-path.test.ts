import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { SceneEdit } from '../contract/data.ts'
import { applySceneEdits, sceneTree } from './by-path.ts'
import { openSceneDocument } from './document.ts'
import { createSceneEditor } from './editor.ts'
import { buildSeed } from './seed.ts'
import { openText } from './testing/open-text.ts'

const harbor = `[gd_scene load_steps=2 format=3 uid="uid://harbor"]

[ext_resource type="PackedScene" path="res://boat.tscn" id="1_boat"]

[node name="Harbor" type="Node2D"]

[node name="Dock" type="Node2D" parent="." groups=["solid"]]
position = Vector2(10, 20)

[node name="Boat" parent="Dock" instance=ExtResource("1_boat")]

[node name="Light" type="PointLight2D" parent="."]

[connection signal="ready" from="Dock/Boat" to="." method="_on_ready" flags=3]
`

function open() {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, buildSeed(harbor).update, { kind: 'seed' })
  const document = openSceneDocument(doc)
  let byte = 0
  const random = (count: number) => Uint8Array.from({ length: count }, () => (byte++ * 37) % 256)
  const editor = createSceneEditor(document, { person: { name: 'Ines', color: 1 }, now: () => 1, random })
  return { document, editor }
}

function paths(edits: readonly SceneEdit[]): string[] {
  const { document, editor } = open()
  applySceneEdits(editor, edits)
  return sceneTree(document.scene).nodes.map(node => node.path)
}

test('lists nodes and connections by path', () => {
  const { document } = open()
  expect(sceneTree(document.scene)).toEqual({
    nodes: [
      {
        path: '.',
        name: 'Harbor',
        type: 'Node2D',
        parent: null,
        index: 0,
        instance: null,
        groups: [],
        properties: {},
      },
      {
        path: 'Dock',
        name: 'Dock',
        type: 'Node2D',
        parent: '.',
        index: 0,
        instance: null,
        groups: ['solid'],
        properties: { position: 'Vector2(10, 20)' },
      },
      {
        path: 'Dock/Boat',
        name: 'Boat',
        type: null,
        parent: 'Dock',
        index: 0,
        instance: 'res://boat.tscn',
        groups: [],
        properties: {},
      },
      {
        path: 'Light',
        name: 'Light',
        type: 'PointLight2D',
        parent: '.',
        index: 1,
        instance: null,
        groups: [],
        properties: {},
      },
    ],
    connections: [{ signal: 'ready', from: 'Dock/Boat', to: '.', method: '_on_ready', flags: 3, binds: null }],
  })
})

test('edits in order: each sees those before it', () => {
  expect(
    paths([
      { kind: 'add', parent: 'Dock', name: 'Rope', type: 'Line2D' },
      { kind: 'move', node: 'Light', parent: 'Dock', index: 0 },
      { kind: 'rename', node: 'Dock', name: 'Pier' },
      { kind: 'set', node: 'Pier/Rope', property: 'width', value: '2.0' },
      { kind: 'delete', node: 'Pier/Boat' },
    ]),
  ).toEqual(['.', 'Pier', 'Pier/Light', 'Pier/Rope'])
})

test('a null value sets a property back to its default', () => {
  const { document, editor } = open()
  applySceneEdits(editor, [{ kind: 'set', node: 'Dock', property: 'position', value: null }])
  expect(sceneTree(document.scene).nodes[1]?.properties).toEqual({})
})

test.for<[SceneEdit, string]>([
  [{ kind: 'set', node: 'Nowhere', property: 'x', value: '1' }, 'NOT_FOUND'],
  [{ kind: 'set', node: 'Dock', property: 'x', value: 'Vector2(' }, 'BAD_REQUEST'],
  [{ kind: 'add', parent: '.', name: 'a/b', type: 'Node' }, 'BAD_REQUEST'],
  [{ kind: 'add', parent: '.', name: 'Dock', type: 'Node' }, 'BAD_REQUEST'],
  [{ kind: 'rename', node: 'Dock', name: 'Light' }, 'BAD_REQUEST'],
  [{ kind: 'move', node: 'Dock', parent: 'Dock/Boat' }, 'BAD_REQUEST'],
  [{ kind: 'move', node: 'Light', parent: '.', index: 9 }, 'BAD_REQUEST'],
  [{ kind: 'delete', node: '.' }, 'BAD_REQUEST'],
])('%o is refused with %s and its place', ([edit, code]) => {
  const { editor } = open()
  const first: SceneEdit = { kind: 'set', node: 'Light', property: 'energy', value: '2.0' }
  expect(() => applySceneEdits(editor, [first, edit])).toThrow(
    expect.objectContaining({ code, data: expect.objectContaining({ edit: 1 }) }),
  )
})

test('an override of an inner node is listed, and found, by its whole path', () => {
  const { document, editor } = openText(`[gd_scene format=3]

[ext_resource type="PackedScene" path="res://base.tscn" id="1_base"]

[node name="Night" unique_id=1 instance=ExtResource("1_base")]

[node name="Moon" parent="Sky/Far" index="1" unique_id=2]
visible = false
`)
  applySceneEdits(editor, [{ kind: 'set', node: 'Sky/Far/Moon', property: 'z_index', value: '3' }])
  expect(sceneTree(document.scene).nodes[1]).toMatchObject({
    path: 'Sky/Far/Moon',
    parent: 'Sky/Far',
    index: 0,
    properties: { visible: 'false', z_index: '3' },
  })
})

test('flags of a connection that the file leaves out are 2', () => {
  const { document } = openText(`[gd_scene format=3]

[node name="Root" type="Node" unique_id=1]

[connection signal="ready" from="." to="." method="_on_ready"]
`)
  expect(sceneTree(document.scene).connections[0]?.flags).toBe(2)
})
