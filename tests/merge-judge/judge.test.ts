/** The judge can tell: each kind of harm is planted in an otherwise right result, and found; and nothing else is. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judge, mergeCase, type Verdict } from './judge.ts'
import type { Listed } from './listing.ts'
import { matchVersions } from './matching.ts'
import { randomBase, randomMerge } from './random-merge.ts'
import { readScene } from './reader.ts'

const BASE = `[gd_scene format=3]

[ext_resource type="Texture2D" path="res://a.png" id="1_aaaaa"]

[sub_resource type="RectangleShape2D" id="R_1"]
size = Vector2(1, 1)

[node name="Root" type="Node2D" unique_id=1]

[node name="A" type="Sprite2D" parent="." unique_id=2 groups=["g"]]
position = Vector2(1, 2)
texture = ExtResource("1_aaaaa")
metadata/stats = {
"hp": 1,
"mp": 1
}

[node name="B" type="CollisionShape2D" parent="." unique_id=3]
shape = SubResource("R_1")
metadata/at = NodePath("../A")

[node name="C" type="Node2D" parent="B" unique_id=4]

[connection signal="ready" from="A" to="." method="_on_a"]
`
/** Ours moves A and one entry; theirs renames A, edits the other entry and the shape, and adds D below B. */
const OURS = edit(BASE, ['Vector2(1, 2)', 'Vector2(5, 5)'], ['"hp": 1', '"hp": 7'])
const THEIRS = edit(
  BASE,
  ['name="A"', 'name="Ann"'],
  ['NodePath("../A")', 'NodePath("../Ann")'],
  ['from="A"', 'from="Ann"'],
  ['"mp": 1', '"mp": 9'],
  ['size = Vector2(1, 1)', 'size = Vector2(4, 4)'],
  ['\n[connection', '\n[node name="D" type="Node2D" parent="B" unique_id=5]\n\n[connection'],
)
const RIGHT = edit(THEIRS, ['Vector2(1, 2)', 'Vector2(5, 5)'], ['"hp": 1', '"hp": 7'])

