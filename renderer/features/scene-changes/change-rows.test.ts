import { expect, test } from 'vitest'
import { parseSceneText } from '../../../shared/scene/codec/scene-text.ts'
import { type Comparison, compareTexts } from '../../session/scene-states.ts'
import { changedNodes, changeRows, filterChanges, SCENE_ROW, subtreeOf } from './change-rows.ts'
import { countSigns } from './change-sign.ts'

const BEFORE = `[gd_scene format=3]

[node name="Root" type="Node2D" unique_id=1]

[node name="Pier" type="Node2D" parent="." unique_id=2]
position = Vector2(1, 1)

[node name="Lamps" type="Node2D" parent="Pier" unique_id=3]

[node name="Lamp" type="PointLight2D" parent="Pier/Lamps" unique_id=4]

[node name="Sky" type="Node2D" parent="." unique_id=5]
`
const AFTER = `[gd_scene format=3]

[node name="Root" type="Node2D" unique_id=1]

[node name="Pier" type="Node2D" parent="." unique_id=2]
position = Vector2(1, 9)
rotation = 1.0

[node name="Sky" type="Node2D" parent="." unique_id=5]

[node name="Crab" type="Sprite2D" parent="Sky" unique_id=6]
`

function compare(before = BEFORE, after = AFTER): Comparison {
  const known = (text: string) => {
    const parsed = parseSceneText(text)
    if (!parsed.ok) throw new Error(parsed.fault.reason)
    return { file: parsed.value, ids: null }
  }
  return compareTexts(known(before), known(after))
}

function rows(text: string, folded: readonly string[] = [], comparison = compare()) {
  return changeRows(comparison, filterChanges(comparison, changedNodes(comparison), text), new Set(folded))
}

const shown = (text: string, folded: string[] = []) =>
  rows(text, folded).map(row => `${'  '.repeat(row.level - 1)}${row.node.name} ${row.node.sign ?? ''}`)

test('what differs stands in its place, with what is gone where it stood and those above for the way', () => {
  expect(shown('')).toEqual([
    'Root ',
    '  Pier changed',
    '    Lamps removed',
    '      Lamp removed',
    '  Sky ',
    '    Crab added',
  ])
  expect(countSigns(changedNodes(compare()))).toEqual({ added: 1, removed: 2, changed: 1, moved: 0 })
})

test('a text narrows to names, types and properties; a folded node puts away what is below it', () => {
  expect(shown('rotation')).toEqual(['Root ', '  Pier changed'])
  expect(shown('sprite')).toEqual(['Root ', '  Sky ', '    Crab added'])
  const pier = rows('').find(row => row.node.name === 'Pier')
  expect(shown('', [pier?.key ?? ''])).toEqual(['Root ', '  Pier changed', '  Sky ', '    Crab added'])
})

test('each row knows its place among those that are shown', () => {
  const places = rows('').map(({ node, level, position, siblings }) => [node.name, level, `${position}/${siblings}`])
  expect(places).toEqual([
    ['Root', 1, '1/1'],
    ['Pier', 2, '1/2'],
    ['Lamps', 3, '1/1'],
    ['Lamp', 4, '1/1'],
    ['Sky', 2, '2/2'],
    ['Crab', 3, '1/1'],
  ])
})

test('a text that a change says narrows a node to that change', () => {
  const comparison = compare()
  const pier = filterChanges(comparison, changedNodes(comparison), 'rotation').values().next().value
  expect(pier?.map(change => change.property)).toEqual(['rotation'])
})

test('what is no node of the scene stands first: all of a resource file', () => {
  const resource = (price: number) => `[gd_resource type="Resource" format=3]\n\n[resource]\nprice = ${price}\n`
  const [row, ...others] = rows('', [], compare(resource(1), resource(2)))
  expect(row).toMatchObject({ key: SCENE_ROW, level: 1, node: { sign: 'changed' } })
  expect(others).toEqual([])
})

test('a node and all below it', () => {
  const comparison = compare()
  const pier = rows('').find(row => row.node.name === 'Pier')?.key ?? ''
  const names = subtreeOf(comparison.tree(), pier).map(
    id => changeRows(comparison, changedNodes(comparison), new Set()).find(row => row.key === id)?.node.name,
  )
  expect(names).toEqual(['Pier', 'Lamps', 'Lamp'])
})
