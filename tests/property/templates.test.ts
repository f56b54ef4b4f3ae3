/** Templates, by seeded chance: what comes out is what went in, every value is in all its places, and undo gives back every byte. */
import { expect, test } from 'vitest'
import { parseSceneText } from '../../shared/scene/codec/scene-text.ts'
import { exportScene } from '../../shared/scene/export.ts'
import { seedBase } from '../../shared/scene/file-base.ts'
import { createFileModel } from '../../shared/scene/file-model.ts'
import { sceneOfModel } from '../../shared/scene/model-scene.ts'
import { nodeAtPath, nodePath } from '../../shared/scene/reference.ts'
import type { NodeId, Scene } from '../../shared/scene/scene.ts'
import { instantiateTemplate, templateSceneText } from '../../shared/scene/template/instantiate-template.ts'
import { makeTemplate } from '../../shared/scene/template/make-template.ts'
import { parseTemplate, printTemplate, type Template } from '../../shared/scene/template/template.ts'
import { meet, openText, type TestScene } from '../../shared/scene/testing/open-text.ts'
import { type Random, seeded } from './seeded.ts'
import { type Drawn, drawScene, meaningOf } from './template-scenes.ts'

const RUNS = Number(process.env.WEFT_RUNS ?? 120)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)

test(`${RUNS} seeded templates: made, printed, read, put in by two people, taken back`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    try {
      runPlan(seeded(seed))
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    }
  }
})

function runPlan(random: Random): void {
  const drawn = drawScene(random)
  const source = openText(drawn.text)
  const made = makeTemplate(source.document.scene, source.id(drawn.top), {
    description: 'drawn',
    tags: ['a'],
    parameters: drawn.parameters,
    outside: 'parameters',
  })
  const read = parseTemplate(printTemplate(made.template))
  if (!read.ok) throw new Error(read.reason)
  expect(read.template).toEqual(made.template)
  withDefaults(source, drawn, read.template)
  undone(source, read.template, source.document.scene.nodes.get(source.id(drawn.top))?.parent as NodeId)
  withValues(openText(drawn.text, 2), drawn, read.template, random)
  apart(drawn, read.template)
  alone(read.template, random)
}

/** TPL8: with its defaults, beside where it came from, the copy means what the original does. */
function withDefaults({ document, editor, id }: TestScene, drawn: Drawn, template: Template): void {
  const before = meaningOf(document.scene, id(drawn.top))
  const parent = document.scene.nodes.get(id(drawn.top))?.parent as NodeId
  const { node, left } = instantiateTemplate(editor, template, {}, { parent })
  expect(left).toEqual([])
  expect(meaningOf(document.scene, node)).toEqual(before)
  expect(meaningOf(document.scene, id(drawn.top))).toEqual(before)
  const again = reread(exportScene(document, seedBase(document)).text)
  const path = nodePath(document.scene, node)
  expect(meaningOf(again, nodeAtPath(again, path) as NodeId)).toEqual(before)
  expect(editor.undo()).toMatchObject({ done: true, skipped: 0 })
}

/** TPL9: one gesture, and undone the file has its very bytes. */
function undone({ document, editor }: TestScene, template: Template, parent: NodeId): void {
  const base = seedBase(document)
  const steps = { before: editor.canUndo }
  instantiateTemplate(editor, template, {}, { parent, index: 0 })
  expect(exportScene(document, base).text).not.toBe(base.text)
  editor.undo()
  expect(editor.canUndo).toBe(steps.before)
  expect(exportScene(document, base).text).toBe(base.text)
}

/** Values that are drawn land in all their places, and nothing else changes. */
function withValues({ document, editor, id }: TestScene, drawn: Drawn, template: Template, random: Random): void {
  const parent = document.scene.nodes.get(id(drawn.top))?.parent as NodeId
  const chosen = drawn.draw(random)
  const { node } = instantiateTemplate(editor, template, chosen.values, { parent })
  const present = meaningOf(document.scene, node)
  expect(present).toEqual(chosen.expected(meaningOf(document.scene, id(drawn.top))))
}

/** TPL10: two people who know nothing of each other put it into one place; nothing collides. */
function apart(drawn: Drawn, template: Template): void {
  const [one, two] = [openText(drawn.text, 11), openText(drawn.text, 12)]
  const copies = [one, two].map(({ document, editor, id }) => {
    const parent = document.scene.nodes.get(id(drawn.top))?.parent as NodeId
    return instantiateTemplate(editor, template, {}, { parent, index: 0 }).node
  })
  meet(one, two)
  expect(one.document.scene.nodes.size).toBe(two.document.scene.nodes.size)
  expect(one.document.scene.contested).toEqual([])
  const before = meaningOf(openText(drawn.text).document.scene, openText(drawn.text).id(drawn.top))
  for (const { document } of [one, two]) {
    for (const copy of copies) expect(meaningOf(document.scene, copy)).toEqual(before)
    const again = reread(exportScene(document, seedBase(document)).text)
    const paths = [...again.nodes.keys()].map(id => nodePath(again, id))
    expect(new Set(paths).size).toBe(paths.length)
    expect(new Set([...again.resources.values()].map(({ kind, localId }) => kind + localId)).size).toBe(
      again.resources.size,
    )
  }
  expect(exportScene(one.document, seedBase(one.document)).text).toBe(
    exportScene(two.document, seedBase(two.document)).text,
  )
}

/** TPL11: as a scene of its own. */
function alone(template: Template, random: Random): void {
  const scene = reread(templateSceneText(template, {}, count => random.bytes(count)).text)
  const ids = [...scene.nodes.values()].map(node => node.fields.get('unique_id'))
  expect(ids.every(id => id !== undefined)).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  expect(scene.header.get('uid')).toMatch(/^"uid:\/\/[a-y0-8]+"$/)
}

function reread(text: string): Scene {
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return sceneOfModel(createFileModel(parsed.value))
}
