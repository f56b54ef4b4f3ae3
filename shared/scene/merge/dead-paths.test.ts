import { expect, test } from 'vitest'
import { mergeScenes } from './merge-scenes.ts'

const node = (name: string, parent: string, id: number, more = '') =>
  `[node name="${name}" type="Node2D" parent="${parent}" unique_id=${id}]\n${more}\n`

const keys = (...times: readonly number[]) => `{
"times": PackedFloat32Array(${times.join(', ')}),
"transitions": PackedFloat32Array(${times.map(() => 1).join(', ')}),
"update": 0,
"values": [${times.map(time => `Vector2(${time}, 0)`).join(', ')}]
}`

/** An animation of one track, of the node at `path`. */
function scene(path: string, track: string, ...nodes: readonly string[]): string {
  return `[gd_scene format=3]

[sub_resource type="Animation" id="Animation_a"]
tracks/0/type = "value"
tracks/0/path = NodePath("${path}:position")
tracks/0/keys = ${track}

[sub_resource type="AnimationLibrary" id="Library_b"]
_data/go = SubResource("Animation_a")

[node name="Root" type="Node2D" unique_id=1]

[node name="Player" type="AnimationPlayer" parent="." unique_id=2]
libraries/ = SubResource("Library_b")

${nodes.join('\n')}`
}

function merged(base: string, ours: string, theirs: string): string {
  const result = mergeScenes({ base, ours, theirs }, 'theirs')
  if (!result.ok) throw new Error(result.fault.reason)
  return result.text
}

test('a track whose node ours deleted under a renamed one, and theirs moved, keeps the keys of both', () => {
  const base = scene('A/B', keys(0, 1), node('A', '.', 3), node('B', 'A', 4), node('C', '.', 5))
  const ours = scene('New/B', keys(0, 0.5, 1), node('New', '.', 3), node('C', '.', 5))
  const theirs = scene('C/B', keys(0, 1, 2), node('A', '.', 3), node('C', '.', 5), node('B', 'C', 4))
  const text = merged(base, ours, theirs)
  expect(text).toContain('tracks/0/path = NodePath("C/B:position")')
  expect(text).toContain('PackedFloat32Array(0, 0.5, 1, 2)')
  expect(text).not.toContain('tracks/1')
})

test('a track whose node theirs renamed and then deleted leads where ours keeps it, with the keys of ours', () => {
  const base = scene('A/B', keys(0, 1), node('A', '.', 3), node('B', 'A', 4))
  const ours = scene('A/B', keys(1), node('A', '.', 3), node('B', 'A', 4, 'x = 1\n'))
  const theirs = scene('A/New', keys(0, 1), node('A', '.', 3))
  const result = mergeScenes({ base, ours, theirs }, 'auto')
  expect(result).toMatchObject({ ok: true, conflicts: [{ kind: 'deleted', node: 'A/B', chosen: 'ours' }] })
  if (!result.ok) return
  expect(result.text).toContain('tracks/0/path = NodePath("A/B:position")')
  expect(result.text).toContain('PackedFloat32Array(1)')
  expect(result.text).not.toContain('tracks/1')
})

test('a track keeps the keys of both where its node was moved into an instance and then deleted', () => {
  const instance = '[node name="I" parent="." unique_id=6 instance=ExtResource("1_a")]\n'
  const withInstance = (text: string) =>
    text.replace('\n[sub', '\n[ext_resource type="PackedScene" path="res://i.tscn" id="1_a"]\n\n[sub')
  const base = withInstance(scene('A/B', keys(0, 1), node('A', '.', 3), node('B', 'A', 4), instance))
  const ours = withInstance(scene('A/B', keys(0, 0.5, 1), node('A', '.', 3), node('B', 'A', 4), instance))
  const theirs = withInstance(scene('I/B', keys(0, 1, 2), node('A', '.', 3), instance))
  const text = merged(base, ours, theirs)
  expect(text).toContain('PackedFloat32Array(0, 0.5, 1, 2)')
  expect(text).not.toContain('tracks/1')
})

test('a path that was left as it was when its node went is no edit, though another node has come to stand there', () => {
  const holder = (path: string) => node('Holder', '.', 9, `target = NodePath("../${path}")\n`)
  const base = scene('C', keys(0), node('A', '.', 3), node('B', '.', 4), node('C', '.', 5), holder('A'))
  const ours = scene('C', keys(0), node('C', '.', 5), node('A', 'C', 3), node('B', '.', 4), holder('C/A'))
  const theirs = scene('C', keys(0), node('A', '.', 4), node('C', '.', 5), holder('A'))
  const result = mergeScenes({ base, ours, theirs }, 'auto')
  expect(result).toMatchObject({ ok: true, conflicts: [{ kind: 'deleted', node: 'C/A', chosen: 'ours' }] })
  if (result.ok) expect(result.text).toContain('target = NodePath("../C/A")')
})

test('of two tracks of a node that ours deleted, each keeps its own keys', () => {
  const second = (...times: readonly number[]) =>
    `${keys(0)}\ntracks/1/type = "value"\ntracks/1/path = NodePath("A/B:position")\ntracks/1/keys = ${keys(...times)}`
  const base = scene('A/B', second(0, 3), node('A', '.', 3), node('B', 'A', 4))
  const ours = scene('A/B', second(0, 3), node('A', '.', 3, 'x = 1\n'))
  const theirs = scene('A/B', second(0, 3, 5), node('A', '.', 3), node('B', 'A', 4))
  const text = merged(base, ours, theirs)
  expect(text.slice(text.indexOf('tracks/1'))).toContain('PackedFloat32Array(0, 3, 5)')
  expect(text.slice(0, text.indexOf('tracks/1'))).toContain('PackedFloat32Array(0)')
})
