import { expect, test } from 'vitest'
import { parseSceneText } from '../codec/scene-text.ts'
import { diffWhole } from './diff-texts.ts'
import { textWithout } from './no-scene.ts'

const SCENE = `[gd_scene load_steps=2 format=3 uid="uid://abc"]

[ext_resource type="Script" path="res://level.gd" id="1"]

[node name="Level" type="Node2D"]
script = ExtResource("1")

[node name="Lamp" type="Sprite2D" parent="."]
position = Vector2(1, 2)
`

test('DIFF14 a scene that came is all of its nodes, added; one that went is all of them, removed', () => {
  const nothing = textWithout(read(SCENE))
  expect(nothing).toBe('[gd_scene load_steps=2 format=3 uid="uid://abc"]\n')
  expect(listed(nothing, SCENE)).toEqual(['node-added .', 'resource-added .', 'node-added Lamp'])
  expect(listed(SCENE, nothing)).toEqual(['node-removed .', 'resource-removed .', 'node-removed Lamp'])
})

test('DIFF14 a resource that came is what it says', () => {
  const text = '[gd_resource type="Theme" format=3]\r\n\r\n[resource]\r\ndefault_font_size = 12\r\n'
  const nothing = textWithout(read(text))
  expect(nothing).toBe('[gd_resource type="Theme" format=3]\r\n\r\n[resource]\r\n')
  expect(listed(nothing, text)).toEqual(['property-changed .'])
})

function read(text: string) {
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return parsed.value
}

function listed(from: string, to: string): string[] {
  const diff = diffWhole(from, to)
  if (!diff.ok) throw new Error(diff.fault.reason)
  return diff.value.changes.map(({ kind, node }) => `${kind} ${node}`)
}
