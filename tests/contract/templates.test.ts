/** Templates over HTTP, on a real host and a real folder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { createHost } from '../../host/host.ts'
import { LEVEL } from './workspace-setup.ts'

const log = pino({ level: 'silent' })
const PLAYER = { name: 'player', library: 'project', path: 'res://level.tscn', node: 'Player' } as const
const position = {
  name: 'place',
  type: 'Vector2',
  targets: [{ kind: 'property', node: '.', property: 'position' }],
} as const

test('TPL1 made from a node, listed, put in by value, made a scene, renamed, removed and brought back', async () => {
  await using host = await openHost()
  const made = await host.post('/make', { ...PLAYER, parameters: [position], tags: ['hero'] })
  expect(made.body).toMatchObject({
    name: 'player',
    outside: [],
    template: { parameters: [{ default: 'Vector2(10, 20)' }] },
  })
  expect(existsSync(join(host.folder, 'weft-templates/.gdignore'))).toBe(true)
  expect(readFileSync(join(host.folder, 'weft-templates/player.weft-template.json'), 'utf8')).toContain(
    '[node name=\\"Player\\"',
  )
  expect((await host.get('')).body).toMatchObject([
    {
      library: 'project',
      name: 'player',
      nodes: 1,
      root: { name: 'Player', type: 'Sprite2D' },
      fault: null,
      tags: ['hero'],
    },
  ])
  const put = { name: 'player', path: 'res://level.tscn', parent: 'Enemy', values: { place: '7, 8' } }
  expect((await host.post('/instantiate', put)).body).toEqual({ node: 'Enemy/Player', left: [] })
  await host.settle()
  expect(readFileSync(join(host.folder, 'level.tscn'), 'utf8')).toContain('parent="Enemy"')
  expect(readFileSync(join(host.folder, 'level.tscn'), 'utf8')).toContain('position = Vector2(7, 8)')
  const scene = await host.post('/scene', { name: 'player', path: 'res://hero.tscn', values: {} })
  expect(scene.body).toMatchObject({ scene: { status: 'open', path: 'res://hero.tscn' } })
  expect(readFileSync(join(host.folder, 'hero.tscn'), 'utf8')).toMatch(
    /^\[gd_scene format=3 uid="uid:\/\/\w+"\]\n\n\[node name="Player" type="Sprite2D" unique_id=\d+\]\n/,
  )

  expect((await host.post('/rename', { library: 'project', name: 'player', to: 'hero' })).status).toBe(200)
  const dry = await host.post('/remove', { library: 'project', name: 'hero', dryRun: true })
  expect(dry.body).toMatchObject({ name: 'hero' })
  const removed = await host.post('/remove', { library: 'project', name: 'hero' })
  expect((await host.get('')).body).toEqual([])
  // TPL12
  expect(readFileSync(join(host.folder, 'hero.tscn'), 'utf8')).toContain('Player')
  expect((await host.post('', { ...(removed.body as object), mode: 'new' })).status).toBe(200)
  expect((await host.get('/one?name=hero')).body).toEqual(removed.body)
})

test("TPL2 the project's comes before one's own of the same name", async () => {
  await using host = await openHost()
  await host.post('/make', { ...PLAYER, library: 'personal', description: 'mine' })
  expect((await host.get('/one?name=player')).body).toMatchObject({ library: 'personal' })
  await host.post('/make', PLAYER)
  expect((await host.get('/one?name=player')).body).toMatchObject({ library: 'project' })
  expect((await host.get('/one?name=player&library=personal')).body).toMatchObject({
    template: { description: 'mine' },
  })
  expect((await host.post('/make', PLAYER)).body).toMatchObject({ code: 'BAD_REQUEST' })
})

test('TPL3 what is no template is listed with what is wrong, and refused', async () => {
  await using host = await openHost()
  mkdirSync(join(host.folder, 'weft-templates'))
  const write = (name: string, value: unknown) =>
    writeFileSync(
      join(host.folder, `weft-templates/${name}.weft-template.json`),
      typeof value === 'string' ? value : JSON.stringify(value),
    )
  const whole = { format: 1, scene: ['[gd_scene format=3]', '', '[node name="A" type="Node"]'] }
  const asking = (parameter: object) => ({
    ...whole,
    parameters: [{ name: 'a', type: 'int', default: '1', targets: [{ kind: 'name', node: '.' }], ...parameter }],
  })
  write('0good', asking({ default: '2' }))
  write('a-deep', '['.repeat(200_000))
  write('b-newer', { ...whole, format: 2 })
  write('c-field', { ...whole, extra: 1 })
  write('d-scene', { ...whole, scene: ['[gd_scene format=3]', '[node'] })
  write('e-empty', { ...whole, scene: ['[gd_scene format=3]'] })
  write('f-place', asking({ targets: [{ kind: 'property', node: 'B', property: 'x' }] }))
  write('g-value', asking({ default: 'one' }))
  write('h-kind', asking({ type: 'NodePath', default: '' }))
  write('i-large', `"${' '.repeat(3 * 1024 * 1024)}"`)
  write('j-deep-tree', {
    ...whole,
    scene: [
      ...whole.scene,
      ...Array.from(
        { length: 150 },
        (_, i) => `[node name="N" type="Node" parent="${i === 0 ? '.' : Array(i).fill('N').join('/')}"]`,
      ),
    ],
  })
  const list = (await host.get('')).body as { name: string; fault: string | null }[]
  expect(list.map(({ name, fault }) => [name, fault])).toEqual([
    ['0good', null],
    ['a-deep', expect.stringMatching(/JSON|not a template/)],
    ['b-newer', expect.stringContaining('newer version')],
    ['c-field', expect.stringContaining('extra')],
    ['d-scene', expect.stringContaining('cannot be read')],
    ['e-empty', expect.stringContaining('no nodes')],
    ['f-place', 'a leads to B, which is not there.'],
    ['g-value', 'The default of a does not fit: It must be a whole number.'],
    ['h-kind', expect.stringContaining('whole property')],
    ['i-large', expect.stringContaining('2 MB')],
    ['j-deep-tree', expect.stringContaining('100 deep')],
  ])
  const put = { name: 'b-newer', path: 'res://level.tscn' }
  expect((await host.post('/instantiate', put)).body).toMatchObject({ code: 'UNREADABLE' })
  for (const name of ['../level', 'a/b', '.hidden', 'con', '']) {
    expect((await host.post('/make', { ...PLAYER, name })).status).toBe(400)
  }
})

test('TPL8 values that do not fit change nothing, and are named', async () => {
  await using host = await openHost()
  await host.post('/make', { ...PLAYER, parameters: [position] })
  const before = (await host.scene()).nodes.length
  const put = { name: 'player', path: 'res://level.tscn', values: { place: 'here', speed: '1' } }
  expect((await host.post('/instantiate', put)).body).toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('speed'),
  })
  expect((await host.scene()).nodes.length).toBe(before)
})

test('the list is said again when a template comes by another way', async () => {
  await using host = await openHost()
  const ended = new AbortController()
  const answer = await fetch(`${host.origin}/api/templates/events`, { headers: host.headers, signal: ended.signal })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  const next = async (pattern: RegExp) => {
    let seen = ''
    while (!pattern.test(seen)) seen += (await reader?.read())?.value ?? ''
  }
  await next(/data: ?\[\]|"json":\[\]|\[\]/)
  mkdirSync(join(host.folder, 'weft-templates'))
  const text = JSON.stringify({ format: 1, scene: ['[gd_scene format=3]', '', '[node name="A" type="Node"]'] })
  writeFileSync(join(host.folder, 'weft-templates/other.weft-template.json'), text)
  await next(/"other"/)
  ended.abort()
})

async function openHost() {
  const folder = temporaryFolder()
  const profile = temporaryFolder()
  writeFileSync(join(folder.path, 'level.tscn'), LEVEL)
  writeFileSync(join(folder.path, 'project.godot'), 'config_version=5\n')
  const host = await createHost({
    profileFolder: profile.path,
    pageFolder: profile.path,
    sampleFolder: profile.path,
    port: 0,
    version: '0.0.0',
    startRelay: null,
    log,
  })
  await host.api.openFolder(folder.path)
  const headers = { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' }
  const call = async (path: string, init: RequestInit) => {
    const answer = await fetch(`${host.server.origin}/api${path}`, { headers, ...init })
    return { status: answer.status, body: (await answer.json()) as unknown }
  }
  return {
    folder: folder.path,
    origin: host.server.origin,
    headers,
    get: (path: string) => call(`/templates${path}`, {}),
    post: (path: string, body: object) => call(`/templates${path}`, { method: 'POST', body: JSON.stringify(body) }),
    scene: async () => (await call('/scenes/tree?path=res://level.tscn', {})).body as { nodes: unknown[] },
    settle: () => host.api.workspace().whenSettled(),
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
      profile[Symbol.dispose]()
    },
  }
}
