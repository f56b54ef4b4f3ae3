import { expect, test } from 'vitest'
import { parseSceneText } from './codec/scene-text.ts'
import { createFileModel } from './file-model.ts'
import { sceneOfModel } from './model-scene.ts'

test('a text with given identities reads as a scene with them', () => {
  const parsed = parseSceneText(`[gd_scene format=3]

[node name="Root" type="Node2D"]

[node name="Beam" type="Sprite2D" parent="." groups=["lights"]]
energy = 1.4
`)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  const scene = sceneOfModel(createFileModel(parsed.value, ['=0', 'root', 'beam']))
  expect(scene.root).toBe('root')
  expect([...scene.nodes.values()].map(({ id, name, parent, groups }) => ({ id, name, parent, groups }))).toEqual([
    { id: 'root', name: 'Root', parent: null, groups: [] },
    { id: 'beam', name: 'Beam', parent: 'root', groups: ['lights'] },
  ])
})
