import { expect, test } from 'vitest'
import { parseSceneText } from '../../../shared/scene/codec/scene-text.ts'
import { type Comparison, compareTexts } from '../../session/scene-states.ts'
import { changedNodes, changeRows, countSigns } from './change-rows.ts'

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

function compare(): Comparison {
  const known = (text: string) => {
    const parsed = parseSceneText(text)
    if (!parsed.ok) throw new Error(parsed.fault.reason)
    return { file: parsed.value, ids: null }
  }
  return compareTexts(known(BEFORE), known(AFTER))
}

const shown = (text: string, folded: string[] = []) =>
  changeRows(compare(), text, new Set(folded)).map(
    row => `${'  '.repeat(row.level - 1)}${row.node.name} ${row.node.sign ?? ''}`,
  )

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
  const pier = changeRows(compare(), '', new Set()).find(row => row.node.name === 'Pier')
  expect(shown('', [pier?.key ?? ''])).toEqual(['Root ', '  Pier changed', '  Sky ', '    Crab added'])
})
