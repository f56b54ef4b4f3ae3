import { expect, test } from 'vitest'
import { parseSceneText } from '../codec/scene-text.ts'
import { copyNodes, pasteNodes } from '../commands.ts'
import { openText } from '../testing/open-text.ts'

const SCENE = `[gd_scene format=3]

[node name="Root" type="Node2D"]

[node name="A" type="Node2D" parent="."]

[node name="Inner" type="Node2D" parent="A"]

[node name="B" type="Node2D" parent="."]
friend = NodePath("../A/Inner")
`

test('two nodes copied side by side are pasted side by side', () => {
  const from = openText(SCENE)
  const text = copyNodes(from.document, [from.id('A'), from.id('B')])
  expect(parseSceneText(text)).toMatchObject({ ok: true })
  const to = openText('[gd_scene format=3]\n\n[node name="Other" type="Node2D"]\n', 2)
  pasteNodes(to.editor, text, to.id('.'))
  expect(to.at('.').children).toEqual([to.id('A'), to.id('B')])
  expect(to.at('A').children).toEqual([to.id('A/Inner')])
  expect(to.at('B').properties.get('friend')).toBe('NodePath("../A/Inner")')
})
