import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClassDatabase } from '../../shared/godot/classes.ts'
import { openEditor } from './editor.ts'
import { godot, importProject, type OracleScene, playScene, readWithGodot } from './godot.ts'
import { godotTest } from './godot-test.ts'

const sample = fileURLToPath(new URL('../../examples/lantern-isle', import.meta.url))
const resources = (await readdir(sample, { recursive: true }))
  .filter(path => /\.(?:tscn|tres)$/.test(path) && !path.startsWith('.godot'))
  .map(path => path.replaceAll('\\', '/'))
  .sort()

let project = ''
let importComplaints: readonly string[] = []
let scenes: ReadonlyMap<string, OracleScene> = new Map()

beforeAll(async () => {
  if (godot === null) return
  project = await mkdtemp(join(tmpdir(), 'weft-sample-'))
  await cp(sample, project, { recursive: true })
  importComplaints = await importProject(project)
  const paths = resources.map(path => `res://${path}`)
  scenes = new Map((await readWithGodot(project, paths)).map(scene => [scene.file, scene]))
})

afterAll(() => (project === '' ? undefined : rm(project, { recursive: true, force: true, maxRetries: 5 })))

godotTest('the sample game imports without a complaint', () => {
  expect(importComplaints).toEqual([])
})

godotTest('every scene and resource of the sample loads', () => {
  expect([...scenes.values()].filter(scene => !scene.isLoaded)).toEqual([])
  expect(scenes.size).toBe(resources.length)
})

godotTest('what Godot reads from the harbour is what it shows', () => {
  const harbor = scenes.get('res://levels/harbor.tscn')
  const nodes = new Map(harbor?.nodes?.map(node => [node.path, node]))
  expect(nodes.size).toBeGreaterThan(40)
  expect(nodes.get('.')).toMatchObject({ name: 'Harbor', type: 'Node2D', parent: '' })
  expect(nodes.get('Lighthouse/Beam')).toMatchObject({
    type: 'PointLight2D',
    parent: 'Lighthouse',
    groups: ['lights', 'night_only'],
    properties: { energy: { type: 'float', text: '1.4' }, texture: { path: 'res://assets/beam_cone.png' } },
  })
  expect(nodes.get('Enemies/Crab')).toMatchObject({ type: '', instance: 'res://actors/crab.tscn' })
  expect(nodes.get('Enemies/Crab2/Claws/Left')).toMatchObject({ type: '', instance: '' })
  expect(harbor?.connections).toContainEqual({
    signal: 'swept',
    from: 'Lighthouse/Beam',
    to: '.',
    method: '_on_beam_swept',
    flags: 2,
    unbinds: 1,
    binds: [],
  })
  expect(scenes.get('res://levels/night_harbor.tscn')?.baseScene).toBe('res://levels/harbor.tscn')
})

godotTest.for(resources.filter(path => path.startsWith('levels/') || path.startsWith('ui/title')))(
  'two seconds of %s play without a complaint',
  async path => {
    expect(await playScene(project, `res://${path}`, 120)).toEqual([])
  },
)

godotTest('the editor, told to save what nobody changed, writes the same bytes', async () => {
  await using editor = await openEditor(sample)
  const changed: string[] = []
  for (const path of resources) {
    await editor.open(`res://${path}`)
    await editor.save(`res://${path}`)
    const [before, after] = await Promise.all([sample, editor.folder].map(folder => readFile(join(folder, path))))
    if (before === undefined || after === undefined || !before.equals(after)) changed.push(path)
  }
  expect(changed).toEqual([])
})

godotTest('an open editor saves its stale copy over what others have written', async () => {
  await using editor = await openEditor(sample)
  const path = 'actors/gull.tscn'
  const file = join(editor.folder, path)
  const before = await readFile(file, 'utf8')
  await editor.open(`res://${path}`)
  await writeFile(file, before.replace('rotates = false', 'rotates = false\nloop = false'))
  await editor.edit(`res://${path}`, 'root.speed = 55.0')
  await editor.save(`res://${path}`)
  const stale = await readFile(file, 'utf8')
  expect(lines(stale).filter(line => !lines(before).includes(line))).toEqual(['speed = 55.0'])

  // Told to reload, it takes the file instead.
  await writeFile(file, before)
  await editor.reload(`res://${path}`)
  await editor.save(`res://${path}`)
  expect(await readFile(file, 'utf8')).toBe(before)
  await expect(editor.open('res://no/such.tscn')).rejects.toThrow('could not open')
})

test('the class database lists properties in the order in which Godot stores them', async () => {
  const json = await readFile(new URL('../../shared/godot/classes.json', import.meta.url), 'utf8')
  const classes = createClassDatabase(JSON.parse(json))
  const wrong: string[] = []
  let seen = 0
  for (const path of resources.filter(path => path.endsWith('.tscn'))) {
    for (const { type, names } of readNodes(await readFile(join(sample, path), 'utf8'))) {
      const order = new Map(classes.properties(type).map((info, index) => [info.name, index]))
      const known = names.flatMap(name => order.get(name) ?? [])
      seen += known.length
      if (known.some((at, index) => at < (known[index - 1] ?? -1))) wrong.push(`${path}: ${type} ${names.join(' ')}`)
    }
  }
  expect(wrong).toEqual([])
  expect(seen).toBeGreaterThan(400)
})

/** The types of the nodes in a scene's text, and the names of their properties as they stand. */
function readNodes(text: string): { type: string; names: string[] }[] {
  return text.split(/^(?=\[)/m).flatMap(section => {
    const type = /^\[node [^\n]*?type="(\w+)"/.exec(section)?.[1]
    if (type === undefined) return []
    return [{ type, names: [...section.matchAll(/^([\w/]+) = /gm)].map(([, name = '']) => name) }]
  })
}

function lines(text: string): string[] {
  return text.split('\n')
}
