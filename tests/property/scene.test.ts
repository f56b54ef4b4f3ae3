import { expect, test } from 'vitest'
import { brokenInvariant, disagreement, meet, startPlan, step } from './scene-replicas.ts'
import { seeded } from './seeded.ts'

/** `npm run test:soak` sets 10,000. */
const RUNS = Number(process.env.WEFT_RUNS ?? 150)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)

const SCENE = `[gd_scene format=3 uid="uid://b0property"]

[ext_resource type="Script" path="res://a.gd" id="1_aaaaa"]

[sub_resource type="RectangleShape2D" id="RectangleShape2D_bbbbb"]
size = Vector2(4, 4)

[node name="Root" type="Node2D" unique_id=11]
script = ExtResource("1_aaaaa")

[node name="A" type="Node2D" parent="." unique_id=12 groups=["g0"]]
p0 = 1
target = NodePath("../B/C")

[node name="B" type="Node2D" parent="." unique_id=13]

[node name="C" type="Sprite2D" parent="B" unique_id=14]
p1 = 2
p2 = NodePath("../../A")

[node name="Shape" type="CollisionShape2D" parent="B/C" unique_id=15]
shape = SubResource("RectangleShape2D_bbbbb")

[node name="D" type="Node2D" parent="." unique_id=16]

[connection signal="ready" from="B/C" to="." method="_on_ready"]
`

/** Runs one plan; throws with everything needed to run it again. */
function runPlan(seed: number): void {
  const random = seeded(seed)
  const plan = startPlan(SCENE, 2 + random.below(4), random)
  const steps = 20 + random.below(60)
  for (let i = 0; i < steps; i += 1) {
    step(plan, random)
    const broken = brokenInvariant(plan)
    if (broken !== null) throw new Error(`seed ${seed}, step ${i}: ${broken}\n${plan.log.slice(-12).join('\n')}`)
  }
  meet(plan)
  const broken = brokenInvariant(plan) ?? disagreement(plan)
  if (broken !== null) throw new Error(`seed ${seed}: ${broken}\n${plan.log.slice(-30).join('\n')}`)
}

test(`${RUNS} seeded plans on 2 to 5 replicas: nothing lost, doubled or silently gone, and all agree`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) expect(() => runPlan(seed)).not.toThrow()
})
