/** Queries as people type them, over a small project. */
import { expect, test } from 'vitest'
import json from '../../godot/classes.json' with { type: 'json' }
import { createClassDatabase } from '../../godot/classes.ts'
import { readScriptFacts } from '../../godot/script-facts.ts'
import { sceneFromText } from '../testing/scene-from-text.ts'
import { completeQuery } from './complete.ts'
import { findNodes } from './find.ts'
import { parseQuery } from './parse.ts'
import { createProjectIndex, type ProjectIndex } from './project-index.ts'

const classes = createClassDatabase(json)

const harbor = `[gd_scene format=3 uid="uid://harbor"]

[ext_resource type="PackedScene" uid="uid://crab" path="res://actors/crab.tscn" id="1_c"]
[ext_resource type="Texture2D" path="res://art/sea.png" id="2_t"]
[ext_resource type="Script" path="res://ai/gull_ai.gd" id="3_s"]

[sub_resource type="AtlasTexture" id="Atlas_1"]
atlas = ExtResource("2_t")

[node name="Harbor" type="Node2D"]

[node name="Crab" parent="." instance=ExtResource("1_c")]
health = 120
position = Vector2(30, 40)

[node name="Shell" parent="Crab"]
modulate = Color(1, 0, 0, 1)

[node name="Gull" type="Sprite2D" parent="." groups=["spawn", "birds of prey"]]
unique_name_in_owner = true
texture = SubResource("Atlas_1")
script = ExtResource("3_s")
title = "Big bird (grey)"

[node name="Button" type="Button" parent="."]
text = "Set sail"

[connection signal="pressed" from="Button" to="." method="_on_pressed"]
`
const crab = `[gd_scene format=3 uid="uid://crab"]

[ext_resource type="Script" path="res://actors/enemy.gd" id="1_e"]

[node name="EnemyCrab" type="CharacterBody2D" groups=["enemies"]]
script = ExtResource("1_e")
health = 80

[node name="Shell" type="Polygon2D" parent="."]
`

const shell = `[gd_resource type="Resource" script_class="Item" format=3 uid="uid://shell"]

[ext_resource type="Script" path="res://items/item.gd" id="1_i"]
[ext_resource type="Texture2D" path="res://art/shell.png" id="2_t"]

[sub_resource type="AtlasTexture" id="Atlas_1"]
atlas = ExtResource("2_t")

[resource]
script = ExtResource("1_i")
price = 140
icon = SubResource("Atlas_1")
label = "Conch"
`

function project(): ProjectIndex {
  const index = createProjectIndex(classes)
  index.putScene('res://levels/harbor.tscn', sceneFromText(harbor))
  index.putScene('res://actors/crab.tscn', sceneFromText(crab))
  index.putScript('res://actors/enemy.gd', readScriptFacts('class_name Enemy\nextends CharacterBody2D\n'))
  index.putScript('res://ai/gull_ai.gd', readScriptFacts('extends "res://ai/base_ai.gd"\n'))
  index.putScript('res://ai/base_ai.gd', readScriptFacts('class_name BaseAi\nextends Sprite2D\n'))
  return index
}

/** The same with a resource file. */
function withItems(): ProjectIndex {
  const index = project()
  index.putScene('res://items/shell.tres', sceneFromText(shell))
  index.putScene('res://items/look.tres', sceneFromText('[gd_resource type="Theme" format=3]\n\n[resource]\n'))
  index.putScript('res://items/item.gd', readScriptFacts('class_name Item\nextends Resource\n'))
  return index
}

function find(text: string, index = project()): string[] {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(`${parsed.fault.reason} at ${parsed.fault.start}`)
  const { hits } = findNodes({ text, ...parsed, segments: index.segments(), sources: index, limit: 100 })
  return hits.map(hit => `${hit.scene.slice(6).replace(/^.*\//, '').replace('.tscn', '')}:${hit.node}`)
}

const all = ['crab:.', 'crab:Shell', 'harbor:.', 'harbor:Crab', 'harbor:Crab/Shell', 'harbor:Gull', 'harbor:Button']