describe('a merge of two sides that do not meet', () => {
  test('is right as it should be', () => {
    expect(harm(RIGHT)).toEqual({})
  })

  test('a path left behind by a deletion is no edit; where the node was kept, it leads there', () => {
    const ours = edit(
      BASE,
      ['../A"', '../Ann/A"'],
      [BASE.slice(BASE.indexOf('[node name="A"'), BASE.indexOf('[node name="B"')), ''],
      ['[connection signal="ready" from="A" to="." method="_on_a"]\n', ''],
    )
    const texts = { base: BASE, ours, theirs: edit(BASE, ['Vector2(1, 2)', 'Vector2(5, 5)']) }
    const scenes = { base: readScene(texts.base), ours: readScene(texts.ours), theirs: readScene(texts.theirs) }
    const of = mergeCase(matchVersions(scenes))
    const verdict = (text: string) => judge(of, { text, listed: [] })
    expect(verdict(texts.theirs)).toMatchObject({ lostEdits: [], spoiled: [] })
    expect(verdict(edit(texts.theirs, ['../A"', '../Ann/A"'])).spoiled).toHaveLength(1)
  })

  test('nor is one that leads into an instance, into which the node was moved before', () => {
    const instance = '[node name="I" parent="." unique_id=9 instance=ExtResource("2_i")]\n\n'
    const base = edit(
      BASE,
      ['\n[sub', '\n[ext_resource type="PackedScene" path="res://i.tscn" id="2_i"]\n\n[sub'],
      ['[node name="B"', `${instance}[node name="B"`],
    )
    const theirs = edit(
      base,
      ['../A"', '../I/A"'],
      [base.slice(base.indexOf('[node name="A"'), base.indexOf('[node name="I"')), ''],
      ['[connection signal="ready" from="A" to="." method="_on_a"]\n', ''],
    )
    const pathsSet = (side: string) =>
      caseOf(base, base, side).edits.theirs.filter(({ about }) => about.name === 'metadata/at')
    expect(pathsSet(theirs)).toEqual([])
    expect(pathsSet(edit(theirs, ['../I/A"', '../I/B"']))).toHaveLength(1)
  })

  test.each([
    ['a node that one side added', 'lostNodes', ['[node name="D" type="Node2D" parent="B" unique_id=5]\n\n', '']],
    ['a node that both kept', 'lostNodes', ['[node name="C" type="Node2D" parent="B" unique_id=4]\n\n', '']],
    ['a property', 'lostEdits', ['Vector2(5, 5)', 'Vector2(1, 2)']],
    ['an entry of a dictionary', 'lostEdits', ['"mp": 9', '"mp": 1']],
    ['a name', 'lostEdits', ['name="Ann"', 'name="A"'], ['../Ann', '../A'], ['from="Ann"', 'from="A"']],
    ['what a resource holds', 'lostEdits', ['size = Vector2(4, 4)', 'size = Vector2(1, 1)']],
    ['a group that nobody touched', 'spoiled', [' groups=["g"]', '']],
    ['where a NodePath leads', 'spoiled', ['NodePath("../Ann")', 'NodePath("../A")']],
    ['a texture whose id is another one', 'spoiled', ['res://a.png', 'res://b.png']],
    ['a connection', 'spoiled', ['[connection signal="ready" from="Ann" to="." method="_on_a"]\n', '']],
    [
      'a node twice',
      'doubledNodes',
      ['[node name="D"', '[node name="C2" type="Node2D" parent="." unique_id=4]\n\n[node name="D"'],
    ],
    [
      'a node nobody made',
      'doubledNodes',
      ['[node name="D"', '[node name="New" type="Timer" parent="." unique_id=99]\n\n[node name="D"'],
    ],
    ['a reference to nothing', 'unloadable', ['id="R_1"', 'id="R_2"']],
    ['a parent that is not there', 'unloadable', ['parent="B" unique_id=4', 'parent="Gone" unique_id=4']],
    ['two siblings of one name', 'unloadable', ['name="D"', 'name="C"']],
    ['marks of a conflict', 'unloadable', ['[node name="D"', '<<<<<<< ours\n[node name="D"']],
  ] as const)('loses its good name by %s', (_, kind, ...edits) => {
    const found = harm(edit(RIGHT, ...(edits as unknown as [string, string][])))
    expect(found[kind]).toHaveLength(1)
  })

  test('is not harmed by other ids, nor by a new order of its resources', () => {
    expect(harm(RIGHT.replaceAll('R_1', 'R_9').replaceAll('1_aaaaa', '7_zzzzz'))).toEqual({})
  })

  test('is not harmed by what is listed', () => {
    const lost = edit(RIGHT, ['"mp": 9', '"mp": 1'], ['[node name="D" type="Node2D" parent="B" unique_id=5]\n\n', ''])
    expect(
      harm(lost, [
        { aspect: 'property', paths: paths('A', 'A', 'Ann'), name: 'metadata/stats' },
        { aspect: 'node', paths: paths(null, null, 'B/D'), name: null },
      ]),
    ).toEqual({})
    expect(harm(lost, [{ aspect: 'property', paths: paths('B', 'B', 'B'), name: 'metadata/stats' }])).not.toEqual({})
  })

  test('is blocked where there is no result', () => {
    expect(judge(caseOf(BASE, OURS, THEIRS), { text: null, listed: [] }).blocked).toBe(true)
  })
})

