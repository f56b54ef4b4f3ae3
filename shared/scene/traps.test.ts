/** Traps that cost somebody their work, each by name. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { printVariant } from './codec/variant.ts'
import * as commands from './commands.ts'
import { exportScene } from './export.ts'
import { seedBase } from './file-base.ts'
import { takeIn } from './intake.ts'
import { buildSeed } from './seed.ts'
import { meet, openText } from './testing/open-text.ts'
import { writeCells } from './tile-cells.ts'

const SCENE = `[gd_scene format=3 uid="uid://btraps"]

[node name="Root" type="Node2D" unique_id=1]

[node name="A" type="Node2D" parent="." unique_id=2]
position = Vector2(1, 1)

[node name="B" type="Sprite2D" parent="." unique_id=3]
target = NodePath("../A")

[node name="C" type="Node2D" parent="B" unique_id=4]
`

const text = (scene: ReturnType<typeof openText>) => exportScene(scene.document, seedBase(scene.document)).text

test('SCN2 two imports of one file are one seed', () => {
  expect(buildSeed(SCENE)).toEqual(buildSeed(SCENE))
  expect(buildSeed(`${SCENE} `).hash).not.toBe(buildSeed(SCENE).hash)
})

test('two people who make the same thing lose neither side of it', () => {
  const [a, b] = [openText(SCENE, 1), openText(SCENE, 2)]
  commands.setProperty(a.editor, [a.id('A')], 'rotation', '1.5')
  commands.setProperty(b.editor, [b.id('A')], 'scale', 'Vector2(2, 2)')
  meet(a, b)
  expect([...a.at('A').properties.keys()].sort((x, y) => x.localeCompare(y))).toEqual(['position', 'rotation', 'scale'])
})

test('TREE2 a move and an edit of the same node, and two moves, leave one node with all edits', () => {
  const [a, b] = [openText(SCENE, 1), openText(SCENE, 2)]
  commands.moveNodes(a.editor, [a.id('A')], a.id('B'), 0)
  commands.moveNodes(b.editor, [b.id('A')], b.id('B/C'), 0)
  commands.setProperty(b.editor, [b.id('B/C/A')], 'rotation', '1.0')
  meet(a, b)
  expect([...a.document.scene.nodes.values()].filter(node => node.name === 'A')).toHaveLength(1)
  expect(a.document.scene.contested.map(({ label }) => label)).toContain('parent')
  expect([...a.document.scene.nodes.values()].find(node => node.name === 'A')?.properties.get('rotation')).toBe('1.0')
})

test('TREE4 work under a node that somebody else deleted is listed, and one click brings all of it back', () => {
  const [a, b] = [openText(SCENE, 1), openText(SCENE, 2)]
  commands.deleteNodes(a.editor, [a.id('B')])
  commands.setProperty(b.editor, [b.id('B/C')], 'rotation', '3.0')
  const added = commands.addNode(b.editor, { parent: b.id('B'), type: 'Timer' })
  meet(a, b)
  const recovered = a.document.scene.repairs.filter(repair => repair.kind === 'recovered')
  expect(recovered.map(({ node, workBy }) => [node, workBy])).toEqual(
    expect.arrayContaining([
      ['u4', ['2']],
      [added, ['2']],
    ]),
  )
  expect(b.document.scene.repairs).toEqual(a.document.scene.repairs)
  commands.restoreRecovered(a.editor, recovered[0]?.deletedTop ?? a.id('.'), null)
  expect(a.at('B/C').properties.get('rotation')).toBe('3.0')
  expect(a.at('B/Timer').type).toBe('Timer')
  expect(a.document.scene.repairs).toEqual([])
})

test('TREE4 the work alone can be restored: it hangs under what is left of where it was', () => {
  const [a, b] = [openText(SCENE, 1), openText(SCENE, 2)]
  commands.deleteNodes(a.editor, [a.id('B')])
  const added = commands.addNode(b.editor, { parent: b.id('B/C'), type: 'Timer' })
  meet(a, b)
  const recovered = a.document.scene.repairs.find(repair => repair.kind === 'recovered' && repair.node === added)
  if (recovered?.kind !== 'recovered') throw new Error('nothing recovered')
  commands.restoreRecovered(a.editor, recovered.node, recovered.where)
  expect(a.at('Timer').id).toBe(added)
})

test('a delete that had seen the work is just a delete', () => {
  const [a, b] = [openText(SCENE, 1), openText(SCENE, 2)]
  commands.setProperty(b.editor, [b.id('B/C')], 'rotation', '3.0')
  meet(a, b)
  commands.deleteNodes(a.editor, [a.id('B')])
  meet(a, b)
  expect(b.document.scene.repairs).toEqual([])
})

test("UND1 undo takes back one's own and leaves what somebody set since", () => {
  const [a, b] = [openText(SCENE, 1), openText(SCENE, 2)]
  commands.setProperty(a.editor, [a.id('A')], 'rotation', '1.0')
  meet(a, b)
  commands.setProperty(b.editor, [b.id('A')], 'rotation', '2.0')
  meet(a, b)
  expect(a.editor.undo()).toEqual({ done: true, label: 'Set rotation', skipped: 1 })
  expect(a.at('A').properties.get('rotation')).toBe('2.0')
})

test("a remote update without an origin is nobody's to undo", () => {
  const [a, b] = [openText(SCENE, 1), openText(SCENE, 2)]
  commands.setProperty(b.editor, [b.id('A')], 'rotation', '2.0')
  Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc))
  expect(a.editor.canUndo).toBe(false)
  expect(a.editor.undo()).toEqual({ done: false })
})

test('UND2 all undone, the file has its very bytes', () => {
  const a = openText(SCENE)
  commands.deleteNodes(a.editor, [a.id('B')])
  commands.renameNode(a.editor, a.id('A'), 'Zed')
  commands.duplicateNodes(a.editor, [a.id('Zed')])
  commands.moveNodes(a.editor, [a.id('Zed2')], a.id('Zed'), 0)
  expect(text(a)).not.toBe(SCENE)
  while (a.editor.canUndo) a.editor.undo()
  expect(text(a)).toBe(SCENE)
})

test('REF1 a NodePath follows the rename and the move of its node', () => {
  const a = openText(SCENE)
  commands.renameNode(a.editor, a.id('A'), 'Player')
  expect(a.at('B').properties.get('target')).toBe('NodePath("../Player")')
  commands.moveNodes(a.editor, [a.id('Player')], a.id('B/C'), 0)
  expect(a.at('B').properties.get('target')).toBe('NodePath("C/Player")')
  commands.deleteNodes(a.editor, [a.id('B/C/Player')])
  expect(a.document.scene.repairs.map(({ kind }) => kind)).toEqual(['dangling'])
})

test('REF1 animation tracks follow the rename of what they move', () => {
  const a = openText(`[gd_scene format=3]

[sub_resource type="Animation" id="Animation_a"]
tracks/0/path = NodePath("Sprite:position")

[sub_resource type="AnimationLibrary" id="AnimationLibrary_b"]
_data = {
&"walk": SubResource("Animation_a")
}

[node name="Root" type="Node2D" unique_id=1]

[node name="Sprite" type="Sprite2D" parent="." unique_id=2]

[node name="AnimationPlayer" type="AnimationPlayer" parent="." unique_id=3]
libraries/ = SubResource("AnimationLibrary_b")
`)
  commands.renameNode(a.editor, a.id('Sprite'), 'Body')
  expect(text(a)).toContain('tracks/0/path = NodePath("Body:position")')
})

test('ID2 a unique_id that a file repeats is no identity: both nodes are there', () => {
  const twice = openText(SCENE.replace('unique_id=3', 'unique_id=2'))
  expect(twice.document.scene.nodes.size).toBe(4)
  expect(text(twice)).toBe(SCENE.replace('unique_id=3', 'unique_id=2'))
})

test('ID4 two clones that append a resource under one Godot id keep both', () => {
  const grown = (node: string, size: string) =>
    `${SCENE.replace('\n\n[node name="Root"', `\n\n[sub_resource type="RectangleShape2D" id="RectangleShape2D_abcde"]\nsize = ${size}\n\n[node name="Root"`)}
[node name="${node}" type="CollisionShape2D" parent="." unique_id=${node.length + 90}]
shape = SubResource("RectangleShape2D_abcde")
`
  const [a, b] = [openText(SCENE, 1), openText(SCENE, 2)]
  takeIn(a.editor, grown('Left', 'Vector2(10, 10)'), [seedBase(a.document)], { kind: 'intake' })
  takeIn(b.editor, grown('Right', 'Vector2(99, 99)'), [seedBase(b.document)], { kind: 'intake' })
  meet(a, b)
  const sizes = [...a.document.scene.resources.values()]
    .map(resource => resource.properties.get('size') ?? '')
    .sort((a, b) => a.localeCompare(b))
  expect(sizes).toEqual(['Vector2(10, 10)', 'Vector2(99, 99)'])
  const ids = [...a.document.scene.resources.values()].map(resource => resource.localId)
  expect(new Set(ids).size).toBe(2)
  const shapeOf = (path: string) => a.at(path).properties.get('shape')
  expect(shapeOf('Left')).not.toBe(shapeOf('Right'))
})

test("INT3 an open Godot that saves its stale copy undoes nobody's work", () => {
  const [mine, remote] = [openText(SCENE, 1), openText(SCENE, 2)]
  commands.setProperty(remote.editor, [remote.id('A')], 'position', 'Vector2(50, 50)')
  commands.addNode(remote.editor, { parent: remote.id('A'), type: 'Timer' })
  meet(mine, remote)
  const written = exportScene(mine.document, seedBase(mine.document))
  const stale = SCENE.replace('parent="B" unique_id=4]', 'parent="B" unique_id=4]\nrotation = 1.0')
  const taken = takeIn(mine.editor, stale, [written, seedBase(mine.document)], { kind: 'intake' })
  if (!taken.ok) throw new Error(taken.fault.reason)
  expect(mine.at('A').properties.get('position')).toBe('Vector2(50, 50)')
  expect(mine.at('A/Timer').type).toBe('Timer')
  expect(mine.at('B/C').properties.get('rotation')).toBe('1.0')
  expect(taken.edits.map(({ register }) => register)).toEqual(['n/u4/p/rotation'])
  expect(taken.stale.map(({ fileText }) => fileText)).toEqual(expect.arrayContaining(['Vector2(1, 1)']))
})

test('INT1 a real deletion in Godot of what Weft wrote is a deletion', () => {
  const a = openText(SCENE)
  commands.addNode(a.editor, { parent: a.id('A'), type: 'Timer' })
  commands.setProperty(a.editor, [a.id('B')], 'rotation', '2.0')
  const written = exportScene(a.document, seedBase(a.document))
  const without = written.text.replace(/\n\[node name="Timer"[^\n]*\n/, '')
  takeIn(a.editor, without, [written, seedBase(a.document)], { kind: 'intake' })
  expect([...a.document.scene.nodes.values()].map(node => node.name)).not.toContain('Timer')
})

test('INT5 one edit that comes by relay and by git pull, in either order, is one edit', () => {
  const author = openText(SCENE, 1)
  const id = commands.addNode(author.editor, {
    parent: author.id('A'),
    type: 'Timer',
    properties: { wait_time: '2.0' },
  })
  commands.renameNode(author.editor, author.id('B'), 'Bee')
  const committed = exportScene(author.document, seedBase(author.document)).text
  for (const order of ['relay first', 'pull first']) {
    const other = openText(SCENE, 2)
    const pull = () => takeIn(other.editor, committed, [seedBase(other.document)], { kind: 'intake' })
    if (order === 'pull first') pull()
    Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(author.doc), { kind: 'relay' })
    if (order === 'relay first') pull()
    expect(
      [...other.document.scene.nodes.values()].filter(node => node.type === 'Timer').map(node => node.id),
      order,
    ).toEqual([id])
    expect(other.document.scene.contested, order).toEqual([])
    expect(text(other), order).toBe(committed)
  }
})

test('INT5 two hosts that take in one git pull make the same nodes once, in files from before 4.6 too', () => {
  const old = SCENE.replaceAll(/ unique_id=\d+/g, '')
  const pulled = `${old}\n[node name="New" type="Timer" parent="B"]\nwait_time = 3.0\n`
  const [a, b] = [openText(old, 1), openText(old, 2)]
  for (const host of [a, b]) takeIn(host.editor, pulled, [seedBase(host.document)], { kind: 'intake' })
  meet(a, b)
  expect([...a.document.scene.nodes.values()].filter(node => node.type === 'Timer')).toHaveLength(1)
  expect(a.document.scene.contested).toEqual([])
})

test('INT2 a value set here and in the file, neither seen by the other, stands and is listed', () => {
  const a = openText(SCENE)
  commands.setProperty(a.editor, [a.id('A')], 'position', 'Vector2(7, 7)')
  takeIn(a.editor, SCENE.replace('Vector2(1, 1)', 'Vector2(9, 9)'), [seedBase(a.document)], { kind: 'intake' })
  const [contested] = a.document.scene.contested
  expect([contested?.chosen.text, contested?.others[0]?.text, contested?.base]).toEqual([
    'Vector2(9, 9)',
    'Vector2(7, 7)',
    'Vector2(1, 1)',
  ])
})

test('INT4 a rename in a file without unique_ids is one change', () => {
  const old = SCENE.replaceAll(/ unique_id=\d+/g, '')
  const a = openText(old)
  const before = a.id('B')
  const taken = takeIn(a.editor, old.replaceAll('"B"', '"Bee"'), [seedBase(a.document)], { kind: 'intake' })
  expect(a.id('Bee')).toBe(before)
  expect(taken.ok && taken.edits).toEqual([{ register: `n/${before}/f/name`, to: 'Bee' }])
})

test('PART1 two painters on one TileMapLayer, different cells: both there', () => {
  const cells = (...places: string[]) =>
    printVariant(
      {
        type: 'PackedByteArray',
        bytes: writeCells(new Uint8Array(), new Map(places.map(place => [place, '0,1,2,0']))),
      },
      { format: 4 },
    )
  const map = (...places: string[]) =>
    `[gd_scene format=4]\n\n[node name="Ground" type="TileMapLayer" unique_id=1]\ntile_map_data = ${cells(...places)}\n`
  const start = map('0,0', '1,0')
  const [a, b] = [openText(start, 1), openText(start, 2)]
  takeIn(a.editor, map('0,0', '1,0', '5,5'), [seedBase(a.document)], { kind: 'intake' })
  takeIn(b.editor, map('0,0', '1,0', '-3,2'), [seedBase(b.document)], { kind: 'intake' })
  meet(a, b)
  expect(a.document.scene.contested).toEqual([])
  expect(a.at('.').properties.get('tile_map_data')).toBe(cells('0,0', '1,0', '-3,2', '5,5'))
  expect(b.at('.').properties.get('tile_map_data')).toBe(a.at('.').properties.get('tile_map_data'))
})

test('PART2 the whole value set after its parts replaces them', () => {
  const start = `[gd_scene format=3]\n\n[node name="Root" type="Node" unique_id=1]\ndata = {\n"a": 1,\n"b": 2\n}\n`
  const a = openText(start)
  takeIn(a.editor, start.replace('"a": 1', '"a": 5'), [seedBase(a.document)], { kind: 'intake' })
  expect(a.at('.').properties.get('data')).toBe('{\n"a": 5,\n"b": 2\n}')
  commands.setProperty(a.editor, [a.id('.')], 'data', '{\n"c": 3\n}')
  expect(a.at('.').properties.get('data')).toBe('{\n"c": 3\n}')
  a.editor.undo()
  expect(a.at('.').properties.get('data')).toBe('{\n"a": 5,\n"b": 2\n}')
})

test('TREE6 two people who add the same name: both nodes stay, one is counted up, the same one everywhere', () => {
  const [a, b] = [openText(SCENE, 1), openText(SCENE, 2)]
  commands.addNode(a.editor, { parent: a.id('.'), type: 'Node2D', name: 'Crab' })
  commands.addNode(b.editor, { parent: b.id('.'), type: 'Node2D', name: 'Crab' })
  meet(a, b)
  const names = (scene: typeof a) => scene.at('.').children.map(id => scene.document.scene.nodes.get(id)?.name)
  expect(names(a)).toEqual(names(b))
  expect(
    names(a)
      .flatMap(name => (name?.startsWith('Crab') ? [name] : []))
      .sort((x, y) => x.localeCompare(y)),
  ).toEqual(['Crab', 'Crab2'])
  expect(a.document.scene.repairs.map(({ kind }) => kind)).toEqual(['renamed'])
})

test('a chain of 3,000 nodes from a peer is opened, shown and written', () => {
  const a = openText(SCENE)
  a.editor.gesture('deep', tx => {
    let parent: string = a.id('A')
    for (let i = 0; i < 3000; i += 1) {
      tx.set(`n/deep${i}/e`, [[parent, 'a0', 1]])
      tx.set(`n/deep${i}/f/name`, 'N')
      tx.set(`n/deep${i}/f/type`, 'Node')
      parent = `deep${i}`
    }
  })
  expect(a.document.scene.nodes.size).toBe(3004)
  expect(text(a).match(/\[node /g)).toHaveLength(3004)
})

test('INT6 conflict markers, a truncated file and random text change nothing', () => {
  const a = openText(SCENE)
  for (const bad of [`<<<<<<< ours\n${SCENE}`, SCENE.slice(0, -30), 'hello', '']) {
    expect(takeIn(a.editor, bad, [seedBase(a.document)], { kind: 'intake' }).ok).toBe(false)
  }
  expect(text(a)).toBe(SCENE)
})

test('a resource of the file that loses its id to another keeps its references: the id is written in both places', () => {
  const text = (property: string, type: string) => `[gd_scene format=3 uid="uid://bids"]

[sub_resource type="${type}" id="Same_abcde"]

[node name="Root" type="Node2D" unique_id=1]

[node name="Area" type="Area2D" parent="." unique_id=2]
${property} = SubResource("Same_abcde")
`
  const base = `[gd_scene format=3 uid="uid://bids"]

[node name="Root" type="Node2D" unique_id=1]

[node name="Area" type="Area2D" parent="." unique_id=2]
`
  const [a, b] = [openText(base, 1), openText(base, 2)]
  const first = takeIn(a.editor, text('one', 'RectangleShape2D'), [seedBase(a.document)], 'file')
  const second = takeIn(b.editor, text('two', 'CircleShape2D'), [seedBase(b.document)], 'file')
  if (!first.ok || !second.ok) throw new Error('not taken in')
  meet(a, b)
  for (const written of [exportScene(a.document, first.base).text, exportScene(b.document, second.base).text]) {
    const types = new Map(
      [...written.matchAll(/\[sub_resource type="(\w+)" id="(\w+)"/g)].map(match => [match[2], match[1]]),
    )
    const used = (property: string) =>
      types.get(new RegExp(`${property} = SubResource\\("(\\w+)"\\)`).exec(written)?.[1])
    expect([used('one'), used('two')]).toEqual(['RectangleShape2D', 'CircleShape2D'])
  }
})

test('what was taken away in Weft and put back in the file is back', () => {
  const a = openText(SCENE)
  commands.setProperty(a.editor, [a.id('A')], 'position', null)
  const written = exportScene(a.document, seedBase(a.document))
  const result = takeIn(a.editor, SCENE, [written], null)
  if (!result.ok) throw new Error(result.fault.reason)
  expect(a.at('A').properties.get('position')).toBe('Vector2(1, 1)')
})

test('nodes made in Weft and put into another order in the file stand in that order', () => {
  const a = openText(SCENE)
  for (const name of ['M', 'N']) commands.addNode(a.editor, { parent: a.id('B'), type: 'Timer', name })
  const written = exportScene(a.document, seedBase(a.document))
  const blocks = written.text.split('\n\n')
  const result = takeIn(
    a.editor,
    [...blocks.slice(0, -2), blocks.at(-1)?.trim(), `${blocks.at(-2)}\n`].join('\n\n'),
    [written],
    null,
  )
  if (!result.ok) throw new Error(result.fault.reason)
  expect(a.at('B').children.map(id => a.document.scene.nodes.get(id)?.name)).toEqual(['C', 'N', 'M'])
})
