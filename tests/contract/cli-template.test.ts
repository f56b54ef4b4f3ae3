/** `weft scene template` as it is typed: no host runs, and the folder is all there is. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { LEVEL } from './workspace-setup.ts'

const weft = fileURLToPath(new URL('../../cli/weft.mjs', import.meta.url))
vi.setConfig({ testTimeout: 60_000 })

test('a template is made, listed, shown, put in, made a scene of, and removed', async () => {
  using folder = project()
  const make = ['make', 'level.tscn', 'Player', '--name', 'hero', '--tag', 'crew', '--param', 'at:Vector2:.:position']
  const made = await run(folder.path, [...make, '--param', 'called:string:.:@name', '--json'])
  expect(made).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(made.stdout)).toMatchObject({
    library: 'project',
    name: 'hero',
    parameters: [
      { name: 'at', type: 'Vector2', default: 'Vector2(10, 20)' },
      { name: 'called', type: 'string', default: 'Player' },
    ],
    outside: [],
  })
  expect((await run(folder.path, ['list'])).stdout).toBe('hero (project): Sprite2D, 1 node; at, called\n')
  expect(JSON.parse((await run(folder.path, ['show', 'hero', '--json'])).stdout)).toMatchObject({
    name: 'hero',
    template: {
      format: 1,
      tags: ['crew'],
      scene: ['[gd_scene format=3]', '', expect.any(String), 'position = Vector2(10, 20)'],
    },
  })
  const put = ['apply', 'hero', 'level.tscn', '--parent', 'Enemy', '--set', 'at=5, 6', '--set', 'called=Mate', '--json']
  expect(JSON.parse((await run(folder.path, put)).stdout)).toEqual({ node: 'Enemy/Mate', file: 'level.tscn', left: [] })
  const text = readFileSync(join(folder.path, 'level.tscn'), 'utf8')
  expect(text.startsWith(LEVEL.trimEnd())).toBe(true)
  expect(text.slice(LEVEL.length)).toMatch(
    /^\n\[node name="Mate" type="Sprite2D" parent="Enemy" unique_id=\d+\]\nposition = Vector2\(5, 6\)\n$/,
  )
  expect((await run(folder.path, ['create', 'hero', 'hero.tscn'])).code).toBe(0)
  expect(readFileSync(join(folder.path, 'hero.tscn'), 'utf8')).toContain(
    '[node name="Player" type="Sprite2D" unique_id=',
  )
  expect((await run(folder.path, ['remove', 'hero', '--yes'])).code).toBe(0)
  expect(JSON.parse((await run(folder.path, ['list', '--json'])).stdout)).toEqual({ templates: [] })
})

test('what leads out of the part is said, and asked for', async () => {
  using folder = project()
  const text = `${LEVEL}target = NodePath("../Player")\n`
  writeFileSync(join(folder.path, 'level.tscn'), text)
  const made = await run(folder.path, ['make', 'level.tscn', 'Enemy', '--name', 'foe'])
  expect(made.stdout).toContain('leads out: Enemy: target → Player\n')
  writeFileSync(join(folder.path, 'other.tscn'), '[gd_scene format=3]\n\n[node name="Other" type="Node2D"]\n')
  const put = await run(folder.path, ['apply', 'foe', 'other.tscn'])
  expect(put).toMatchObject({ code: 0, stdout: 'left empty: target leads to no node here\nEnemy\n' })
  expect(readFileSync(join(folder.path, 'other.tscn'), 'utf8')).not.toContain('target')
  const given = await run(folder.path, ['apply', 'foe', 'other.tscn', '--set', 'target=Nobody'])
  expect(given).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^error\[BAD_REQUEST\]: target: There is no node at Nobody/),
  })
  const found = await run(folder.path, ['apply', 'foe', 'level.tscn', '--parent', 'Enemy'])
  expect(found.code).toBe(0)
  expect(readFileSync(join(folder.path, 'level.tscn'), 'utf8')).toContain('target = NodePath("../../Player")')
})

test.for([
  ['make', 'level.tscn', 'Player'],
  ['make', 'level.tscn', 'Player', '--name', 'a', '--param', 'speed'],
  ['make', 'level.tscn', 'Player', '--name', 'a', '--param', 'speed:decimal:.:speed'],
  ['make', 'level.tscn', 'Player', '--name', 'a', '--param', 'mode:enum():.:mode'],
  ['apply', 'hero', 'level.tscn', '--set', 'speed'],
  ['apply', 'hero', 'level.tscn', '--index', 'first'],
  ['create', 'hero', 'hero.tres'],
  ['remove', 'hero'],
])('weft scene template %s is bad use', async words => {
  using folder = project()
  const { code, stdout, stderr } = await run(folder.path, words)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^error\[BAD_USE\]: .+\nhint: .+\n$/)
})

test.for(['', 'list', 'show', 'make', 'apply', 'create', 'remove'])('template %s --help has an example', async word => {
  using folder = project()
  const { code, stdout } = await run(folder.path, [...(word === '' ? [] : [word]), '--help'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/Examples?:\n {2}weft scene template /)
})

function project() {
  const folder = temporaryFolder()
  writeFileSync(join(folder.path, 'project.godot'), 'config_version=5\n')
  writeFileSync(join(folder.path, 'level.tscn'), LEVEL)
  return folder
}

async function run(cwd: string, words: readonly string[]) {
  const child = spawn(process.execPath, [weft, 'scene', 'template', ...words], {
    cwd,
    env: { ...process.env, WEFT_HOME: join(cwd, 'home') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    said.stdout += chunk.toString('utf8')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said.stderr += chunk.toString('utf8')
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...said }
}