describe('a merge of two sides that meet', () => {
  const other = edit(BASE, ['Vector2(1, 2)', 'Vector2(8, 8)'])
  const listed: Listed = { aspect: 'property', paths: paths('A', 'A', 'A'), name: 'position' }

  test('a choice has to be listed', () => {
    expect(harm(OURS, [], other)).toEqual({ silent: [expect.stringContaining('position')] })
    expect(harm(OURS, [listed], other)).toEqual({})
  })

  test('a deleted node that the other side worked in may be either, and what is lost with it has to be listed', () => {
    const deleted = edit(BASE, ['[node name="C" type="Node2D" parent="B" unique_id=4]\n\n', ''])
    const worked = edit(BASE, ['parent="B" unique_id=4]', 'parent="B" unique_id=4]\nvisible = false'])
    expect(harm(worked, [], deleted, worked)).toEqual({})
    expect(harm(deleted, [], deleted, worked)).toEqual({ lostEdits: [expect.stringContaining('visible')] })
    expect(harm(deleted, [{ aspect: 'node', paths: paths('B/C', null, 'B/C'), name: null }], deleted, worked)).toEqual(
      {},
    )
    expect(harm(BASE, [], deleted, BASE)).toEqual({ lostEdits: [expect.stringContaining('should be nothing')] })
  })

  test('an edit of a resource may stand in the copy that shares it, where its first node is gone', () => {
    const first = BASE.slice(BASE.indexOf('[node name="B"'), BASE.indexOf('[connection'))
    const copied = edit(BASE, [
      first,
      '[node name="B2" type="CollisionShape2D" parent="." unique_id=6]\nshape = SubResource("R_1")\n\n',
    ])
    const resized = edit(BASE, ['size = Vector2(1, 1)', 'size = Vector2(4, 4)'])
    const both = edit(copied, ['size = Vector2(1, 1)', 'size = Vector2(4, 4)'])
    expect(harm(both, [], resized, copied)).toEqual({})
    expect(harm(copied, [], resized, copied)).toEqual({ lostEdits: [expect.stringContaining('size')] })
    const apart = edit(both, ['shape = SubResource("R_1")\n', ''])
    expect(harm(apart, [], resized, copied)).toEqual({ lostEdits: [expect.any(String), expect.any(String)] })
    // Whoever copied it edited it too, elsewhere in it.
    const [one, two] = ['size = Vector2(4, 4)', 'custom_solver_bias = 0.5'] as const
    const biased = edit(copied, ['size = Vector2(1, 1)', `size = Vector2(1, 1)\n${two}`])
    expect(harm(edit(copied, ['size = Vector2(1, 1)', `${one}\n${two}`]), [], resized, biased)).toEqual({})
    expect(harm(biased, [], resized, biased)).toEqual({ lostEdits: [expect.stringContaining('size')] })
    // A resource of its own, equal to the other one by chance.
    const own = edit(copied, ['R_1', 'R_2'])
    expect(harm(edit(own, ['size = Vector2(1, 1)', one]), [], resized, own)).not.toEqual({})
  })

  test('what met in a resource that both copied, each deleting the first node, has to be listed', () => {
    const first = BASE.slice(BASE.indexOf('[node name="B"'), BASE.indexOf('[connection'))
    const copy = (name: string, id: number, size: string) =>
      edit(
        BASE,
        [
          first,
          `[node name="${name}" type="CollisionShape2D" parent="." unique_id=${id}]\nshape = SubResource("R_1")\n\n`,
        ],
        ['size = Vector2(1, 1)', size],
      )
    const ours = copy('B2', 6, 'size = Vector2(4, 4)')
    const theirs = copy('B3', 7, 'size = Vector2(5, 5)')
    const both = edit(theirs, [
      '[node name="B3"',
      '[node name="B2" type="CollisionShape2D" parent="." unique_id=6]\nshape = SubResource("R_1")\n\n[node name="B3"',
    ])
    const listed: Listed = { aspect: 'resource', paths: paths(null, 'B2', null), name: 'size' }
    expect(harm(both, [listed], theirs, ours)).toEqual({})
    // Only one of them edited it, for both copies.
    const bare = copy('B2', 6, 'size = Vector2(1, 1)')
    expect(harm(both, [], theirs, bare)).toEqual({})
    expect(harm(both, [], theirs, ours)).toEqual({ lostEdits: [expect.stringContaining('shape')] })
  })

  test('a track whose node is gone is the track it was, also where another node has taken the path', () => {
    const animation = [
      '[sub_resource type="Animation" id="An_1"]',
      'tracks/0/type = "value"',
      'tracks/0/path = NodePath("A:position")',
      'tracks/0/keys = {\n"times": PackedFloat32Array(0),\n"update": 0,\n"values": [Vector2(0, 0)]\n}',
      '[sub_resource type="AnimationLibrary" id="Li_1"]',
      '_data/walk = SubResource("An_1")\n\n',
    ].join('\n')
    const player =
      '[node name="Player" type="AnimationPlayer" parent="." unique_id=8]\nlibraries/ = SubResource("Li_1")\n\n'
    const base = edit(
      BASE,
      ['[node name="Root"', `${animation}[node name="Root"`],
      ['[connection', `${player}[connection`],
    )
    // Key 0 met, and is listed at the copy of the player, which shares the animation.
    const copy = player.replaceAll('Player"', 'Player2"').replace('unique_id=8', 'unique_id=9')
    const [times, values] = ['PackedFloat32Array(0)', '[Vector2(0, 0)]'] as const
    const copied = edit(base, ['[connection', `${copy}[connection`], [times, 'PackedFloat32Array()'], [values, '[]'])
    const moved = edit(base, [values, '[Vector2(7, 0)]'])
    const key: Listed = { aspect: 'resource', paths: paths(null, 'Player2', null), name: 'tracks A:position key 0.0' }
    const verdict = (listed: readonly Listed[]) => found(judge(caseOf(base, copied, moved), { text: copied, listed }))
    expect(verdict([key])).toEqual({})
    expect(verdict([])).toMatchObject({ silent: [expect.stringContaining('at 0')] })
    const taken = edit(base, [
      'name="A" type="Sprite2D" parent="." unique_id=2',
      'name="A" type="Sprite2D" parent="." unique_id=9',
    ])
    const tracksOf = (side: string) =>
      caseOf(base, base, side).edits.theirs.filter(({ about, path }) => about.name === 'libraries/' && path.length > 0)
    expect(tracksOf(taken)).toEqual([])
    // A path that is written anew is the person's own.
    expect(tracksOf(edit(base, ['"A:position"', '"B:position"']))).not.toEqual([])
    // The node is there, under another name: the track leads to the new one now, and that is an edit.
    const renamed = edit(
      base,
      ['name="A"', 'name="A2"'],
      ['[connection', '[node name="A" type="Timer" parent="." unique_id=9]\n\n[connection'],
    )
    expect(tracksOf(renamed)).not.toEqual([])
  })

  test('a copy that shares a resource says what its first node says, and nothing else', () => {
    const copy = '[node name="B2" type="CollisionShape2D" parent="." unique_id=6]\nshape = SubResource("R_1")\n\n'
    const copied = edit(BASE, ['[connection', `${copy}[connection`])
    const resized = edit(BASE, ['size = Vector2(1, 1)', 'size = Vector2(4, 4)'])
    const both = edit(copied, ['size = Vector2(1, 1)', 'size = Vector2(4, 4)'])
    expect(harm(both, [], resized, copied)).toEqual({})
    const bare = edit(both, [copy, copy.replace('shape = SubResource("R_1")\n', '')])
    expect(harm(bare, [], resized, copied)).toEqual({ lostEdits: [expect.stringContaining('shape')] })
    // Both gave the one resource an entry of the same name, and theirs was taken: what the copy holds was neither's edit.
    const size = 'size = Vector2(1, 1)'
    const [met, taken] = [1, 2].map(hp => `${size}\nmetadata/stats = {\n"hp": ${hp}\n}`) as [string, string]
    const shape: Listed = { aspect: 'property', paths: paths('B', 'B', 'B'), name: 'shape' }
    const [ours, theirs, result] = [edit(copied, [size, met]), edit(BASE, [size, taken]), edit(copied, [size, taken])]
    expect(harm(result, [shape], theirs, ours)).toEqual({})
    const without = edit(result, [copy, copy.replace('shape = SubResource("R_1")\n', '')])
    expect(harm(without, [shape], theirs, ours)).toEqual({ lostEdits: [expect.stringContaining('shape')] })
    const strange = edit(
      both,
      [
        '[node name="Root"',
        '[sub_resource type="RectangleShape2D" id="R_2"]\nsize = Vector2(9, 9)\n\n[node name="Root"',
      ],
      [copy, copy.replace('R_1', 'R_2')],
    )
    expect(harm(strange, [], resized, copied)).not.toEqual({})
  })

  test('an order that one side changed is kept', () => {
    const [, a = '', b = ''] = /(\[node name="A"[\s\S]*?\n\n)(\[node name="B"[\s\S]*?)\[connection/.exec(BASE) ?? []
    const turned = BASE.replace(a + b, b + a)
    expect(harm(turned, [], turned, BASE)).toEqual({})
    expect(harm(BASE, [], turned, BASE)).toEqual({ lostEdits: [expect.stringContaining('children')] })
  })
})

test('a random side that meets nobody is its own right result, and any other text is not', () => {
  for (const hasUniqueIds of [true, false]) {
    const base = randomBase(7, { nodes: 30, hasUniqueIds })
    for (let seed = 1; seed <= 12; seed += 1) {
      const { texts, of } = randomMerge(base, seed, 3)
      const keyed = { base: base.registers.keyed, ours: of.texts.ours.keyed, theirs: base.registers.keyed }
      const alone = mergeCase(keyed, base.registers)
      expect(found(judge(alone, { text: texts.ours, listed: [] })), `seed ${seed}`).toEqual({})
      if (alone.edits.ours.length > 0) {
        expect(found(judge(alone, { text: base.text, listed: [] })), `seed ${seed}`).not.toEqual({})
      }
    }
  }
})

test('the judge shares no code with what it judges', () => {
  const files = readdirSync(import.meta.dirname).filter(file => !file.endsWith('.test.ts'))
  const importing = files.filter(file =>
    readFileSync(join(import.meta.dirname, file), 'utf8').includes("from '../../shared/"),
  )
  // The adapter, through which it is given Weft's results.
  expect(importing).toEqual(['weft-merge.ts'])
})

function harm(result: string, listed: readonly Listed[] = [], theirs = THEIRS, ours = OURS) {
  return found(judge(caseOf(BASE, ours, theirs), { text: result, listed }))
}

function paths(base: string | null, ours: string | null, theirs: string | null): Listed['paths'] {
  return { base, ours, theirs, result: null }
}

function caseOf(base: string, ours: string, theirs: string) {
  return mergeCase(matchVersions({ base: readScene(base), ours: readScene(ours), theirs: readScene(theirs) }))
}

function found({ blocked: _blocked, ...kinds }: Verdict): Partial<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(kinds).filter(([, each]) => each.length > 0))
}

function edit(text: string, ...edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((from, [was, is]) => {
    if (!from.includes(was)) throw new RangeError(`nothing reads ${was}`)
    return from.replaceAll(was, is)
  }, text)
}
