/** Each check on the smallest scene that shows it, and each fix: what it says is what it does. */
import { expect, test } from 'vitest'
import json from '../../godot/classes.json' with { type: 'json' }
import { createClassDatabase } from '../../godot/classes.ts'
import { exportScene } from '../export.ts'
import { seedBase } from '../file-base.ts'
import { createProjectIndex, type ProjectIndex } from '../query/project-index.ts'
import { putFileText } from '../query/read-file.ts'
import { openText } from '../testing/open-text.ts'
import { applyFix } from './apply-fix.ts'
import type { Problem } from './problem.ts'
import { projectView } from './project-view.ts'
import { validateScene } from './validate.ts'

const classes = createClassDatabase(json)
const LEVEL = 'res://levels/level.tscn'

const files: Readonly<Record<string, string>> = {
  'res://art/sea.png': '',
  'res://art/sea.png.import': '[remap]\nuid="uid://sea"\n',
  'res://art/Rock.png': '',
  'res://old/moved.png': '',
  'res://a/twice.png': '',
  'res://b/twice.png': '',
  'res://actors/crab.gd': 'class_name Crab\nextends Area2D\nfunc _on_hit():\n\tpass\n',
  'res://actors/shore_crab.gd': 'class_name ShoreCrab\nextends Crab\n',
  'res://actors/crab.tscn': `[gd_scene format=3 uid="uid://crab"]

[ext_resource type="Script" path="res://actors/crab.gd" id="1"]

[node name="Crab" type="Area2D"]
script = ExtResource("1")

[node name="Shell" type="Node2D" parent="."]
`,
}

function project(level: string, path = LEVEL): ProjectIndex {
  const index = createProjectIndex(classes)
  for (const [file, text] of [...Object.entries(files), [path, level] as const]) {
    index.putFile(file)
    putFileText(index, file, text)
  }
  return index
}

function check(body: string, path = LEVEL): Problem[] {
  const index = project(scene(body), path)
  const found = index.scenes.get(path)
  return found === undefined ? [] : validateScene(path, found, projectView(index))
}

function scene(body: string): string {
  return body.startsWith('[gd_scene') ? body : `[gd_scene format=3 uid="uid://level"]\n\n${body}`
}

const shown = ({ kind, severity, node, property, detail, fixes }: Problem) =>
  [kind, severity, node ?? '', property ?? '', detail, fixes.map(fix => fix.label + (fix.isSafe ? '!' : ''))] as const

const root = '[node name="Level" type="Node2D"]\n'
const sprite = (path: string, more = '') =>
  `[ext_resource type="Texture2D"${more} path="${path}" id="1"]\n\n${root}\n[node name="S" type="Sprite2D" parent="."]\ntexture = ExtResource("1")\n`

