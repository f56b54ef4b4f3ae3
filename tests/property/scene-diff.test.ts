/** Two states of one random scene: the comparison written gives the other, whole or in part, and can be undone. */
import { expect, test } from 'vitest'
import { parseSceneText } from '../../shared/scene/codec/scene-text.ts'
import { alignModels } from '../../shared/scene/diff/align-models.ts'
import { applyDiff, applyDiffToText } from '../../shared/scene/diff/apply-diff.ts'
import { diffScenes, reverseDiff, type SceneDiff } from '../../shared/scene/diff/diff-scenes.ts'
import { diffTexts } from '../../shared/scene/diff/diff-texts.ts'
import type { SceneChange } from '../../shared/scene/diff/scene-change.ts'
import { exportScene } from '../../shared/scene/export.ts'
import { type FileBase, seedBase } from '../../shared/scene/file-base.ts'
import { createFileModel, type FileModel } from '../../shared/scene/file-model.ts'
import { type Plan, startPlan, step } from './scene-replicas.ts'
import { type Random, seeded } from './seeded.ts'

/** `npm run test:soak` sets 10,000. */
const RUNS = Number(process.env.WEFT_RUNS ?? 60)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)

const SCENE = `[gd_scene load_steps=4 format=3 uid="uid://b0compare"]

[ext_resource type="Script" path="res://a.gd" id="1_aaaaa"]

[sub_resource type="RectangleShape2D" id="RectangleShape2D_bbbbb"]
size = Vector2(4, 4)

[sub_resource type="Curve" id="Curve_ccccc"]

[node name="Root" type="Node2D" unique_id=11]
script = ExtResource("1_aaaaa")

[node name="A" type="Node2D" parent="." unique_id=12 groups=["g0"]]
p0 = 1
target = NodePath("../B/C")

[node name="B" type="Node2D" parent="." unique_id=13]
options = {
"a": 1,
"b": NodePath("C")
}

[node name="C" type="Sprite2D" parent="B" unique_id=14]
p1 = 2
p2 = NodePath("../../A")

[node name="Shape" type="CollisionShape2D" parent="B/C" unique_id=15]
shape = SubResource("RectangleShape2D_bbbbb")

[node name="D" type="Node2D" parent="." unique_id=16]

[node name="E" type="Node2D" parent="D" unique_id=17]

[connection signal="ready" from="B/C" to="." method="_on_ready"]
`

test(`DIFF7 ${RUNS} seeded pairs: diff then apply gives the other state`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    const { before, after } = twoStates(seed)
    for (const isOutside of [false, true]) {
      const diff = compare(before, { text: after.text, ids: isOutside ? null : after.ids })
      for (const way of [diff, reverseDiff(diff)]) {
        const written = applyDiffToText(way.from, way)
        const left = diffScenes(modelOf(written), way.to).changes
        if (hasNamesakes(way.to)) continue
        expect(left, `seed ${seed}, ${isOutside ? 'from outside' : 'of one document'}`).toEqual([])
      }
    }
  }
})

test(`DIFF8 ${RUNS} seeded scenes: chosen changes put back are gone from the comparison, and undo brings all back`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    const { before, after, plan, random } = twoStates(seed)
    const [replica] = plan.replicas
    if (replica === undefined) throw new Error('no replica')
    const diff = compare(before, after)
    const ids = diff.changes.filter(change => !isConsequence(change)).map(change => change.id)
    const only = new Set(ids.filter(() => random.below(3) === 0))
    if (only.size === 0) continue
    applyDiff(replica.editor, reverseDiff(diff), { only, label: 'Put back' })
    const now = exportScene(replica.document, seedBase(replica.document))
    const left = compare(before, now).changes.map(change => change.id)
    const message = `seed ${seed}: ${[...only].join(' ')}`
    expect(
      left.filter(id => only.has(id)),
      message,
    ).toEqual([])
    replica.editor.undo()
    expect(exportScene(replica.document, seedBase(replica.document)).text, message).toBe(after.text)
  }
})

test(`DIFF12 ${RUNS} seeded pairs in a large scene: the quick way from text to changes finds the same`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    const { before, after } = twoStates(seed)
    const [from, to] = [inLargeScene(before.text), inLargeScene(after.text)]
    const quick = diffTexts(from, to)
    if (!quick.ok) throw new Error(quick.fault.reason)
    const whole = compare({ text: from, ids: null }, { text: to, ids: null })
    expect(quick.value.changes, `seed ${seed}`).toEqual(whole.changes)
    if (!hasNamesakes(whole.to) && !hasNamesakes(whole.from)) expect(isPruned(quick.value), `seed ${seed}`).toBe(true)
  }
})

function isPruned({ from }: SceneDiff): boolean {
  return from.nodes.size < CROWD
}

const CROWD = 300

/** Among other nodes, some of which look at what changes, with the same resources. */
function inLargeScene(text: string): string {
  const crowd = Array.from({ length: CROWD }, (_, i) => {
    const parent = i % 7 === 0 ? '.' : `Crowd${i - (i % 7)}`
    const target = i % 7 === 0 ? '../B/C' : '../../A'
    const looks = i % 5 === 0 ? `target = NodePath("${target}")\nscript = ExtResource("1_aaaaa")\n` : ''
    return `[node name="Crowd${i}" type="Node2D" parent="${parent}" unique_id=${5000 + i}]\nvalue = ${i}\n${looks}\n`
  }).join('')
  const end = text.indexOf('[connection')
  return end < 0 ? `${text}\n${crowd}` : text.slice(0, end) + crowd + text.slice(end)
}

/**
 * What other changes have a say in: resources follow the values that name them, an order the other nodes, a name its
 * siblings; a path to a node that stays away is put back as text only.
 */
function isConsequence({ kind, from }: SceneChange): boolean {
  if (kind === 'node-reordered' || kind === 'node-renamed' || kind.startsWith('resource-')) return true
  return from?.includes('NodePath(') ?? false
}

/** A file that names two siblings alike is written with names that Godot can tell apart (TREE6). */
function hasNamesakes({ structure }: FileModel): boolean {
  return new Set(structure.nodes.map(node => node.path)).size < structure.nodes.length
}

/** One scene before and after some edits; the plan stands at the second state. */
function twoStates(seed: number): { before: FileBase; after: FileBase; plan: Plan; random: Random } {
  const random = seeded(seed)
  const plan = startPlan(SCENE, 1, random)
  const run = (steps: number) => {
    for (let i = 0; i < steps; i += 1) step(plan, random)
    const [replica] = plan.replicas
    if (replica === undefined) throw new Error('no replica')
    return exportScene(replica.document, seedBase(replica.document))
  }
  const before = run(random.below(12))
  return { before, after: run(1 + random.below(25)), plan, random }
}

function compare(
  before: { readonly text: string; readonly ids: readonly string[] | null },
  after: { readonly text: string; readonly ids: readonly string[] | null },
): SceneDiff {
  const { from, to } = alignModels(
    { file: parse(before.text), ids: before.ids },
    { file: parse(after.text), ids: after.ids },
  )
  return diffScenes(from, to)
}

function modelOf({ text, ids }: { readonly text: string; readonly ids: readonly string[] }): FileModel {
  return createFileModel(parse(text), ids)
}

function parse(text: string) {
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return parsed.value
}
