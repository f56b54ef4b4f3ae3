/** A template's copies, in a scene and as a scene of their own, load in Godot with the values in their places. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { exportScene } from '../../shared/scene/export.ts'
import { seedBase } from '../../shared/scene/file-base.ts'
import { instantiateTemplate, templateSceneText } from '../../shared/scene/template/instantiate-template.ts'
import { makeTemplate } from '../../shared/scene/template/make-template.ts'
import { openText } from '../../shared/scene/testing/open-text.ts'
import { seeded } from '../property/seeded.ts'
import { importProject, type OracleScene, readWithGodot } from './godot.ts'
import { godotTest } from './godot-test.ts'

const SAMPLE = fileURLToPath(new URL('../../examples/lantern-isle', import.meta.url))

godotTest('a crab with its changed claws and a lighthouse, with values, load and say so', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'weft-templates-'))
  await using _ground = { [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }) }
  const folder = join(parent, 'game')
  await cp(SAMPLE, folder, { recursive: true })
  const scene = openText(await readFile(join(SAMPLE, 'levels/harbor.tscn'), 'utf8'))
  const { document, editor } = scene
  const crab = makeTemplate(document.scene, scene.id('Enemies/Crab2'), {
    description: '',
    tags: [],
    parameters: [
      { name: 'called', type: 'string', targets: [{ kind: 'name', node: '.' }] },
      { name: 'team', type: 'string', default: 'enemies', targets: [{ kind: 'group', node: '.' }] },
    ],
    outside: 'parameters',
  }).template
  const values = { called: 'Nipper', team: 'rivals', patrol: 'Paths/ShoreWalk' }
  instantiateTemplate(editor, crab, values, { parent: scene.id('Sea') })
  await writeFile(join(folder, 'levels/harbor.tscn'), exportScene(document, seedBase(document)).text)
  const lighthouse = makeTemplate(document.scene, scene.id('Lighthouse'), {
    description: '',
    tags: [],
    parameters: [
      { name: 'paint', type: 'Color', targets: [{ kind: 'property', node: 'Tower', property: 'color' }] },
      {
        name: 'cone',
        type: 'resource',
        class: 'Texture2D',
        default: 'res://icon.svg',
        targets: [{ kind: 'property', node: 'Beam', property: 'texture' }],
      },
    ],
    outside: 'drop',
  }).template
  const chance = seeded(1)
  const made = templateSceneText(lighthouse, { paint: '#ff0000' }, count => chance.bytes(count))
  await writeFile(join(folder, 'levels/faro.tscn'), made.text)
  await importProject(folder)
  const [level, alone] = await readWithGodot(folder, ['res://levels/harbor.tscn', 'res://levels/faro.tscn'])
  expect([level?.isLoaded, alone?.isLoaded]).toEqual([true, true])
  const node = (read: OracleScene | undefined, path: string) => read?.nodes?.find(each => each.path === path)
  const nipper = node(level, 'Sea/Nipper')
  expect(nipper?.groups).toContain('rivals')
  expect(JSON.stringify(nipper?.properties.patrol)).toContain('../../Paths/ShoreWalk')
  expect(node(level, 'Sea/Nipper/Shell/Bow')?.type).toBe('Polygon2D')
  expect(JSON.stringify(node(alone, 'Tower')?.properties.color)).toMatch(/1, 0, 0, 1|1\.0, 0\.0, 0\.0, 1\.0/)
  expect(JSON.stringify(node(alone, 'Beam')?.properties.texture)).toContain('res://icon.svg')
})