test.for([
  [
    'VAL1 a file of the same name is offered',
    sprite('res://gone/moved.png'),
    [
      [
        'missing-resource',
        'error',
        'S',
        'texture',
        'res://gone/moved.png',
        ['Use old/moved.png!', 'Clear the reference'],
      ],
    ],
  ],
  [
    'VAL1 of two, neither is safe',
    sprite('res://twice.png'),
    [
      [
        'missing-resource',
        'error',
        'S',
        'texture',
        'res://twice.png',
        ['Use a/twice.png', 'Use b/twice.png', 'Clear the reference'],
      ],
    ],
  ],
  [
    'VAL1 a missing scene',
    `[ext_resource type="PackedScene" path="res://x.tscn" id="1"]\n\n${root}\n[node name="X" parent="." instance=ExtResource("1")]\n`,
    [['missing-resource', 'error', 'X', '', 'res://x.tscn', ['Delete the node']]],
  ],
  [
    'VAL2 another case',
    sprite('res://art/rock.png'),
    [['path-case', 'error', 'S', 'texture', 'res://art/rock.png is res://art/Rock.png', ['Use art/Rock.png!']]],
  ],
  [
    'VAL3 an old path with a good uid',
    sprite('res://gone/sea.png', ' uid="uid://sea"'),
    [
      [
        'uid-mismatch',
        'warning',
        'S',
        'texture',
        'res://gone/sea.png · uid://sea is res://art/sea.png',
        ['Use art/sea.png!'],
      ],
    ],
  ],
  [
    'VAL3 a wrong uid with a good path',
    sprite('res://art/sea.png', ' uid="uid://wrong"'),
    [['uid-mismatch', 'warning', 'S', 'texture', 'res://art/sea.png · uid://wrong', ['Use art/sea.png!']]],
  ],
  [
    'VAL4 a list is not cleared',
    `[ext_resource type="Texture2D" path="res://no.png" id="1"]\n\n${root}list = [ExtResource("1"), 2]\n`,
    [['missing-resource', 'error', '.', 'list', 'res://no.png', []]],
  ],
  [
    'VAL5 a slip of the pen',
    `${root}\n[node name="A" type="Sprit2D" parent="."]\n`,
    [['unknown-type', 'error', 'A', '', 'Sprit2D', ['Change to Sprite2D']]],
  ],
  [
    'VAL5 the class of a script',
    `${root}\n[node name="A" type="ShoreCrab" parent="."]\n`,
    [['unknown-type', 'error', 'A', '', 'ShoreCrab', ['Change to Area2D!']]],
  ],
  ['VAL5 Godot 3', '[gd_scene format=2]\n\n[node name="A" type="Spatial"]\n', []],
  [
    'VAL6 a path to nothing',
    `${root}target = NodePath("Pier/Sign")\n\n[node name="Dock" type="Node2D" parent="."]\n\n[node name="Sign" type="Node2D" parent="Dock"]\n`,
    [['dangling-path', 'warning', '.', 'target', 'Pier/Sign', ['Use Dock/Sign', 'Clear it']]],
  ],
  [
    'VAL6 paths that lead somewhere, or out of the scene',
    `[ext_resource type="PackedScene" path="res://actors/crab.tscn" id="1"]\n\n${root}a = NodePath("../Outside")\nb = NodePath("Crab/Shell:position")\nc = NodePath("/root/Global")\nd = NodePath("%Crab")\ne = NodePath("")\n\n[node name="Crab" parent="." instance=ExtResource("1")]\nunique_name_in_owner = true\n`,
    [],
  ],
  [
    'VAL6 inside an instance',
    `[ext_resource type="PackedScene" path="res://actors/crab.tscn" id="1"]\n\n${root}a = [NodePath("Crab/Claw")]\n\n[node name="Crab" parent="." instance=ExtResource("1")]\n`,
    [['dangling-path', 'warning', '.', 'a', 'Crab/Claw', []]],
  ],
  [
    'VAL7 a track',
    `[sub_resource type="Animation" id="An"]\nresource_name = "wave"\ntracks/0/path = NodePath("Flag:rotation")\ntracks/1/path = NodePath("Sail:rotation")\n\n[sub_resource type="AnimationLibrary" id="Li"]\n_data = {\n&"wave": SubResource("An")\n}\n\n${root}\n[node name="Sail" type="Node2D" parent="."]\n\n[node name="Player" type="AnimationPlayer" parent="."]\nlibraries/ = SubResource("Li")\n`,
    [['dangling-track', 'warning', '.', '', 'Flag:rotation', []]],
  ],
  [
    'VAL8, VAL9 connections',
    `[ext_resource type="PackedScene" path="res://actors/crab.tscn" id="1"]\n\n${root}\n[node name="Crab" parent="." instance=ExtResource("1")]\n\n[connection signal="ready" from="Gone" to="." method="x"]\n[connection signal="ready" from="Crab/Claw" to="." method="x"]\n[connection signal="ready" from="." to="Crab" method="_on_hit"]\n[connection signal="ready" from="." to="Crab" method="_on_miss"]\n[connection signal="ready" from="." to="Crab" method="queue_free"]\n[connection signal="ready" from="Crab" to="." method="_on_ready"]\n`,
    [
      ['dangling-connection', 'error', '.', '', 'Gone ready → . x', ['Remove the connection!']],
      ['dangling-connection', 'error', 'Crab', '', 'Crab/Claw ready → . x', ['Remove the connection!']],
      ['missing-method', 'warning', '.', '', '. ready → Crab _on_miss', ['Remove the connection']],
      ['missing-method', 'warning', 'Crab', '', 'Crab ready → . _on_ready', ['Remove the connection']],
    ],
  ],
  [
    'VAL10 names',
    `${root}\n[node name="A" type="Node2D" parent="."]\n\n[node name="A" type="Node2D" parent="."]\n\n[node name="A2" type="Node2D" parent="."]\n`,
    [['duplicate-name', 'error', 'A', '', 'A', ['Rename to A3!']]],
  ],
  [
    'VAL11 a scene in itself',
    `[ext_resource type="PackedScene" path="${LEVEL}" id="1"]\n\n${root}\n[node name="Me" parent="." instance=ExtResource("1")]\n`,
    [['cyclic-instance', 'error', 'Me', '', 'levels/level.tscn → levels/level.tscn', ['Delete the instance']]],
  ],
  [
    'VAL12 many nodes',
    root + Array.from({ length: 1000 }, (_, i) => `\n[node name="N${i}" type="Node" parent="."]\n`).join(''),
    [['many-nodes', 'info', '', '', '1,001 nodes', []]],
  ],
  [
    'VAL14 a uid of two',
    `[gd_scene format=3 uid="uid://crab"]\n\n${root}`,
    [['duplicate-uid', 'warning', '', '', 'uid://crab is also res://actors/crab.tscn', []]],
  ],
] as const)('%s', ([, body, expected]) => {
  expect(check(body).map(shown)).toEqual(expected)
})

