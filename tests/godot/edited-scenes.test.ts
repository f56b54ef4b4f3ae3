/** Scenes that Weft has edited, read by Godot: they load, and Godot reports what the document says. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect } from 'vitest'
import * as commands from '../../shared/scene/commands.ts'
import { exportScene, targetPath } from '../../shared/scene/export.ts'
import { seedBase } from '../../shared/scene/file-base.ts'
import { nodePath } from '../../shared/scene/reference.ts'
import type { NodeId } from '../../shared/scene/scene.ts'
import { openText, type TestScene } from '../../shared/scene/testing/open-text.ts'
import { type Random, seeded } from '../property/seeded.ts'
import { godot, importProject, type OracleScene, readWithGodot } from './godot.ts'
import { godotTest } from './godot-test.ts'

const SAMPLE = fileURLToPath(new URL('../../examples/lantern-isle', import.meta.url))
const SCENES = [
  'levels/harbor.tscn',
  'levels/night_harbor.tscn',
  'levels/minimap_island.tscn',
  'ui/title.tscn',
  'actors/crab.tscn',
]
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)
const EDITS = 40

let folder = ''
let parent = ''

beforeAll(async () => {
  if (godot === null) return
  parent = await mkdtemp(join(tmpdir(), 'weft-edited-'))
  folder = join(parent, 'game')
  await cp(SAMPLE, folder, { recursive: true })
  await importProject(folder)
})
afterAll(() => rm(parent, { recursive: true, force: true }))

godotTest(`every sample scene, after ${EDITS} seeded edits each, loads in Godot and equals the document`, async () => {
  const edited: { path: string; scene: TestScene }[] = []
  for (const [i, path] of SCENES.entries()) {
    const scene = openText(await readFile(join(SAMPLE, path), 'utf8'), 100 + i)
    edit(scene, seeded(FIRST_SEED + i), EDITS)
    await writeFile(join(folder, path), exportScene(scene.document, seedBase(scene.document)).text)
    edited.push({ path, scene })
  }
  const read = await readWithGodot(
    folder,
    SCENES.map(path => `res://${path}`),
  )
  for (const [i, { path, scene }] of edited.entries()) {
    const oracle = read[i]
    expect(oracle?.isLoaded, `${path} (seed ${FIRST_SEED + i})`).toBe(true)
    expect(fromGodot(oracle), `${path} (seed ${FIRST_SEED + i})`).toEqual(fromDocument(scene))
  }
})

function edit(scene: TestScene, random: Random, count: number): void {
  const { editor, document } = scene
  for (let i = 0; i < count; i += 1) {
    const ids = [...document.scene.nodes.keys()]
    const plain = ids.filter(id => document.scene.nodes.get(id)?.type !== null && id !== document.scene.root)
    const node = random.pick(plain.length > 0 ? plain : ids)
    const other = random.pick(plain.length > 0 ? plain : ids)
    try {
      apply(scene, random, node, other, i)
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'AppError') throw error
    }
  }
  while (random.below(4) === 0 && editor.canUndo) editor.undo()
}

function apply({ editor }: TestScene, random: Random, node: NodeId, other: NodeId, i: number): unknown {
  switch (random.below(10)) {
    case 0:
      return commands.addNode(editor, {
        parent: node,
        type: 'Node2D',
        name: `Added ${i} ä`,
        properties: { position: 'Vector2(1.5, -2)' },
      })
    case 1:
      return commands.renameNode(editor, node, `Renamed${i}`)
    case 2:
      return commands.moveNodes(editor, [node], other, random.below(3))
    case 3:
      return commands.duplicateNodes(editor, [node])
    case 4:
      return random.below(3) === 0 ? commands.deleteNodes(editor, [node]) : undefined
    case 5:
      return commands.addGroup(editor, [node], `group ${random.below(3)}`)
    case 6:
      return commands.connectSignal(editor, {
        from: { node, rest: '' },
        signal: 'ready',
        to: { node: other, rest: '' },
        method: `_on_${i}`,
        flags: random.below(2) * 4,
      })
    case 7: {
      const { reference } = commands.addInternalResource(editor, {
        type: 'Curve',
        properties: { bake_resolution: '50' },
      })
      return commands.setProperty(editor, [node], 'metadata/curve', reference)
    }
    case 8: {
      const { reference } = commands.addExternalResource(editor, {
        type: 'Texture2D',
        path: 'res://icon.svg',
        uid: null,
      })
      return commands.setProperty(editor, [node], 'metadata/icon', reference)
    }
    default:
      return commands.setProperty(editor, [node], 'metadata/note', `"line one\nline \\"${i}\\""`)
  }
}

/** What both sides can say: paths, types, groups, which properties are set, connections. */
function fromDocument({ document }: TestScene): unknown {
  const { scene } = document
  return {
    nodes: [...scene.nodes.values()].map(node => ({
      path: nodePath(scene, node.id),
      type: node.type ?? '',
      groups: [...node.groups].sort((a, b) => a.localeCompare(b)),
      properties: [...node.properties.keys()].sort((a, b) => a.localeCompare(b)),
      instance: node.instance === null ? '' : (scene.resources.get(node.instance)?.path ?? ''),
    })),
    connections: [...scene.connections.values()]
      .map(
        connection =>
          `${connection.signal} ${targetPath(scene, connection.from)} ${targetPath(scene, connection.to)} ${connection.method} ${connection.flags ?? '2'}`,
      )
      .sort((a, b) => a.localeCompare(b)),
  }
}

function fromGodot(oracle: OracleScene | undefined): unknown {
  return {
    nodes: oracle?.nodes?.map(node => ({
      path: node.path,
      type: node.type,
      groups: [...node.groups].sort((a, b) => a.localeCompare(b)),
      properties: Object.keys(node.properties).sort((a, b) => a.localeCompare(b)),
      instance: node.path === '.' ? (oracle.baseScene ?? '') : node.instance,
    })),
    connections: oracle?.connections
      ?.map(
        connection =>
          `${connection.signal} ${connection.from} ${connection.to} ${connection.method} ${connection.flags}`,
      )
      .sort((a, b) => a.localeCompare(b)),
  }
}
