import { expect, test } from 'vitest'
import { mergeScenes } from './merge-scenes.ts'

const CIRCLE = '[sub_resource type="CircleShape2D" id="c"]\nradius = 4.0\n\n'
const SHAPE = '[node name="Shape" type="CollisionShape2D" parent="B" unique_id=4]\nshape = SubResource("c")\n\n'
const BASE = `[gd_scene format=3]

${CIRCLE}[node name="Root" type="Node2D" unique_id=1]

[node name="B" type="StaticBody2D" parent="." unique_id=3]

${SHAPE}[node name="C" type="Node2D" parent="B" unique_id=5]
`
const worked = (text: string) => text.replace('radius = 4.0', 'radius = 9.0')

test('MRG9 work on a resource inside is work on the node: ours brings back what theirs deleted, and the other way round', () => {
  const deleted = BASE.replace(SHAPE, '').replace(CIRCLE, '')
  const edits = [{ what: 'CircleShape2D radius', base: '4.0', value: '9.0' }]
  const item = { kind: 'deleted', node: 'B/Shape', chosen: 'ours', edits }
  expect(mergeScenes({ base: BASE, ours: worked(BASE), theirs: deleted }, 'auto')).toMatchObject({
    text: worked(BASE),
    conflicts: [{ ...item, theirs: null }],
  })
  expect(mergeScenes({ base: BASE, ours: deleted, theirs: worked(BASE) }, 'auto')).toMatchObject({
    text: deleted,
    conflicts: [{ ...item, ours: null }],
  })
  expect(mergeScenes({ base: BASE, ours: deleted, theirs: worked(BASE) }, 'theirs')).toMatchObject({
    text: expect.stringContaining('radius = 9.0'),
  })
})

test('MRG9 a resource that others use too is no work on the node that went', () => {
  const base = `${BASE}\n[node name="Second" type="CollisionShape2D" parent="." unique_id=6]\nshape = SubResource("c")\n`
  const merged = mergeScenes({ base, ours: worked(base), theirs: base.replace(SHAPE, '') }, 'auto')
  expect(merged).toMatchObject({ ok: true, clean: true, text: worked(base).replace(SHAPE, '') })
})
