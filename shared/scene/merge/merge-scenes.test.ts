import { expect, test } from 'vitest'
import { whyNotLoadable } from './check-text.ts'
import type { MergeConflict, MergeResult } from './conflict.ts'
import { mergeScenes } from './merge-scenes.ts'
import type { MergeStrategy } from './strategy.ts'

const BASE = `[gd_scene format=3 uid="uid://bmerge"]

[ext_resource type="Texture2D" path="res://a.png" id="1_aaaaa"]

[sub_resource type="RectangleShape2D" id="RectangleShape2D_sssss"]
size = Vector2(4, 4)

[node name="Root" type="Node2D" unique_id=1]

[node name="A" type="Sprite2D" parent="." unique_id=2]
position = Vector2(1, 1)
texture = ExtResource("1_aaaaa")

[node name="B" type="Node2D" parent="." unique_id=3]

[node name="Shape" type="CollisionShape2D" parent="B" unique_id=4]
shape = SubResource("RectangleShape2D_sssss")

[node name="C" type="Node2D" parent="B" unique_id=5]

[connection signal="ready" from="A" to="B" method="go"]
`

type Merged = Extract<MergeResult, { ok: true }>

function merge(ours: string, theirs: string, strategy: MergeStrategy = 'auto'): Merged {
  const merged = mergeScenes({ base: BASE, ours, theirs }, strategy)
  if (!merged.ok) throw new Error(merged.fault.reason)
  expect(whyNotLoadable(merged.text)).toBeNull()
  return merged
}

function change(...pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`no ${from}`)
    return text.replace(from, to)
  }, BASE)
}

const said = ({ conflicts }: Merged) =>
  conflicts.map(({ kind, node, property, ours, theirs, chosen }: MergeConflict) => ({
    kind,
    node,
    property,
    ours,
    theirs,
    chosen,
  }))

const POSITION = 'position = Vector2(1, 1)'
const B = '[node name="B" type="Node2D" parent="." unique_id=3]\n\n'
const SHAPE =
  '[node name="Shape" type="CollisionShape2D" parent="B" unique_id=4]\nshape = SubResource("RectangleShape2D_sssss")\n\n'
const C = '[node name="C" type="Node2D" parent="B" unique_id=5]\n'

test('MRG13 what only one side changed comes in with its very bytes', () => {
  const ours = change([POSITION, 'position = Vector2( 1,2 )'])
  expect(merge(ours, BASE)).toEqual({ ok: true, text: ours, clean: true, conflicts: [], notices: [] })
  expect(merge(BASE, ours).text).toBe(ours)
})

test('MRG1 edits of different things are both there, and nothing is listed', () => {
  const ours = change([POSITION, 'position = Vector2(9, 9)'])
  const theirs = change([POSITION, `${POSITION}\nrotation = 0.5`], ['name="C" type', 'name="Core" type'])
  const merged = merge(ours, theirs)
  expect(merged.clean).toBe(true)
  expect(merged.text).toContain('position = Vector2(9, 9)')
  expect(merged.text).toContain('rotation = 0.5')
  expect(merged.text).toContain('name="Core"')
})

test('MRG2 a value that both set is ours with auto, theirs with theirs, the base with manual, and listed each time', () => {
  const ours = change([POSITION, 'position = Vector2(2, 2)'])
  const theirs = change([POSITION, 'position = Vector2(3, 3)'])
  const listed = { kind: 'property', node: 'A', property: 'position', ours: 'Vector2(2, 2)', theirs: 'Vector2(3, 3)' }
  for (const [strategy, value, chosen] of [
    ['auto', 'Vector2(2, 2)', 'ours'],
    ['ours', 'Vector2(2, 2)', 'ours'],
    ['theirs', 'Vector2(3, 3)', 'theirs'],
    ['manual', 'Vector2(1, 1)', 'base'],
  ] as const) {
    const merged = merge(ours, theirs, strategy)
    expect(said(merged)).toEqual([{ ...listed, chosen }])
    expect(merged.text).toContain(`position = ${value}`)
  }
})

