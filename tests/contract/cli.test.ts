/** The `weft` command as its users start it: what it prints, how it fails, how it stops. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'

const weft = fileURLToPath(new URL('../../cli/weft.mjs', import.meta.url))
// Each test starts programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

const patience = { timeout: 15_000, interval: 50 }

const boat = `[gd_scene format=3 uid="uid://boat"]

[node name="Boat" type="Node2D"]

[node name="Sail" type="Sprite2D" parent="." groups=["cloth"]]
position = Vector2(3, 4)

[node name="Rope" type="Line2D" parent="Sail"]

[connection signal="draw" from="Sail" to="." method="_on_draw"]
`

test.for([
  '',
  'open',
  'serve',
  'relay',
  'scene',
  'scene roundtrip',
  'scene tree',
  'scene edit',
  'scene diff',
  'version',
  'version create',
  'reality',
  'reality merge',
  'repo merge',
  'repo stash push',
  'repo undo',
])('weft %s --help has an example', async words => {
  const { code, stdout } = await run([...split(words), '--help'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/Examples?:\n {2}weft /)
})

test.for([
  '',
  'nonsense',
  'scene',
  'scene tree',
  'scene tree boat.tscn --colour',
  'scene diff boat.tscn',
  'scene edit boat.tscn',
  'scene edit boat.tscn --set Sail=1',
  'scene edit boat.tscn --move Sail',
  'scene edit boat.tscn --move Sail:.:x',
  'scene roundtrip notes.md',
  'serve --port 99999',
  'serve . --relay nonsense',
])('weft %s is bad use', async words => {
  await using folder = await createFolder()
  const result = await run(split(words), folder.path)
  expect(result.code).toBe(2)
  expect(result.stdout).toBe('')
  expect(result.stderr).toMatch(/^error\[BAD_USE\]: .+\nhint: .+\n$/)
})

test('what cannot be done ends with 1, and says which file and line', async () => {
  await using folder = await createFolder()
  await writeFile(join(folder.path, 'torn.tscn'), '[gd_scene format=3]\n\n<<<<<<< ours\n[node name="A" type="Node"]\n')
  const torn = await run(['scene', 'tree', 'torn.tscn'], folder.path)
  expect(torn).toMatchObject({ code: 1, stdout: '' })
  expect(torn.stderr).toMatch(/^error\[UNREADABLE\]: torn\.tscn:3:\d+: .+\nhint: /)
  expect((await run(['scene', 'tree', 'gone.tscn'], folder.path)).stderr).toMatch(/^error\[NOT_FOUND\]: /)
  const nowhere = await run(['scene', 'edit', 'boat.tscn', '--delete', 'Mast'], folder.path)
  expect(nowhere).toMatchObject({ code: 1 })
  expect(nowhere.stderr).toMatch(/^error\[NOT_FOUND\]: .*Mast/)
  expect(await readFile(join(folder.path, 'boat.tscn'), 'utf8')).toBe(boat)
})

test('tree --json has the shape that is promised', async () => {
  await using folder = await createFolder()
  const { code, stdout } = await run(['scene', 'tree', 'boat.tscn', '--json'], folder.path)
  expect(code).toBe(0)
  const node = { type: 'Node2D', parent: null, index: 0, instance: null, groups: [], properties: {} }
  expect(JSON.parse(stdout)).toEqual({
    nodes: [
      { ...node, path: '.', name: 'Boat' },
      {
        ...node,
        path: 'Sail',
        name: 'Sail',
        type: 'Sprite2D',
        parent: '.',
        groups: ['cloth'],
        properties: { position: 'Vector2(3, 4)' },
      },
      { ...node, path: 'Sail/Rope', name: 'Rope', type: 'Line2D', parent: 'Sail' },
    ],
    connections: [{ signal: 'draw', from: 'Sail', to: '.', method: '_on_draw', flags: 2, binds: null }],
  })
  expect((await run(['scene', 'tree', 'boat.tscn'], folder.path)).stdout).toBe(
    'Boat (Node2D)\n  Sail (Sprite2D) [cloth]\n    Rope (Line2D)\nSail draw → . _on_draw\n',
  )
})

test('edits are made in the order given, and touch only their lines', async () => {
  await using folder = await createFolder()
  const file = join(folder.path, 'boat.tscn')
  const mode = (await stat(file)).mode
  const edits = ['--rename', 'Sail:Jib', '--set', 'Jib:position=Vector2(5, 6)', '--move', 'Jib/Rope:.:0']
  expect(await run(['scene', 'edit', 'boat.tscn', ...edits, '--add', '.:Mast:Node2D'], folder.path)).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  })
  const text = await readFile(file, 'utf8')
  expect(text.replace(/ unique_id=\d+/, '')).toBe(`[gd_scene format=3 uid="uid://boat"]

[node name="Boat" type="Node2D"]

[node name="Rope" type="Line2D" parent="."]

[node name="Jib" type="Sprite2D" parent="." groups=["cloth"]]
position = Vector2(5, 6)

[node name="Mast" type="Node2D" parent="."]

[connection signal="draw" from="Jib" to="." method="_on_draw"]
`)
  expect((await stat(file)).mode).toBe(mode)
  expect((await readdir(folder.path)).sort()).toEqual(['boat.tscn', 'notes.md'])

  await run(['scene', 'edit', 'boat.tscn', '--delete', 'Rope', '-o', 'other.tscn'], folder.path)
  expect(await readFile(file, 'utf8')).toBe(text)
  expect(await readFile(join(folder.path, 'other.tscn'), 'utf8')).not.toContain('Rope')
})

test('roundtrip walks folders, and fails if one file is not the same', async () => {
  await using folder = await createFolder()
  await mkdir(join(folder.path, 'inner'))
  await cp(join(folder.path, 'boat.tscn'), join(folder.path, 'inner', 'boat.tscn'))
  await writeFile(join(folder.path, 'project.godot'), 'config_version=5\n')
  const good = await run(['scene', 'roundtrip', '.', '--json'], folder.path)
  expect(good.code).toBe(0)
  expect(JSON.parse(good.stdout)).toEqual({ files: 3, identical: 3, different: [], failed: [] })

  await writeFile(join(folder.path, 'inner', 'torn.tres'), '[gd_resource type="Resource" format=3]\n\n[resource\n')
  const bad = await run(['scene', 'roundtrip', '.', '--json'], folder.path)
  expect(bad.code).toBe(1)
  expect(JSON.parse(bad.stdout)).toEqual({
    files: 4,
    identical: 3,
    different: [],
    failed: [{ file: 'inner/torn.tres', line: expect.any(Number), reason: expect.any(String) }],
  })
})

test('relay says where it is in one line, and stops cleanly', async () => {
  await using folder = await createFolder()
  await using relay = await start(['relay', '--data', join(folder.path, 'data')], folder.path)
  expect(relay.ready).toEqual({
    url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/),
    token: expect.stringMatching(/^[\w-]{8,}$/),
  })
  const health = await fetch(`${relay.ready.url.replace('ws', 'http')}/healthz`)
  expect(await health.json()).toEqual({ status: 'ok' })
  relay.child.kill('SIGTERM')
  expect(await relay.exit).toEqual([0, null])
  expect(relay.stdout().split('\n')).toHaveLength(2)
})

test('serve opens the folder; its code works once; SIGINT stops it cleanly and lets go of the folder', async () => {
  await using folder = await createFolder()
  {
    await using served = await start(['serve', '.'], folder.path)
    const url = new URL(served.ready.url)
    const code = url.hash.replace('#code=', '')
    const exchange = () => fetch(`${url.origin}/api/session`, { method: 'POST', body: JSON.stringify({ code }) })
    expect((await exchange()).status).toBe(200)
    expect((await exchange()).status).toBe(401)
    expect(await state(served.ready)).toMatchObject({ workspace: { connection: 'alone', isSample: false } })

    const second = await run(['serve', '.'], folder.path)
    expect(second).toMatchObject({ code: 1, stdout: '' })
    expect(second.stderr).toMatch(/error\[LOCKED\]: /)

    served.child.kill('SIGINT')
    expect(await served.exit).toEqual([0, null])
  }
  await using again = await start(['serve', '.'], folder.path)
  expect(await state(again.ready)).toMatchObject({ workspace: { folder: expect.any(String) } })
})

test('serve without a folder serves a copy of the sample', async () => {
  await using folder = await createFolder()
  await using served = await start(['serve'], folder.path)
  const { workspace } = (await state(served.ready)) as { workspace: { isSample: boolean; folder: string } }
  expect(workspace.isSample).toBe(true)
  expect(workspace.folder.startsWith(folder.home)).toBe(true)
  expect(await readdir(workspace.folder)).toContain('project.godot')
})

test('serve shares through the address of a relay, another joins by link; kill -9 loses nothing that was stored', async () => {
  await using folder = await createFolder()
  await using relay = await start(['relay', '--data', join(folder.path, 'data')], folder.path)
  const address = `${relay.ready.url}#${relay.ready.token}`
  const here = join(folder.path, 'here')
  const there = join(folder.path, 'there')
  await mkdir(here)
  await cp(join(folder.path, 'boat.tscn'), join(here, 'boat.tscn'))
  await using sharing = await start(['serve', here, '--relay', address], folder.path)
  await expect.poll(() => state(sharing.ready), patience).toMatchObject({ workspace: { connection: 'online' } })
  const { link } = (await post(sharing.ready, '/sharing/links', { rights: 'write' })) as { link: string }
  const home = join(folder.path, 'home-two')
  const edit = { path: 'res://boat.tscn', edits: [{ kind: 'add', parent: '.', name: 'Mast', type: 'Node2D' }] }
  {
    await using joined = await start(['serve', there, '--relay', link], folder.path, home)
    await expect
      .poll(() => state(joined.ready), patience)
      .toMatchObject({ workspace: { connection: 'online', progress: null, unsaved: 0 } })
    await expect.poll(() => readFile(join(there, 'boat.tscn'), 'utf8').catch(() => ''), patience).toBe(boat)
    relay.child.kill('SIGSTOP')
    await post(joined.ready, '/scenes/edit', edit)
    joined.child.kill('SIGKILL')
    await joined.exit
    relay.child.kill('SIGCONT')
  }
  await using joined = await start(['serve', there, '--relay', link], folder.path, home)
  await expect.poll(() => readFile(join(here, 'boat.tscn'), 'utf8'), patience).toContain('Mast')
  await expect.poll(() => readFile(join(there, 'boat.tscn'), 'utf8'), patience).toContain('Mast')
  await expect.poll(() => state(joined.ready), patience).toMatchObject({ workspace: { rights: 'write' } })
})

function split(words: string): string[] {
  return words === '' ? [] : words.split(' ')
}

interface Ready {
  readonly url: string
  readonly token: string
}

async function state(ready: Ready): Promise<unknown> {
  const headers = { authorization: `Bearer ${ready.token}` }
  return (await fetch(`${new URL(ready.url).origin}/api/app`, { headers })).json()
}

async function post(ready: Ready, path: string, body: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${ready.token}`, 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await fetch(`${new URL(ready.url).origin}/api${path}`, init)
  expect(answer.status).toBe(200)
  return answer.json()
}

async function createFolder() {
  const path = await mkdtemp(join(tmpdir(), 'weft-cli-'))
  await writeFile(join(path, 'boat.tscn'), boat)
  await writeFile(join(path, 'notes.md'), 'notes\n')
  return {
    path,
    home: join(path, 'home'),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  }
}

function launch(words: readonly string[], cwd: string, home = join(cwd, 'home')): ChildProcess {
  return spawn(process.execPath, [weft, ...words], {
    cwd,
    env: { ...process.env, WEFT_HOME: home, DISPLAY: '', WAYLAND_DISPLAY: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function run(words: readonly string[], cwd = tmpdir()) {
  const child = launch(words, cwd)
  const stdout = collect(child.stdout)
  const stderr = collect(child.stderr)
  const [code] = (await once(child, 'close')) as [number | null]
  // Log lines of a command that had begun are not its last words.
  const said = stderr().replace(/^\{.*\}\n/gm, '')
  return { code, stdout: stdout(), stderr: said }
}

async function start(words: readonly string[], cwd: string, home?: string) {
  const child = launch(words, cwd, home)
  const stdout = collect(child.stdout)
  const stderr = collect(child.stderr)
  const exit = once(child, 'exit')
  await expect.poll(() => stdout().includes('\n') || child.exitCode !== null, patience).toBe(true)
  if (child.exitCode !== null) throw new Error(stderr())
  return {
    child,
    exit,
    stdout,
    ready: JSON.parse(stdout()) as Ready,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await exit
    },
  }
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = ''
  stream?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8')
  })
  return () => text
}
