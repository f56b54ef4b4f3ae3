import { expect, test } from 'vitest'
import * as commands from './commands.ts'
import { exportScene } from './export.ts'
import { seedBase } from './file-base.ts'
import { meet, openText } from './testing/open-text.ts'

const SCENE = `[gd_scene format=3]

[node name="Root" type="Node2D" unique_id=1]

[node name="B" type="StaticBody2D" parent="." unique_id=3]
`

const text = (scene: ReturnType<typeof openText>) => exportScene(scene.document, seedBase(scene.document)).text

test('TREE4 work on a resource that only deleted nodes use is listed with the node, and comes back with it', () => {
  const shape = '[sub_resource type="CircleShape2D" id="c"]\nradius = 4.0\n\n'
  const used = (name: string, id: number) =>
    `[node name="${name}" type="CollisionShape2D" parent="B" unique_id=${id}]\nshape = SubResource("c")\n\n`
  const scene = (...nodes: string[]) =>
    `${SCENE.replace('[node name="Root"', `${shape}[node name="Root"`)}\n${nodes.join('')}`
  const [a, b] = [openText(scene(used('D', 5)), 1), openText(scene(used('D', 5)), 2)]
  const [circle] = [...b.document.scene.resources.keys()]
  commands.deleteNodes(a.editor, [a.id('B')])
  commands.setResourceProperty(b.editor, circle ?? null, 'radius', '9.0')
  meet(a, b)
  const [recovered] = a.document.scene.repairs
  expect(recovered).toMatchObject({ kind: 'recovered', name: 'D', workBy: ['2'], changes: 1 })
  expect(b.document.scene.repairs).toEqual(a.document.scene.repairs)
  if (recovered?.kind !== 'recovered') throw new Error('nothing recovered')
  commands.restoreRecovered(a.editor, recovered.deletedTop, null)
  expect(text(a)).toContain('radius = 9.0')

  const shared = scene(used('D', 5), used('E', 6))
  const [c, d] = [openText(shared, 1), openText(shared, 2)]
  commands.deleteNodes(c.editor, [c.id('B/D')])
  commands.setResourceProperty(d.editor, [...d.document.scene.resources.keys()][0] ?? null, 'radius', '9.0')
  meet(c, d)
  expect(c.document.scene.repairs).toEqual([])
})
