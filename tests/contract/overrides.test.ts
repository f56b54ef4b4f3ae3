/** What Weft writes for overridden inner nodes is what Godot 4.6 writes: tests/godot/overrides.test.ts has its texts. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { overrideInner, setEditableChildren } from '../../shared/scene/commands/instances.ts'
import { addGroup, setProperty } from '../../shared/scene/commands/properties.ts'
import { composeInstance, effectiveProperties, effectiveType, type InnerNode } from '../../shared/scene/compose.ts'
import { exportScene } from '../../shared/scene/export.ts'
import { seedBase } from '../../shared/scene/file-base.ts'
import type { NodeId, Scene } from '../../shared/scene/scene.ts'
import { openText, type TestScene } from '../../shared/scene/testing/open-text.ts'

const read = (name: string) => readFileSync(new URL(`../fixtures/overrides/${name}`, import.meta.url), 'utf8')
const scenes = new Map<string, Scene>()
const sceneAt = (path: string) => {
  const known = scenes.get(path)
  if (known !== undefined) return known
  const { scene } = openText(read(path.replace('res://', ''))).document
  scenes.set(path, scene)
  return scene
}

function inner(scene: TestScene, instance: NodeId, path: string): InnerNode {
  const find = (node: InnerNode): InnerNode | undefined =>
    node.path === path ? node : node.children.map(find).find(found => found !== undefined)
  const { root } = composeInstance(scene.document.scene, instance, sceneAt)
  const found = root === null ? undefined : find(root)
  if (found === undefined) throw new Error(`no inner node ${path}`)
  return found
}

function override(scene: TestScene, instance: string, path: string): NodeId {
  return overrideInner(scene.editor, { instance: scene.id(instance), inner: inner(scene, scene.id(instance), path) })
}

const nodesOf = (scene: TestScene) => {
  const { text } = exportScene(scene.document, seedBase(scene.document))
  return text.slice(text.indexOf('[node '))
}

test('inner nodes of an editable instance', () => {
  const scene = openText(read('base.tscn'))
  setProperty(scene.editor, [override(scene, 'Open', 'Arm')], 'position', 'Vector2(5, 5)')
  const finger = override(scene, 'Open', 'Arm/Hand/Finger')
  setProperty(scene.editor, [finger], 'rotation', '1.0')
  addGroup(scene.editor, [finger], 'touched')
  expect(nodesOf(scene)).toContain(`[node name="Arm" parent="Open" index="0" unique_id=101]
position = Vector2(5, 5)

[node name="Finger" parent="Open/Arm/Hand" parent_id_path=PackedInt32Array(203, 102) index="0" unique_id=103 groups=["touched"]]
rotation = 1.0
`)
})

test('nodes of an inherited scene, and of an instance within it', () => {
  const scene = openText(read('derived.tscn'))
  setProperty(scene.editor, [override(scene, '.', 'Open/Arm')], 'position', 'Vector2(6, 6)')
  setProperty(scene.editor, [override(scene, '.', 'Label')], 'text', '"Night"')
  setProperty(scene.editor, [override(scene, '.', 'Open/Arm/Hand')], 'rotation', '0.5')
  expect(nodesOf(scene)).toBe(`[node name="Derived" unique_id=300 instance=ExtResource("1_base")]

[node name="Label" parent="." index="0" unique_id=201]
text = "Night"

[node name="Arm" parent="Open" parent_id_path=PackedInt32Array(203) index="0" unique_id=101]
position = Vector2(6, 6)

[node name="Hand" parent="Open/Arm" index="0" unique_id=102]
rotation = 0.5

[editable path="Open"]
`)
})

test('nodes two instances deep', () => {
  const scene = openText(read('outer.tscn'))
  setProperty(scene.editor, [override(scene, 'Base', 'Open/Arm')], 'position', 'Vector2(8, 8)')
  setProperty(scene.editor, [override(scene, 'Base', 'Thing')], 'speed', '11.0')
  expect(nodesOf(scene)).toBe(`[node name="Outer" type="Node2D" unique_id=400]

[node name="Base" parent="." unique_id=401 instance=ExtResource("1_base")]

[node name="Arm" parent="Base/Open" parent_id_path=PackedInt32Array(401, 203) index="0" unique_id=101]
position = Vector2(8, 8)

[node name="Thing" parent="Base" index="3" unique_id=204]
speed = 11.0

[editable path="Base"]
[editable path="Base/Open"]
`)
})

test('overriding and setting a property is one gesture, and one step of undo', () => {
  const scene = openText(read('derived.tscn'))
  scene.editor.gesture('Set position', () => {
    const arm = override(scene, '.', 'Open/Arm')
    setProperty(scene.editor, [arm], 'position', 'Vector2(6, 6)')
    addGroup(scene.editor, [arm], 'touched')
  })
  expect(nodesOf(scene)).toContain('index="0" unique_id=101 groups=["touched"]]\nposition = Vector2(6, 6)\n')
  scene.editor.undo()
  expect(exportScene(scene.document, seedBase(scene.document)).text).toBe(read('derived.tscn'))
})

test('an override of two people is one block, and undoing it leaves the file as it was', () => {
  const [a, b] = [openText(read('derived.tscn'), 1), openText(read('derived.tscn'), 2)]
  expect(override(a, '.', 'Open/Arm')).toBe(override(b, '.', 'Open/Arm'))
  a.editor.undo()
  expect(exportScene(a.document, seedBase(a.document)).text).toBe(read('derived.tscn'))
})

test('types and properties take effect through instances', () => {
  const scene = openText(read('outer.tscn'))
  expect(effectiveType(scene.document.scene, scene.id('Base'), sceneAt)).toBe('Node2D')
  const arm = override(scene, 'Base', 'Open/Arm')
  expect(effectiveType(scene.document.scene, arm, sceneAt)).toBe('Node2D')
  expect(effectiveProperties(scene.document.scene, arm, sceneAt).get('position')).toMatchObject({
    text: 'Vector2(1, 2)',
    isOwn: false,
  })
  setEditableChildren(scene.editor, scene.id('Base'), false)
  expect(scene.document.scene.editable.size).toBe(0)
})

test('a scene that instances itself ends where it would begin again', () => {
  const text = `[gd_scene format=3]\n\n[ext_resource type="PackedScene" path="res://self.tscn" id="1_s"]\n\n[node name="Self" type="Node2D" unique_id=1]\n\n[node name="Again" parent="." unique_id=2 instance=ExtResource("1_s")]\n`
  const scene = openText(text)
  expect(composeInstance(scene.document.scene, scene.id('Again'), () => scene.document.scene).type).toBe('Node2D')
})
