/** Connections that say the same have the same ids wherever a text is read: as a seed, or as a change of one (ID5). */
import { expect, test } from 'vitest'
import { parseSceneText } from '../../shared/scene/codec/scene-text.ts'
import { createFileModel } from '../../shared/scene/file-model.ts'
import { matchIds } from '../../shared/scene/intake/match.ts'
import { sceneOfModel } from '../../shared/scene/model-scene.ts'
import { seeded } from './seeded.ts'

/** `npm run test:soak` sets 10,000. */
const RUNS = Number(process.env.WEFT_RUNS ?? 150)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)

function parsed(text: string) {
  const file = parseSceneText(text)
  if (!file.ok) throw new Error(file.fault.reason)
  return file.value
}

function runPlan(seed: number): void {
  const random = seeded(seed)
  const nodes = ['A', 'B', 'C'].map(name => `[node name="${name}" type="Node" parent="."]\n`)
  const connections = Array.from({ length: 2 + random.below(8) }, () => {
    const [from, to] = [random.pick(['A', 'B', '.']), random.pick(['C', '.'])]
    return `[connection signal="s${random.below(2)}" from="${from}" to="${to}" method="m" flags=${random.below(9)}]\n`
  })
  const head = '[gd_scene format=3]\n\n[node name="Root" type="Node"]\n\n'
  const text = `${head}${nodes.join('\n')}\n${connections.join('\n')}`
  const base = createFileModel(parsed(text))
  const again = matchIds(parsed(text), base, sceneOfModel(base))
  const changed = matchIds(
    parsed(text.replace('name="A" type="Node"', 'name="A" type="Node2D"')),
    base,
    sceneOfModel(base),
  )
  for (const ids of [again, changed]) {
    if (String(ids) !== String(base.ids)) throw new Error(`seed ${seed}:\n${base.ids.join()}\n${ids.join()}\n${text}`)
  }
  if (new Set(base.ids).size !== base.ids.length)
    throw new Error(`seed ${seed}: an id stands twice\n${base.ids.join()}`)
}

test(`ID5 ${RUNS} seeded texts with equal connections: one rule says which is which`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) expect(() => runPlan(seed)).not.toThrow()
})