test('MRG9 what ours deleted stays deleted, and the work of theirs below it is listed', () => {
  const ours = change([B, ''], [SHAPE, ''], [C, ''], ['[connection signal="ready" from="A" to="B" method="go"]\n', ''])
  const theirs = change([C, `${C}rotation = 1.0\n`])
  const merged = merge(ours, theirs)
  expect(merged.text).not.toContain('name="C"')
  expect(merged.conflicts).toMatchObject([
    { kind: 'deleted', node: 'B/C', ours: null, chosen: 'ours', edits: [{ what: 'rotation', value: '1.0' }] },
  ])
  const other = merge(theirs, ours)
  expect(other.text).toContain('rotation = 1.0')
  expect(other.conflicts).toMatchObject([
    { kind: 'deleted', node: 'B', theirs: null, chosen: 'ours' },
    { kind: 'deleted', node: 'B/Shape', theirs: null, chosen: 'ours', within: 'B' },
    { kind: 'deleted', node: 'B/C', theirs: null, chosen: 'ours' },
  ])
})

test('MRG9 a node that theirs put into what ours deleted is kept where ours has it', () => {
  const ours = change([B, ''], [SHAPE, ''], [C, ''], ['[connection signal="ready" from="A" to="B" method="go"]\n', ''])
  const theirs = change(
    [
      '[node name="A" type="Sprite2D" parent="." unique_id=2]\nposition = Vector2(1, 1)\ntexture = ExtResource("1_aaaaa")\n\n',
      '',
    ],
    [
      C,
      `${C}\n[node name="A" type="Sprite2D" parent="B/C" unique_id=2]\nposition = Vector2(1, 1)\ntexture = ExtResource("1_aaaaa")\n`,
    ],
    ['from="A" to="B"', 'from="B/C/A" to="B"'],
  )
  const merged = merge(ours, theirs)
  expect(merged.text).toContain('[node name="A" type="Sprite2D" parent="." unique_id=2]')
  expect(merged.conflicts.map(({ node }) => node)).toContain('A')
})

test('MRG10 moves that would make a circle: ours stands, both are listed, and no node is lost', () => {
  const two = BASE.replace(C, C.replace('parent="B"', 'parent="."'))
  const ours = two.replace(
    '[node name="C" type="Node2D" parent="." unique_id=5]',
    '[node name="C" type="Node2D" parent="B" unique_id=5]',
  )
  const theirs = two
    .replace(B, '')
    .replace(SHAPE, '')
    .replace(
      C.replace('parent="B"', 'parent="."'),
      `${C.replace('parent="B"', 'parent="."')}\n${B.replace('parent="."', 'parent="C"')}${SHAPE.replace('parent="B"', 'parent="C/B"')}`,
    )
    .replace('to="B"', 'to="C/B"')
  const merged = mergeScenes({ base: two, ours, theirs }, 'auto')
  if (!merged.ok) throw new Error(merged.fault.reason)
  expect(merged.text).toContain('[node name="C" type="Node2D" parent="B" unique_id=5]')
  expect(merged.text.match(/unique_id=/g)).toHaveLength(5)
  expect(
    merged.conflicts
      .filter(({ kind }) => kind === 'cycle')
      .map(({ node }) => node)
      .sort(),
  ).toEqual(['B', 'B/C'])
})

test('MRG11 two nodes that came to one name are both there, one renamed, and listed as both', () => {
  const add = (id: number, type: string) =>
    change([C, `${C}\n[node name="New" type="${type}" parent="." unique_id=${id}]\n`])
  const merged = merge(add(50, 'Timer'), add(60, 'Label'))
  expect(merged.text).toMatch(/name="New" type="(Timer|Label)"/)
  expect(merged.text).toMatch(/name="New2" type="(Timer|Label)"/)
  expect(merged.conflicts).toMatchObject([{ kind: 'name', chosen: 'both' }])
  expect(merged.notices).toMatchObject([{ kind: 'renamed', node: 'New2' }])
})

