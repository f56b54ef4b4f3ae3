import { expect, test } from 'vitest'
import { renameNode } from '../commands.ts'
import { exportScene } from '../export.ts'
import { seedBase } from '../file-base.ts'
import { openText } from '../testing/open-text.ts'

test('EXP3 what only an unused resource refers to stays with it', () => {
  const text = `[gd_scene format=3]

[sub_resource type="Gradient" id="Gradient_g"]

[sub_resource type="GradientTexture1D" id="Texture_t"]
gradient = SubResource("Gradient_g")

[node name="Root" type="Node2D"]
`
  const { document, editor, id } = openText(text)
  renameNode(editor, id('.'), 'Other')
  editor.undo()
  expect(exportScene(document, seedBase(document)).text).toBe(text)
})
