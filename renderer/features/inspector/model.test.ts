import { expect, test } from 'vitest'
import * as Y from 'yjs'
import classesFile from '../../../shared/godot/classes.json' with { type: 'json' }
import { createClassDatabase } from '../../../shared/godot/classes.ts'
import { setProperty } from '../../../shared/scene/commands.ts'
import { openSceneDocument } from '../../../shared/scene/document.ts'
import { createSceneEditor } from '../../../shared/scene/editor.ts'
import { nodeAtPath } from '../../../shared/scene/reference.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { buildSeed } from '../../../shared/scene/seed.ts'
import { buildSections, filterSections, labelOf } from './model.ts'

const classes = createClassDatabase(classesFile)

const text = `[gd_scene format=3]

[node name="Root" type="Node2D"]

[node name="A" type="PointLight2D" parent="."]
energy = 1.4
metadata/note = "x"

[node name="B" type="Sprite2D" parent="."]
position = Vector2(4, 5)
`

function open() {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, buildSeed(text).update, 'seed')
  const document = openSceneDocument(doc)
  const at = (path: string) => nodeAtPath(document.scene, path) ?? ('' as NodeId)
  const sections = (...nodes: NodeId[]) =>
    buildSections({
      scene: document.scene,
      sceneAt: () => undefined,
      classes,
      target: { kind: 'nodes', nodes },
      script: null,
    })
  return { document, at, sections }
}

test('sections follow the classes, changed values are marked, and what no class knows stands last', () => {
  const { at, sections } = open()
  const found = sections(at('A'))
  expect(found.map(section => section.id)).toEqual([
    'PointLight2D',
    'Light2D',
    'Node2D',
    'CanvasItem',
    'Node',
    'Object',
    'other',
  ])
  const energy = found.flatMap(section => section.rows).find(row => row.name === 'energy')
  expect([energy?.text, energy?.defaultText, energy?.isChanged, energy?.label]).toEqual(['1.4', '1.0', true, 'Energy'])
  expect(found.at(-1)?.rows.map(row => row.name)).toEqual(['metadata/note'])
})

test('several nodes show what they have in common, and nothing where their values differ', () => {
  const { document, at, sections } = open()
  const find = (name: string) =>
    sections(at('A'), at('B'))
      .flatMap(section => section.rows)
      .find(row => row.name === name)
  expect(sections(at('A'), at('B')).map(section => section.id)).toEqual(['Node2D', 'CanvasItem', 'Node', 'Object'])
  expect([find('position')?.text, find('position')?.isChanged, find('rotation')?.text]).toEqual([null, true, '0.0'])
  const editor = createSceneEditor(document, {
    person: { name: 'A', color: 0 },
    now: () => 1,
    random: size => new Uint8Array(size),
  })
  setProperty(editor, [at('A')], 'position', 'Vector2(4, 5)')
  expect(find('position')?.text).toBe('Vector2(4, 5)')
})

test('a filter finds by name and label; changed ones alone', () => {
  const { at, sections } = open()
  const names = (filter: string, onlyChanged: boolean) =>
    filterSections(sections(at('A')), filter, onlyChanged).flatMap(section => section.rows.map(row => row.name))
  expect(names('ener', false)).toEqual(['energy'])
  expect(names('', true)).toEqual(['energy', 'metadata/note'])
  expect(names('z index', false)).toEqual(['z_index'])
})

test('labels lose what their heading says', () => {
  expect([labelOf('shadow_filter', 'shadow_'), labelOf('process_mode'), labelOf('metadata/note')]).toEqual([
    'Filter',
    'Process mode',
    'Metadata note',
  ])
})
