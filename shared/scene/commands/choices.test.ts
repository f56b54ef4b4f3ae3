import { expect, test } from 'vitest'
import * as commands from '../commands.ts'
import type { Contested, Repair } from '../scene.ts'
import { meet, openText, type TestScene } from '../testing/open-text.ts'

const SCENE = `[gd_scene format=3]

[node name="Root" type="Node2D" unique_id=1]

[node name="A" type="Node2D" parent="." unique_id=2]
position = Vector2(1, 1)

[node name="B" type="Sprite2D" parent="." unique_id=3]
target = NodePath("../A:position")

[node name="C" type="Node2D" parent="." unique_id=4]
`

function met(): readonly [TestScene, TestScene] {
  const [a, b] = [openText(SCENE, 1), openText(SCENE, 2)]
  commands.setProperty(a.editor, [a.id('A')], 'position', 'Vector2(2, 2)')
  commands.setProperty(b.editor, [b.id('A')], 'position', 'Vector2(3, 3)')
  meet(a, b)
  return [a, b]
}

function contested(scene: TestScene, label: string): Contested {
  const found = scene.document.scene.contested.find(each => each.label === label)
  if (found === undefined) throw new Error(`${label} is not contested`)
  return found
}

function repair<Kind extends Repair['kind']>(scene: TestScene, kind: Kind): Extract<Repair, { kind: Kind }> {
  const found = scene.document.scene.repairs.find(each => each.kind === kind)
  if (found === undefined) throw new Error(`no ${kind}`)
  // reason: TypeScript does not narrow by a generic tag.
  return found as Extract<Repair, { kind: Kind }>
}

test('the value that both came from can be chosen, and settles what met', () => {
  const [a, b] = met()
  expect(contested(a, 'position')).toMatchObject({ base: 'Vector2(1, 1)', isBaseKnown: true })
  commands.pickBase(a.editor, contested(a, 'position'))
  meet(a, b)
  expect(b.at('A').properties.get('position')).toBe('Vector2(1, 1)')
  expect(b.document.scene.contested).toEqual([])
})

test('two moves settled with the place before them: a move with a counter of its own', () => {
  const [a, b] = [openText(SCENE, 1), openText(SCENE, 2)]
  commands.moveNodes(a.editor, [a.id('A')], a.id('B'), 0)
  commands.moveNodes(b.editor, [b.id('A')], b.id('C'), 0)
  meet(a, b)
  commands.pickBase(a.editor, contested(a, 'parent'))
  meet(a, b)
  for (const scene of [a, b]) expect(scene.at('A').parent).toBe(scene.document.scene.root)
  expect(b.document.scene.contested).toEqual([])
})

test('REG6 a settling taken back: what met is listed again on both sides, by the names of those who set it', () => {
  const [a, b] = met()
  const before = contested(a, 'position')
  commands.pickClaim(a.editor, before, before.others[0]?.writer ?? '')
  meet(a, b)
  expect(b.document.scene.contested).toEqual([])
  expect(a.editor.undo()).toMatchObject({ done: true, skipped: 0 })
  meet(a, b)
  for (const scene of [a, b]) {
    const after = contested(scene, 'position')
    const shown = ({ chosen, others }: Contested) => [chosen, ...others].map(claim => claim.text)
    expect(shown(after)).toEqual(shown(before))
    const names = [after.chosen, ...after.others].map(claim => scene.document.people.get(claim.writer)?.name)
    expect(names).toEqual(['P2', 'P1'])
    expect(after.base).toBe('Vector2(1, 1)')
  }
  a.editor.redo()
  meet(a, b)
  expect(b.document.scene.contested).toEqual([])
})

test('REG6 a settling is not taken back where somebody has worked on it since', () => {
  const [a, b] = met()
  commands.pickClaim(a.editor, contested(a, 'position'), contested(a, 'position').chosen.writer)
  const step = a.editor.lastStep
  meet(a, b)
  commands.setProperty(b.editor, [b.id('A')], 'position', 'Vector2(9, 9)')
  meet(a, b)
  expect(step === null ? null : a.editor.undoStep(step)).toMatchObject({ done: true, skipped: 1 })
  expect(a.at('A').properties.get('position')).toBe('Vector2(9, 9)')
})

test('UND3 an older step is undone alone: what came after it stays, and can still be undone', () => {
  const a = openText(SCENE)
  commands.setProperty(a.editor, [a.id('A')], 'position', 'Vector2(5, 5)')
  const step = a.editor.lastStep
  commands.renameNode(a.editor, a.id('C'), 'Crab')
  if (step === null) throw new Error('no step')
  a.editor.undoStep(step)
  expect(a.at('A').properties.get('position')).toBe('Vector2(1, 1)')
  expect(a.at('Crab').name).toBe('Crab')
  expect(a.editor.undoLabel).toMatch(/^Rename/)
})

test('REF3 a reference that leads nowhere may stay: it is marked until it says something else', () => {
  const a = openText(SCENE)
  commands.deleteNodes(a.editor, [a.id('A')])
  expect(repair(a, 'dangling').isLeft).toBe(false)
  commands.leaveDangling(a.editor, repair(a, 'dangling'))
  expect(repair(a, 'dangling').isLeft).toBe(true)
  commands.setProperty(a.editor, [a.id('B')], 'target', 'NodePath("../A:scale")')
  expect(a.document.scene.repairs.filter(each => each.kind === 'dangling' && each.isLeft)).toEqual([])
})

test('a reference that leads nowhere is led to another node, and keeps what it means of it', () => {
  const a = openText(SCENE)
  commands.deleteNodes(a.editor, [a.id('A')])
  commands.pointDangling(a.editor, repair(a, 'dangling'), a.id('C'))
  expect(a.at('B').properties.get('target')).toBe('NodePath("../C:position")')
  expect(a.document.scene.repairs).toEqual([])
})

test('of two nodes with one name, either may be the one that stays', () => {
  for (const kept of ['this', 'other'] as const) {
    const [a, b] = [openText(SCENE, 1), openText(SCENE, 2)]
    commands.addNode(a.editor, { parent: a.id('C'), type: 'Timer', name: 'Clock' })
    commands.addNode(b.editor, { parent: b.id('C'), type: 'Sprite2D', name: 'Clock' })
    meet(a, b)
    const renamed = repair(a, 'renamed')
    const wanted = kept === 'this' ? renamed.node : commands.namesake(a.editor, renamed)
    commands.keepOneOf(a.editor, renamed, kept)
    meet(a, b)
    expect(b.at('C').children).toEqual([wanted])
    expect(b.at('C/Clock').id).toBe(wanted)
    a.editor.undo()
    meet(a, b)
    expect(b.at('C').children).toHaveLength(2)
  }
})
