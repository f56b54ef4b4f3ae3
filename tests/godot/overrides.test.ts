/**
 * What Godot writes when nodes of an instanced or inherited scene are changed: the text that Weft has to write too.
 * Every id is given, so that the text is exact; those of new nodes are random and shown as `NEW`.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Editor, openEditor } from './editor.ts'
import { godot } from './godot.ts'
import { godotTest } from './godot-test.ts'

const project = fileURLToPath(new URL('../fixtures/overrides', import.meta.url))
let editor: Editor | null = null

beforeAll(async () => {
  if (godot !== null) editor = await openEditor(project)
})
afterAll(() => editor?.close())

godotTest('nothing, where nothing was changed', async () => {
  for (const path of ['inner.tscn', 'base.tscn', 'outer.tscn']) {
    const before = await readFile(join(project, path), 'utf8')
    const after = await textAfter(path, 'pass')
    // Godot records what is editable within an editable instance.
    const expected = path === 'outer.tscn' ? `${before}[editable path="Base/Open"]\n` : before
    expect(after).toBe(expected)
  }
})

godotTest('inner nodes of an editable instance', async () => {
  const nodes = await nodesAfter(
    'base.tscn',
    `
var arm: Node2D = root.get_node("Open/Arm")
arm.position = Vector2(5, 5)
root.get_node("Open/Arm/Hand/Finger").rotation = 1.0
root.get_node("Open/Arm/Hand/Finger").add_to_group("touched", true)
add.call(root, root.get_node("Open/Arm/Hand"), "Added")
add.call(root, root.get_node("Closed"), "UnderClosed")
`,
  )
  // An id path is written where the parent has no block in this file, an index for what stands in the inner scene.
  expect(nodes).toBe(`[node name="Base" type="Node2D" unique_id=200]

[node name="Label" type="Label" parent="." unique_id=201]

[node name="Closed" parent="." unique_id=202 instance=ExtResource("1_inner")]

[node name="UnderClosed" type="Node2D" parent="Closed" unique_id=NEW]

[node name="Open" parent="." unique_id=203 instance=ExtResource("1_inner")]

[node name="Arm" parent="Open" index="0" unique_id=101]
position = Vector2(5, 5)

[node name="Finger" parent="Open/Arm/Hand" parent_id_path=PackedInt32Array(203, 102) index="0" unique_id=103 groups=["touched"]]
rotation = 1.0

[node name="Added" type="Node2D" parent="Open/Arm/Hand" parent_id_path=PackedInt32Array(203, 102) index="1" unique_id=NEW]

[node name="Thing" type="Node2D" parent="." unique_id=204]
script = ExtResource("2_thing")
speed = 7.0

[editable path="Open"]
`)
})

godotTest('nodes of an inherited scene, and of an instance within it', async () => {
  const nodes = await nodesAfter(
    'derived.tscn',
    `
root.get_node("Label").text = "Night"
root.get_node("Closed").position = Vector2(3, 3)
root.get_node("Open/Arm").position = Vector2(6, 6)
root.get_node("Open/Arm/Hand").rotation = 0.5
root.get_node("Thing").speed = 9.0
root.get_node("Thing").friend = root.get_node("Open/Arm")
root.get_node("Thing").set_meta("zeta", 1)
root.get_node("Thing").set_meta("alpha", 2)
root.move_child(add.call(root, root, "New"), 1)
`,
  )
  expect(nodes).toBe(`[node name="Derived" unique_id=300 instance=ExtResource("1_base")]

[node name="Label" parent="." index="0" unique_id=201]
text = "Night"

[node name="New" type="Node2D" parent="." index="1" unique_id=NEW]

[node name="Closed" parent="." index="2" unique_id=202]
position = Vector2(3, 3)

[node name="Arm" parent="Open" parent_id_path=PackedInt32Array(203) index="0" unique_id=101]
position = Vector2(6, 6)

[node name="Hand" parent="Open/Arm" index="0" unique_id=102]
rotation = 0.5

[node name="Thing" parent="." index="4" unique_id=204 node_paths=PackedStringArray("friend")]
speed = 9.0
friend = NodePath("../Open/Arm")
metadata/zeta = 1
metadata/alpha = 2

[editable path="Open"]
`)
})

godotTest('nodes two instances deep', async () => {
  const nodes = await nodesAfter(
    'outer.tscn',
    `
root.get_node("Base/Thing").speed = 11.0
root.get_node("Base/Open/Arm").position = Vector2(8, 8)
root.get_node("Base/Open/Arm/Hand/Finger").rotation = 2.0
`,
  )
  expect(nodes).toBe(`[node name="Outer" type="Node2D" unique_id=400]

[node name="Base" parent="." unique_id=401 instance=ExtResource("1_base")]

[node name="Arm" parent="Base/Open" parent_id_path=PackedInt32Array(401, 203) index="0" unique_id=101]
position = Vector2(8, 8)

[node name="Finger" parent="Base/Open/Arm/Hand" parent_id_path=PackedInt32Array(401, 203, 102) index="0" unique_id=103]
rotation = 2.0

[node name="Thing" parent="Base" index="3" unique_id=204]
speed = 11.0

[editable path="Base"]
[editable path="Base/Open"]
`)
})

godotTest('connections from and to inner nodes, by tree order and signal', async () => {
  const nodes = await nodesAfter(
    'connections.tscn',
    `
var arm: Node2D = root.get_node("Open/Arm")
var thing: Node2D = root.get_node("Thing")
thing.visibility_changed.connect(arm.queue_redraw.bind("x", 2), CONNECT_PERSIST)
thing.draw.connect(arm.queue_redraw, CONNECT_PERSIST)
arm.visibility_changed.connect(thing.queue_redraw, CONNECT_PERSIST | CONNECT_ONE_SHOT)
root.visibility_changed.connect(root.get_node("Closed").queue_redraw, CONNECT_PERSIST)
thing.script = null
root.get_node("Closed").add_to_group("zebra", true)
root.get_node("Closed").add_to_group("ant", true)
root.move_child(thing, 0)
`,
  )
  expect(nodes).toBe(`[node name="Connections" unique_id=500 instance=ExtResource("1_base")]

[node name="Thing" parent="." index="0" unique_id=204]
script = null

[node name="Closed" parent="." index="2" unique_id=202 groups=["ant", "zebra"]]

[connection signal="visibility_changed" from="." to="Closed" method="queue_redraw"]
[connection signal="draw" from="Thing" to="Open/Arm" method="queue_redraw"]
[connection signal="visibility_changed" from="Thing" to="Open/Arm" method="queue_redraw" binds= ["x", 2]]
[connection signal="visibility_changed" from="Open/Arm" to="Thing" method="queue_redraw" flags=6]

[editable path="Open"]
`)
})

/** Edits a scene and saves it. Answers with the text from the first node on. */
async function nodesAfter(path: string, code: string): Promise<string> {
  const text = await textAfter(path, code)
  return text.slice(text.indexOf('[node ')).replaceAll(/unique_id=\d{4,}/g, 'unique_id=NEW')
}

async function textAfter(path: string, code: string): Promise<string> {
  if (editor === null) throw new Error('no editor')
  const resourcePath = `res://${path}`
  await editor.open(resourcePath)
  await editor.edit(resourcePath, `${addNode}${code}`)
  await editor.save(resourcePath)
  return readFile(join(editor.folder, path), 'utf8')
}

const addNode = `
var add := func(owner: Node, parent: Node, node_name: String) -> Node:
	var node := Node2D.new()
	node.name = node_name
	parent.add_child(node)
	node.owner = owner
	return node
`
