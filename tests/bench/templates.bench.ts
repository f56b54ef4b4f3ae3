/** How long a template takes to be in a large scene and in its file's text. */
import { randomBytes } from 'node:crypto'
import { exportScene } from '../../shared/scene/export.ts'
import { seedBase } from '../../shared/scene/file-base.ts'
import { instantiateTemplate } from '../../shared/scene/template/instantiate-template.ts'
import { makeTemplate } from '../../shared/scene/template/make-template.ts'
import type { NewParameter } from '../../shared/scene/template/parameter.ts'
import { parseTemplate, printTemplate } from '../../shared/scene/template/template.ts'
import { openText } from '../../shared/scene/testing/open-text.ts'
import type { BenchRow } from './row.ts'

const SCENE_NODES = 10_000
const TEMPLATE_NODES = 200
const PARAMETERS = 10
const RUNS = 7
const targetMs = 500

export async function run(): Promise<BenchRow[]> {
  const file = templateFile()
  const level = levelText()
  const times: number[] = []
  // What a machine is worth today: the same scene only opened.
  const opened: number[] = []
  for (let i = 0; i < RUNS; i += 1) {
    const began = performance.now()
    const { document, editor, id } = openText(level, 1 + i)
    const base = seedBase(document)
    const start = performance.now()
    opened.push(start - began)
    const read = parseTemplate(file)
    if (!read.ok) throw new Error(read.reason)
    const random = (count: number) => randomBytes(count)
    const hand = { ...editor, document, deps: { ...editor.deps, random } }
    const values = Object.fromEntries(read.template.parameters.map(({ name }, n) => [name, String(1000 + n)]))
    instantiateTemplate(hand, read.template, values, { parent: id('N5') })
    const { text } = exportScene(document, base)
    times.push(performance.now() - start)
    if (!text.includes('p0 = 1000.0')) throw new Error('the value is not in the file')
  }
  const ours = median(times)
  const peer = median(opened)
  return [
    {
      name: `a template of ${TEMPLATE_NODES} nodes and ${PARAMETERS} parameters, from its file into a scene of ${SCENE_NODES} nodes and its text`,
      ours,
      peer,
      peerName: 'opening that scene from its text',
      ratio: ours / peer,
      unit: 'ms',
      target: `under ${targetMs} ms`,
      pass: ours < targetMs,
    },
  ]
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

function templateFile(): string {
  const nodes = Array.from({ length: TEMPLATE_NODES - 1 }, (_, i) => {
    const parent = i === 0 ? 'Top' : `Top${i % 7 === 0 ? '' : `/T${Math.floor(i / 7) * 7}`}`
    const shape = i % 10 === 0 ? `\nshape = SubResource("Shape_${i % 3}")` : ''
    return `[node name="T${i}" type="Node2D" parent="${parent}"]\np${i % PARAMETERS} = ${i}.0\nposition = Vector2(${i}, 4)${shape}`
  })
  const text = [
    '[gd_scene format=3]',
    ...[0, 1, 2].map(n => `[sub_resource type="RectangleShape2D" id="Shape_${n}"]\nsize = Vector2(${n}, 8)`),
    '[node name="Root" type="Node2D"]',
    '[node name="Top" type="Node2D" parent="."]',
    ...nodes,
  ].join('\n\n')
  const parameters: NewParameter[] = Array.from({ length: PARAMETERS }, (_, n) => ({
    name: `p${n}`,
    type: 'float',
    targets: targetsOf(text, n),
  }))
  const source = openText(`${text}\n`)
  const wanted = { description: '', tags: [], parameters, outside: 'drop' } as const
  return printTemplate(makeTemplate(source.document.scene, source.id('Top'), wanted).template)
}

/** Every node that has the property. */
function targetsOf(text: string, n: number): NewParameter['targets'] {
  const { document, id } = openText(`${text}\n`)
  const { scene } = document
  const found: NewParameter['targets'] = []
  const walk = (node: string, path: string) => {
    const at = scene.nodes.get(node as never)
    if (at?.properties.has(`p${n}`)) found.push({ kind: 'property', node: path, property: `p${n}` })
    for (const child of at?.children ?? []) {
      const name = scene.nodes.get(child)?.name ?? ''
      walk(child, path === '.' ? name : `${path}/${name}`)
    }
  }
  walk(id('Top'), '.')
  return found
}

function levelText(): string {
  const nodes = Array.from(
    { length: SCENE_NODES - 1 },
    (_, i) =>
      `[node name="N${i}" type="Node2D" parent="${i < 100 ? '.' : `N${i % 100}`}" unique_id=${1000 + i}]\nposition = Vector2(${i}, 2)`,
  )
  return `${['[gd_scene format=3 uid="uid://bbench"]', '[node name="Level" type="Node2D" unique_id=1]', ...nodes].join('\n\n')}\n`
}
