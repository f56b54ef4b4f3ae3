import { expect, test } from 'vitest'
import { parseSceneText, type SceneText } from '../codec/scene-text.ts'
import { createFileModel } from '../file-model.ts'
import { sceneOfModel } from '../model-scene.ts'
import { matchIds } from './match.ts'

function parse(text: string): SceneText {
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return parsed.value
}

/** Which section of `from` each one of `to` is held for, by the first words of both. */
function matches(from: string, to: string): Record<string, string> {
  const base = createFileModel(parse(from))
  const file = parse(to)
  const ids = matchIds(file, base, sceneOfModel(base))
  const title = (text: SceneText, at: number) => {
    const section = text.sections[at]
    return section === undefined ? '' : text.text.slice(section.start + 1, section.tagEnd - 1)
  }
  const found: Record<string, string> = {}
  file.sections.forEach((section, at) => {
    if (section.tag === 'gd_scene') return
    const before = base.ids.indexOf(ids[at] ?? '')
    found[title(file, at)] = before < 0 ? 'new' : title(base.structure.file, before)
  })
  return found
}

test('INT4 resources that Godot 3 numbered anew stay who they are', () => {
  const from = `[gd_scene load_steps=3 format=2]

[ext_resource path="res://b.png" type="Texture" id=1]

[sub_resource type="StyleBoxFlat" id=1]
bg_color = Color( 1, 0, 0, 1 )

[node name="Root" type="Panel"]
custom_styles/panel = SubResource( 1 )

[node name="B" type="Sprite" parent="."]
texture = ExtResource( 1 )
`
  const to = `[gd_scene load_steps=5 format=2]

[ext_resource path="res://a.png" type="Texture" id=1]
[ext_resource path="res://b.png" type="Texture" id=2]

[sub_resource type="StyleBoxFlat" id=1]
bg_color = Color( 0, 1, 0, 1 )

[sub_resource type="StyleBoxFlat" id=2]
bg_color = Color( 1, 0, 0.5, 1 )

[node name="Root" type="Panel"]
custom_styles/panel = SubResource( 2 )
custom_styles/focus = SubResource( 1 )

[node name="B" type="Sprite" parent="."]
texture = ExtResource( 2 )
`
  expect(matches(from, to)).toMatchObject({
    'ext_resource path="res://a.png" type="Texture" id=1': 'new',
    'ext_resource path="res://b.png" type="Texture" id=2': 'ext_resource path="res://b.png" type="Texture" id=1',
    'sub_resource type="StyleBoxFlat" id=1': 'new',
    'sub_resource type="StyleBoxFlat" id=2': 'sub_resource type="StyleBoxFlat" id=1',
  })
})

test('INT4 a renamed node without content, alone of its kind, and what it holds stay who they are', () => {
  const scene = (name: string) => `[gd_scene format=3]

[node name="Root" type="Node2D"]

[node name="${name}" type="Node" parent="."]

[node name="One" type="Sprite2D" parent="${name}"]
position = Vector2(1, 2)

[node name="Two" type="Timer" parent="${name}"]
`
  expect(matches(scene('Enemies'), scene('Foes'))).toMatchObject({
    'node name="Foes" type="Node" parent="."': 'node name="Enemies" type="Node" parent="."',
    'node name="One" type="Sprite2D" parent="Foes"': 'node name="One" type="Sprite2D" parent="Enemies"',
    'node name="Two" type="Timer" parent="Foes"': 'node name="Two" type="Timer" parent="Enemies"',
  })
})

test('INT4 of several nodes of a kind that were renamed each is known by what it says', () => {
  const node = (name: string, x: number) => `[node name="${name}" type="Sprite2D" parent="."]
position = Vector2(${x}, 0)
scale = Vector2(${x}, 1)
`
  const from = `[gd_scene format=3]

[node name="Root" type="Node2D"]

${node('A', 1)}
${node('B', 2)}
${node('C', 3)}`
  const to = `[gd_scene format=3]

[node name="Root" type="Node2D"]

${node('Z', 3)}
${node('Y', 2)}
${node('X', 1)}`
  const title = (name: string) => `node name="${name}" type="Sprite2D" parent="."`
  expect(matches(from, to)).toMatchObject({
    [title('Z')]: title('C'),
    [title('Y')]: title('B'),
    [title('X')]: title('A'),
  })
})