test.for([
  // FND1, FND2
  ['', all],
  ['gull', ['harbor:Gull']],
  ['GULL OR name:button', ['harbor:Gull', 'harbor:Button']],
  ['type:Sprite2D group:spawn', ['harbor:Gull']],
  ['not in:levels', ['crab:.', 'crab:Shell']],
  ['-in:levels -is:root', ['crab:Shell']],
  ['in:levels/ -(is:root or is:instance or is:override)', ['harbor:Gull', 'harbor:Button']],
  ['is:root or name:gull and group:nobody', ['crab:.', 'harbor:.']],
  ['"and"', []],
  // FND3, FND8 to FND10
  ['prop:position=Vector2(30,40.0)', ['harbor:Crab']],
  ['prop:position>49 prop:position<=50', ['harbor:Crab']],
  ['prop:position.y=40', ['harbor:Crab']],
  ['prop:position.length>=50', ['harbor:Crab']],
  ['prop:health>100', ['harbor:Crab']],
  ['prop:health!=120', ['crab:.']],
  ['prop:heal*', ['crab:.', 'harbor:Crab']],
  ['prop:title="big bird (grey)"', ['harbor:Gull']],
  ['prop:title~bird', ['harbor:Gull']],
  ['prop:text=set*', ['harbor:Button']],
  ['prop:script=gull_ai', ['harbor:Gull']],
  ['prop:modulate.r=1', ['harbor:Crab/Shell']],
  ['prop:unique_name_in_owner=true', ['harbor:Gull']],
  // FND5, FND6
  ['script:*ai*', ['harbor:Gull']],
  ['script:Enemy', ['crab:.']],
  ['script~actors/', ['crab:.']],
  ['group:"birds of prey"', ['harbor:Gull']],
  ['resource:sea.png', ['harbor:Gull']],
  ['instance:crab', ['harbor:Crab']],
  ['signal:pressed', ['harbor:Button']],
  ['uid:crab', ['crab:.', 'harbor:Crab']],
  ['uid:uid://harbor', ['harbor:.']],
  ['path:Crab/*', ['harbor:Crab/Shell']],
  ['in:res://levels/harbor.tscn name:G?ll', ['harbor:Gull']],
  ['text:"set sail"', ['harbor:Button']],
  ['is:unique', ['harbor:Gull']],
  // FND7
  ['type:Enemy*', ['crab:.', 'harbor:Crab']],
  ['type:Enemy', ['crab:.', 'harbor:Crab']],
  ['type:Polygon2D', ['crab:Shell', 'harbor:Crab/Shell']],
  ['type:CharacterBody2D', ['crab:.', 'harbor:Crab']],
  ['type:PhysicsBody2D', []],
  ['type:PhysicsBody2D+', ['crab:.', 'harbor:Crab']],
  ['type:BaseAi', []],
  ['type:BaseAi+', ['harbor:Gull']],
] as const)('%s', ([text, expected]) => {
  expect(find(text)).toEqual(expected)
})

test.for([
  ['type:Theme', ['look.tres:.']],
  ['type:Item', ['shell.tres:.']],
  ['type:Resource+ is:resource', ['look.tres:.', 'shell.tres:.']],
  ['script:item', ['shell.tres:.']],
  ['prop:price>100', ['shell.tres:.']],
  ['prop:label=conch', ['shell.tres:.']],
  ['in:items/', ['look.tres:.', 'shell.tres:.']],
  ['resource:shell.png', ['shell.tres:.']],
  ['uid:shell', ['shell.tres:.']],
  ['text:conch', ['shell.tres:.']],
  ['shell -is:resource', ['crab:Shell', 'harbor:Crab/Shell']],
  ['name:shell is:resource', ['shell.tres:.']],
  ['is:root', ['crab:.', 'harbor:.']],
] as const)('FND15 %s among resource files', ([text, expected]) => {
  expect(find(text, withItems())).toEqual(expected)
})

test('FND15 a resource file that goes is no hit any more', () => {
  const index = withItems()
  index.putFile('res://items/shell.tres')
  index.remove('res://items/shell.tres')
  expect(find('in:items', index)).toEqual(['look.tres:.'])
})

test.for([
  ['typ:Node', 0, 3, /key typ/, /type:/],
  ['type:', 4, 5, /needs a value/, /type:Sprite2D/],
  ['(group:a', 0, 1, /not closed/, /\)/],
  ['group:a)', 7, 8, /closes nothing/, /./],
  ['name:"Big', 5, 9, /quote is not closed/, /"/],
  ['prop:', 4, 5, /name of a property/, /./],
  ['prop:a>', 6, 7, /value is missing/, /./],
  ['prop:a>b', 7, 8, /compares with a number/, /~/],
  ['is:rot', 3, 6, /rot/, /is:root/],
  ['a or', 2, 4, /term is missing/, /./],
  ['()', 1, 2, /term is missing/, /./],
] as const)('FND11 %s is refused with its place and a hint', ([text, start, end, reason, hint]) => {
  const parsed = parseQuery(text)
  expect(parsed.ok).toBe(false)
  if (parsed.ok) return
  expect([parsed.fault.start, parsed.fault.end]).toEqual([start, end])
  expect(parsed.fault.reason).toMatch(reason)
  expect(parsed.fault.hint).toMatch(hint)
})

test('FND12 answers come in pages, with the number of all and the terms that hold', () => {
  const index = project()
  const text = 'type:Sprite2D or name:*a*'
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  const pages: string[][] = []
  let after: string | undefined
  do {
    const { hits, total, next } = findNodes({
      text,
      ...parsed,
      segments: index.segments(),
      sources: index,
      limit: 2,
      after,
    })
    expect(total).toBe(4)
    pages.push(hits.map(hit => `${hit.node} ${hit.terms.join(' ')}`))
    after = next ?? undefined
  } while (after !== undefined)
  expect(pages).toEqual([
    ['. name:*a*', '. name:*a*'],
    ['Crab name:*a*', 'Gull type:Sprite2D'],
  ])
})

test('FND13 keys, values of the project and classes are offered', () => {
  const words = project().vocabulary()
  const offered = (text: string) => completeQuery(text, text.length, words).items.map(item => item.text)
  expect(offered('ty')).toEqual(['type:'])
  expect(offered('group:')).toEqual(['group:spawn', 'group:"birds of prey"', 'group:enemies'].sort())
  expect(offered('type:sprite2d')[0]).toBe('type:Sprite2D+')
  expect(offered('type:Ene')).toContain('type:Enemy')
  expect(offered('x in:lev')).toEqual(['in:levels/'])
  expect(offered('prop:hea')).toEqual(['prop:health'])
  expect(offered('prop:visible=t')).toEqual(['prop:visible=true'])
  expect(offered('script:gull')).toEqual(['script:ai/gull_ai.gd'])
  expect(completeQuery('a type:Sp b', 9, words)).toMatchObject({ from: 2, to: 9 })
})