test('MRG7 without unique ids, two different nodes of one path stay two, and one that both added stays one', () => {
  const old = (text: string) => text.replace(/ unique_id=\d+/g, '')
  const add = (body: string) =>
    `${old(BASE)}`.replace(old(C), `${old(C)}\n[node name="New" type="Sprite2D" parent="."]\n${body}`)
  const apart = mergeScenes(
    { base: old(BASE), ours: add('texture = ExtResource("1_aaaaa")\n'), theirs: add('flip_h = true\n') },
    'auto',
  )
  const same = mergeScenes(
    { base: old(BASE), ours: add('flip_h = true\nflip_v = true\n'), theirs: add('flip_h = true\nflip_v = false\n') },
    'auto',
  )
  if (!apart.ok || !same.ok) throw new Error('unreadable')
  expect(apart.text.match(/name="New2?" type="Sprite2D"/g)).toHaveLength(2)
  expect(same.text.match(/name="New2?" type="Sprite2D"/g)).toHaveLength(1)
  expect(said(same)).toMatchObject([{ node: 'New', property: 'flip_v', chosen: 'ours' }])
})

test('two clones that each add a resource under one Godot id: both there, each node refers to its own', () => {
  const add = (property: string, type: string) =>
    change(
      ['[node name="Root"', `[sub_resource type="${type}" id="Same_x1y2z"]\n\n[node name="Root"`],
      [
        '[node name="C" type="Node2D" parent="B" unique_id=5]',
        `[node name="C" type="Node2D" parent="B" unique_id=5]\n${property} = SubResource("Same_x1y2z")`,
      ],
    )
  const merged = merge(add('one', 'CircleShape2D'), add('two', 'Gradient'))
  const typeOf = (property: string) => {
    const id = new RegExp(`${property} = SubResource\\("(\\w+)"\\)`).exec(merged.text)?.[1]
    return new RegExp(`type="(\\w+)" id="${id}"`).exec(merged.text)?.[1]
  }
  expect([typeOf('one'), typeOf('two'), merged.clean]).toEqual(['CircleShape2D', 'Gradient', true])
})

test('MRG12 an edit of a resource that the other side stopped using is listed', () => {
  const ours = change(
    ['[node name="Root"', '[sub_resource type="CircleShape2D" id="CircleShape2D_ccccc"]\n\n[node name="Root"'],
    ['shape = SubResource("RectangleShape2D_sssss")', 'shape = SubResource("CircleShape2D_ccccc")'],
    ['[sub_resource type="RectangleShape2D" id="RectangleShape2D_sssss"]\nsize = Vector2(4, 4)\n\n', ''],
  )
  const merged = merge(ours, change(['size = Vector2(4, 4)', 'size = Vector2(8, 8)']))
  expect(merged.conflicts).toMatchObject([
    {
      kind: 'resource',
      node: 'B/Shape',
      property: 'size',
      base: 'Vector2(4, 4)',
      theirs: 'Vector2(8, 8)',
      chosen: 'ours',
    },
  ])
})

test('MRG3 exchanging the sides changes nothing but contested values', () => {
  const ours = change(
    [POSITION, 'position = Vector2(2, 2)\nrotation = 1.0'],
    [C, `${C}\n[node name="X" type="Timer" parent="B" unique_id=71]\n`],
  )
  const theirs = change(
    [POSITION, 'position = Vector2(3, 3)\nscale = Vector2(2, 2)'],
    [C, `${C}\n[node name="Y" type="Label" parent="B" unique_id=72]\n`],
  )
  const one = merge(ours, theirs).text.replace('Vector2(2, 2)\n', 'V\n')
  const other = merge(theirs, ours).text.replace('Vector2(3, 3)\n', 'V\n')
  const lines = (text: string) => text.split('\n').sort().join('\n')
  expect(lines(one)).toBe(lines(other))
  const order = (text: string) => [...text.matchAll(/name="(\w+)"/g)].map(match => match[1])
  expect(order(one)).toEqual(order(other))
})

test('an unreadable side is said, with its fault', () => {
  const merged = mergeScenes({ base: BASE, ours: '<<<<<<< ours\n', theirs: BASE }, 'auto')
  expect(merged).toMatchObject({ ok: false, side: 'ours' })
})

