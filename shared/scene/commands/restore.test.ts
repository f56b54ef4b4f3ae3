import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  addGroup,
  addInternalResource,
  addNode,
  connectSignal,
  deleteNodes,
  moveNodes,
  renameNode,
  setProperty,
} from '../commands.ts'
import { openSceneDocument, type SceneDocument } from '../document.ts'
import { exportScene } from '../export.ts'
import { seedBase } from '../file-base.ts'
import { openText, type TestScene } from '../testing/open-text.ts'
import { registerValue, restoreFrom, revertChanges } from './restore.ts'

const SCENE = `[gd_scene format=3 uid="uid://brestore0001"]

[sub_resource type="RectangleShape2D" id="Rect_1"]
size = Vector2(4, 4)

[node name="Root" type="Node2D" unique_id=1]

[node name="A" type="Node2D" parent="." unique_id=2 groups=["g"]]
position = Vector2(1, 2)

[node name="B" type="Sprite2D" parent="A" unique_id=3]
transform = Transform2D(1, 0, 0, 1, 5, 6)

[node name="Shape" type="CollisionShape2D" parent="." unique_id=4]
shape = SubResource("Rect_1")

[connection signal="draw" from="A" to="." method="_on_draw"]
`

function copy(scene: TestScene): SceneDocument {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(scene.doc), { kind: 'storage' })
  return openSceneDocument(doc)
}

function text(document: SceneDocument): string {
  return exportScene(document, seedBase(document)).text
}

/** Every kind of edit once. */
function editAll(scene: TestScene) {
  const { editor } = scene
  setProperty(editor, [scene.id('A')], 'position', 'Vector2(9, 9)')
  renameNode(editor, scene.id('A/B'), 'Bee')
  moveNodes(editor, [scene.id('A/Bee')], scene.id('.'), 0)
  addGroup(editor, [scene.id('A')], 'late')
  const added = addNode(editor, { parent: scene.id('A'), index: 0, name: 'New', type: 'Node2D' })
  setProperty(editor, [added], 'position', 'Vector2(3, 3)')
  deleteNodes(editor, [scene.id('Shape')])
  const shape = addInternalResource(editor, { type: 'CircleShape2D' })
  expect(shape).toBeDefined()
  const end = (path: string) => ({ node: scene.id(path), rest: '' })
  connectSignal(editor, { signal: 'hidden', from: end('A'), to: end('.'), method: '_on_hidden' })
}

test('RTY6: everything says again what it said; one undo brings the other state back', () => {
  const scene = openText(SCENE)
  const then = copy(scene)
  editAll(scene)
  const after = text(scene.document)
  expect(after).not.toBe(SCENE)
  expect(restoreFrom(scene.editor, then)).toBeGreaterThan(5)
  expect(text(scene.document)).toBe(SCENE)
  expect(restoreFrom(scene.editor, then)).toBe(0)
  expect(scene.editor.undo()).toMatchObject({ done: true, skipped: 0 })
  expect(text(scene.document)).toBe(after)
})

test('what was taken back can be gone forward to again', () => {
  const scene = openText(SCENE)
  editAll(scene)
  const late = copy(scene)
  const after = text(scene.document)
  const early = openSceneDocument(openText(SCENE).doc)
  restoreFrom(scene.editor, early)
  restoreFrom(scene.editor, late)
  expect(text(scene.document)).toBe(after)
})

test('only the nodes that were named, with the resources they use; one whose parent is gone goes to the root', () => {
  const scene = openText(SCENE)
  const then = copy(scene)
  const [shape, bee] = [scene.id('Shape'), scene.id('A/B')]
  setProperty(scene.editor, [scene.id('A')], 'position', 'Vector2(9, 9)')
  deleteNodes(scene.editor, [shape])
  restoreFrom(scene.editor, then, { nodes: new Set([shape]) })
  expect(text(scene.document)).toBe(SCENE.replace('Vector2(1, 2)', 'Vector2(9, 9)'))
  moveNodes(scene.editor, [bee], scene.id('.'), 0)
  deleteNodes(scene.editor, [scene.id('A')])
  deleteNodes(scene.editor, [bee])
  restoreFrom(scene.editor, then, { nodes: new Set([bee]) })
  expect(scene.document.scene.nodes.has(bee)).toBe(true)
})

test('a change of the past is undone where it still stands, and left alone and counted where it does not', () => {
  const scene = openText(SCENE)
  const before = copy(scene)
  const a = scene.id('A')
  setProperty(scene.editor, [a], 'position', 'Vector2(5, 5)')
  const after = copy(scene)
  const register = `n/${a}/p/position`
  const change = { register, before: registerValue(before, register), after: registerValue(after, register) }
  expect(revertChanges(scene.editor, [change])).toEqual({ changed: 1, left: 0 })
  expect(text(scene.document)).toBe(SCENE)
  setProperty(scene.editor, [a], 'position', 'Vector2(6, 6)')
  expect(revertChanges(scene.editor, [change])).toEqual({ changed: 0, left: 1 })
  expect(scene.at('A').properties.get('position')).toBe('Vector2(6, 6)')
})