test('INT4 a moved node that got a number and a child is known by its values', () => {
  const from = `[gd_scene format=3]

[node name="Root" type="Node2D"]

[node name="Door" type="Timer" parent="."]
wait_time = 3.5

[node name="Lamp" type="Node" parent="Door"]

[node name="Wall" type="Node2D" parent="."]

[node name="Door" type="Sprite2D" parent="Wall"]
`
  const to = `[gd_scene format=3]

[node name="Root" type="Node2D"]

[node name="Wall" type="Node2D" parent="."]

[node name="Door" type="Sprite2D" parent="Wall"]

[node name="Door2" type="Timer" parent="Wall"]
wait_time = 3.5

[node name="Lamp" type="Node" parent="Wall/Door2"]

[node name="Enemy" type="Node" parent="Wall/Door2"]
`
  expect(matches(from, to)).toMatchObject({
    'node name="Door2" type="Timer" parent="Wall"': 'node name="Door" type="Timer" parent="."',
    'node name="Lamp" type="Node" parent="Wall/Door2"': 'node name="Lamp" type="Node" parent="Door"',
    'node name="Enemy" type="Node" parent="Wall/Door2"': 'new',
  })
})

test('INT4 a renamed node with its values as they were is who it was, whoever has its old name now', () => {
  const area = (name: string, parent: string, x: number) => `[node name="${name}" type="Area2D" parent="${parent}"]
position = Vector2(${x}, 1)
monitoring = false
`
  const from = `[gd_scene format=3]

[node name="Root" type="Node2D"]

[node name="Hud" type="Sprite2D" parent="."]
position = Vector2(7, 7)

${area('Door', 'Hud', 3)}`
  const to = `[gd_scene format=3]

[node name="Root" type="Node2D"]

${area('Door', '.', 9)}
[node name="Enemy" type="Node2D" parent="."]

[node name="Hud" type="Sprite2D" parent="Enemy"]
position = Vector2(7, 7)

${area('Spawn', 'Enemy/Hud', 3)}
[node name="Lamp" type="Timer" parent="Enemy/Hud/Spawn"]
`
  expect(matches(from, to)).toMatchObject({
    'node name="Spawn" type="Area2D" parent="Enemy/Hud"': 'node name="Door" type="Area2D" parent="Hud"',
    'node name="Door" type="Area2D" parent="."': 'new',
  })
})

test('INT4 without ids, what lies below a renamed node is itself, though a copy elsewhere is more alike', () => {
  const label = (name: string, parent: string) =>
    `[node name="${name}" type="Label" parent="${parent}"]\ntext = "A long way home"\nsize_flags = 3\n`
  const group = (name: string, parent: string, x: number) =>
    `[node name="${name}" type="Node2D" parent="${parent}"]\nposition = Vector2(${x}, 1)\n`
  const root = '[gd_scene format=3]\n\n[node name="Root" type="Node2D"]\n'
  const from = [root, group('Old', '.', 1), group('A', 'Old', 2), label('Sign', 'Old/A'), group('B', 'Old', 3)].join(
    '\n',
  )
  const to = [
    root,
    group('New', '.', 1),
    group('A', 'New', 2),
    label('Sign', 'New/A'),
    '[node name="Nail" type="Timer" parent="New/A/Sign"]\n',
    group('Copy', 'New', 9),
    label('Sign', 'New/Copy'),
    group('C', 'New', 4),
  ].join('\n')
  const found = matches(from, to)
  expect(found['node name="Sign" type="Label" parent="New/A"']).toBe('node name="Sign" type="Label" parent="Old/A"')
  expect(found['node name="Sign" type="Label" parent="New/Copy"']).toBe('new')
})