test('VAL13 blanks in a path', () => {
  expect(check(root, 'res://my levels/a.tscn').map(shown)).toEqual([
    ['awkward-path', 'info', '', '', 'my levels/a.tscn', []],
  ])
})

test('VAL17, VAL18 after each fix its problem is gone, and undo gives the file back', () => {
  const texts = [
    sprite('res://gone/moved.png'),
    sprite('res://gone/sea.png', ' uid="uid://sea"'),
    sprite('res://art/sea.png', ' uid="uid://wrong"'),
    sprite('res://art/rock.png'),
    `[ext_resource type="PackedScene" path="res://x.tscn" id="1"]\n\n${root}\n[node name="X" parent="." instance=ExtResource("1")]\n`,
    `${root}\n[node name="A" type="ShoreCrab" parent="."]\n`,
    `${root}target = NodePath("Pier/Sign")\n\n[node name="Sign" type="Node2D" parent="."]\n`,
    `${root}\n[node name="A" type="Node2D" parent="."]\n\n[node name="A" type="Node2D" parent="."]\n`,
    `${root}\n[connection signal="ready" from="Gone" to="." method="x"]\n`,
  ].map(scene)
  let fixed = 0
  for (const text of texts) {
    const index = project(text)
    const problems = check(text)
    expect(problems.length).toBe(1)
    for (const fix of problems[0]?.fixes ?? []) {
      const { document, editor } = openText(text)
      applyFix(editor, fix)
      const written = exportScene(document, seedBase(document)).text
      expect(written).not.toBe(text)
      putFileText(index, LEVEL, written)
      const after = index.scenes.get(LEVEL)
      if (after === undefined) throw new Error('unreadable after the fix')
      expect(validateScene(LEVEL, after, projectView(index)).map(shown), `${fix.id} of ${text}`).toEqual([])
      expect(fix.preview.length).toBeGreaterThan(0)
      editor.undo()
      // TREE6: a name that somebody touched stays apart from its siblings'.
      if (problems[0]?.kind !== 'duplicate-name') expect(exportScene(document, seedBase(document)).text).toBe(text)
      fixed += 1
    }
  }
  expect(fixed).toBe(11)
})