test('MRG15 each item can be chosen otherwise: values, deleted nodes, one of two names, a circle', () => {
  const ours = change(
    [POSITION, 'position = Vector2(2, 2)'],
    [B, ''],
    [SHAPE, ''],
    [C, ''],
    ['[connection signal="ready" from="A" to="B" method="go"]\n', ''],
  )
  const theirs = change([POSITION, 'position = Vector2(3, 3)'], [C, `${C}rotation = 1.0\n`])
  const merged = merge(ours, theirs)
  const chosen = mergeScenes({ base: BASE, ours, theirs }, 'auto', {
    choices: new Map(merged.conflicts.map(({ id }) => [id, 'theirs'])),
  })
  if (!chosen.ok) throw new Error(chosen.fault.reason)
  expect(chosen.text).toContain('position = Vector2(3, 3)')
  expect(chosen.text).toContain('rotation = 1.0')
  expect(chosen.conflicts.filter(({ within }) => within === undefined).map(item => item.chosen)).toContain('theirs')
  const add = (id: number, type: string) =>
    change([C, `${C}\n[node name="New" type="${type}" parent="." unique_id=${id}]\n`])
  const named = merge(add(50, 'Timer'), add(60, 'Label'))
  const one = mergeScenes({ base: BASE, ours: add(50, 'Timer'), theirs: add(60, 'Label') }, 'auto', {
    choices: new Map([[named.conflicts[0]?.id ?? '', 'theirs']]),
  })
  if (!one.ok) throw new Error(one.fault.reason)
  expect(one.text).toContain('name="New" type="Label"')
  expect(one.text).not.toContain('Timer')
})

test('two files added under one path, without a base: what each has is there', () => {
  const added = (body: string) => `[gd_scene format=3 uid="uid://badd"]\n\n[node name="Root" type="Node2D"]\n\n${body}`
  const merged = mergeScenes(
    {
      base: '',
      ours: added('[node name="A" type="Timer" parent="."]\n'),
      theirs: added('[node name="B" type="Label" parent="."]\n'),
    },
    'auto',
  )
  expect(merged).toMatchObject({ ok: true, clean: true })
  if (merged.ok) expect(merged.text).toMatch(/name="(A|B)".*\n\n.*name="(A|B)"/)
})

test('MRG16 a signal that theirs connected to what ours deleted is listed; ours’ own connection keeps its node', () => {
  const deleted = change(
    [
      '[node name="A" type="Sprite2D" parent="." unique_id=2]\nposition = Vector2(1, 1)\ntexture = ExtResource("1_aaaaa")\n\n',
      '',
    ],
    ['[connection signal="ready" from="A" to="B" method="go"]\n', ''],
  )
  const connected = `${BASE}[connection signal="draw" from="A" to="B" method="paint"]\n`
  const merged = merge(deleted, connected)
  expect(merged.text).not.toContain('signal="draw"')
  expect(merged.conflicts).toMatchObject([
    { kind: 'connection', node: 'A', ours: null, theirs: 'A draw → B paint', chosen: 'ours' },
  ])
  const other = merge(connected, deleted)
  expect(other.text).toContain('signal="draw"')
  expect(other.conflicts).toMatchObject([{ kind: 'deleted', node: 'A', chosen: 'ours' }])
})

test('a path to a node that theirs deleted and ours moved leads where the node is', () => {
  const base = `${BASE.replace('[connection', '[node name="H" type="Node2D" parent="." unique_id=6]\nto = NodePath("../A")\n\n[connection')}`
  const ours = base
    .replace('name="A" type="Sprite2D" parent="."', 'name="A2" type="Sprite2D" parent="."')
    .replace('NodePath("../A")', 'NodePath("../A2")')
    .replace('from="A"', 'from="A2"')
  const theirs = base
    .replace(
      '[node name="A" type="Sprite2D" parent="." unique_id=2]\nposition = Vector2(1, 1)\ntexture = ExtResource("1_aaaaa")\n\n',
      '',
    )
    .replace('[connection signal="ready" from="A" to="B" method="go"]\n', '')
  const merged = mergeScenes({ base, ours, theirs }, 'auto')
  if (!merged.ok) throw new Error(merged.fault.reason)
  expect(merged.text).toContain('to = NodePath("../A2")')
  expect(merged.text).toContain('[connection signal="ready" from="A2" to="B" method="go"]')
  expect(merged.conflicts).toMatchObject([{ kind: 'deleted', node: 'A2', chosen: 'ours' }])
})

test('MRG2 manual keeps a node that both sides added in different places', () => {
  const added = '[node name="New" type="Timer" parent="." unique_id=90]\n'
  const merged = merge(change([B, `${added}\n${B}`]), change([C, `${C}\n${added}`]), 'manual')
  expect(merged.text).toContain(added)
})

test('MRG8 two orders of one node are told by what stands before it; one that both added has none', () => {
  const nodes = ['P', 'Q', 'R', 'S'].map(
    (name, i) => `[node name="${name}" type="Node" parent="." unique_id=${20 + i}]\n`,
  )
  const text = (...order: number[]) =>
    `[gd_scene format=3]\n\n[node name="Root" type="Node" unique_id=1]\n\n${order.map(i => nodes[i]).join('\n')}`
  const merged = mergeScenes({ base: text(0, 1, 2, 3), ours: text(3, 0, 1, 2), theirs: text(0, 3, 1, 2) }, 'auto')
  if (!merged.ok) throw new Error(merged.fault.reason)
  expect(said(merged)).toEqual([
    { kind: 'parent', node: 'S', property: 'parent', ours: '., first', theirs: '., after P', chosen: 'ours' },
  ])
  const added = mergeScenes({ base: text(0, 1, 2), ours: text(3, 0, 1, 2), theirs: text(0, 3, 1, 2) }, 'auto')
  expect(added).toMatchObject({ ok: true, clean: true })
})

test('MRG17 an order that only one side changed is there, whatever the other did with what it deleted', () => {
  const node = (name: string, i: number) => `[node name="${name}" type="Node" parent="." unique_id=${20 + i}]\n`
  const text = (...names: string[]) =>
    `[gd_scene format=3]\n\n[node name="Root" type="Node" unique_id=1]\n\n${names.map(name => node(name, 'PQR'.indexOf(name))).join('\n')}`
  for (const ours of [
    text('Q', 'P', 'R'),
    text('Q', 'R', 'P'),
    text('P', 'Q', 'R').replace('name="P"', 'name="New"'),
  ]) {
    const merged = mergeScenes({ base: text('P', 'Q', 'R'), ours, theirs: text('R', 'Q') }, 'auto')
    if (!merged.ok) throw new Error(merged.fault.reason)
    expect(merged.text.indexOf('name="R"')).toBeLessThan(merged.text.indexOf('name="Q"'))
  }
})

test('MRG2 manual keeps an order that both sides made alike', () => {
  const node = (name: string, i: number) => `[node name="${name}" type="Node" parent="." unique_id=${20 + i}]\n`
  const text = (...names: string[]) =>
    `[gd_scene format=3]\n\n[node name="Root" type="Node" unique_id=1]\n\n${names.map(name => node(name, 'PQR'.indexOf(name))).join('\n')}`
  const alike = { base: text('P', 'Q', 'R'), ours: `${text('Q', 'P', 'R')}x = 1\n`, theirs: text('Q', 'P', 'R') }
  const merged = mergeScenes({ ...alike, theirs: `${alike.theirs}y = 1\n` }, 'manual')
  if (!merged.ok) throw new Error(merged.fault.reason)
  expect(merged.clean).toBe(true)
  expect(merged.text.indexOf('name="Q"')).toBeLessThan(merged.text.indexOf('name="P"'))
})

test('MRG9 two nodes that had one path on different sides are both listed', () => {
  const scene = (...nodes: readonly string[]) =>
    `[gd_scene format=3]\n\n[node name="Root" type="Node2D" unique_id=1]\n\n${nodes.join('\n\n')}\n`
  const old = '[node name="Old" type="Node2D" parent="." unique_id=2]'
  const crate = (parent: string, id: number, more = '') =>
    `[node name="Crate" type="Node2D" parent="${parent}" unique_id=${id}]${more}`
  const texts = {
    base: scene(old, crate('.', 3), crate('Old', 4)),
    ours: scene(old, crate('.', 4)),
    theirs: scene(old, crate('.', 3, '\nz_index = 5')),
  }
  const merged = mergeScenes(texts, 'theirs')
  if (!merged.ok) throw new Error(merged.fault.reason)
  expect(merged.conflicts.map(({ kind, paths }) => [kind, paths.base])).toEqual(
    expect.arrayContaining([
      ['deleted', 'Old/Crate'],
      ['deleted', 'Crate'],
    ]),
  )
})
