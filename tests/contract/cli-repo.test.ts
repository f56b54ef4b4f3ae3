/** `weft repo` as its users start it: on any repository, with Git installed and without. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { createGround, type Ground } from './git-ground.ts'

// Each test starts the command many times, on a machine that may be busy.
vi.setConfig({ testTimeout: 240_000 })

const weft = fileURLToPath(new URL('../../cli/weft.mjs', import.meta.url))

const boat = (position: string, more = '') => `[gd_scene format=3]

[node name="Boat" type="Node2D"]

[node name="Sail" type="Sprite2D" parent="."]
position = ${position}
rotation = 1.0
${more}`

/** Three commits: a boat, another boat with a rope, and a note that moved. */
function createBoat(): Ground & { readonly hashes: readonly string[] } {
  const ground = createGround()
  ground.write('levels/boat.tscn', boat('Vector2(1, 2)'))
  ground.write('notes.md', 'one\ntwo\nthree\n')
  const first = ground.commit('first boat')
  ground.write('levels/boat.tscn', boat('Vector2(3, 4)', '\n[node name="Rope" type="Line2D" parent="Sail"]\n'))
  const second = ground.commit('a rope')
  ground.git('mv', 'notes.md', 'read me.md')
  const third = ground.commit('notes moved')
  return { ...ground, hashes: [first, second, third], [Symbol.dispose]: () => ground[Symbol.dispose]() }
}

test('status, log, show, diff and blame as JSON, where no Git is installed', async () => {
  using ground = createBoat()
  const [first = '', second = '', third = ''] = ground.hashes
  ground.write('levels/boat.tscn', boat('Vector2(5, 6)'))
  ground.git('add', '.')
  ground.write('levels/boat.tscn', boat('Vector2(7, 8)'))
  ground.write('new.txt', 'new\n')
  mkdirSync(join(ground.path, 'empty'))
  const json = async (...args: string[]) => {
    const { code, stdout, stderr } = await run([...args, '--json'], ground.path, { PATH: join(ground.path, 'empty') })
    expect(stderr).toBe('')
    expect(code).toBe(0)
    return JSON.parse(stdout)
  }
  expect((await json('status')).entries).toEqual([
    { path: 'levels/boat.tscn', status: 'modified', staged: true },
    { path: 'levels/boat.tscn', status: 'modified', staged: false },
    { path: 'new.txt', status: 'untracked', staged: false },
  ])
  const { commits } = await json('log')
  expect(commits).toMatchObject([
    { hash: third, parents: [second], message: 'notes moved' },
    { hash: second, parents: [first], author: { name: 'Ada Løve', email: 'ada@example.com' } },
    { hash: first, parents: [], date: '2023-11-15T00:14:20+02:00', message: 'first boat' },
  ])
  const hashes = async (...args: string[]) =>
    (await json('log', ...args)).commits.map((commit: { hash: string }) => commit.hash)
  expect(await hashes('-n', '1', 'HEAD~1')).toEqual([second])
  expect(await hashes('levels')).toEqual([second, first])
  expect(await hashes('HEAD~2..HEAD')).toEqual([third, second])
  expect(await hashes('--grep', 'ROPE', '--author', 'ada', '--since', '2023-11-01')).toEqual([second])
  expect((await json('show', 'HEAD')).files).toMatchObject([
    { path: 'read me.md', status: 'renamed', from: 'notes.md' },
  ])
  expect((await json('diff', 'HEAD~2', 'HEAD')).files).toMatchObject([
    { path: 'levels/boat.tscn', status: 'modified' },
    { path: 'read me.md', status: 'renamed', from: 'notes.md' },
  ])
  expect((await json('diff')).files).toMatchObject([{ path: 'levels/boat.tscn', status: 'modified' }])
  expect((await json('diff', '--staged')).files).toHaveLength(1)
  const { lines } = await json('blame', 'read me.md')
  expect(lines.map(({ line, hash }: { line: number; hash: string }) => [line, hash])).toEqual([
    [1, first],
    [2, first],
    [3, first],
  ])
  const { nodes } = await json('blame', 'levels/boat.tscn', '--nodes')
  const whole = (node: string, hash: string) => ['node', 'name', 'place'].map(what => [node, what, hash])
  expect(nodes.map(({ what, node, property, hash }: Record<string, string>) => [node, property ?? what, hash])).toEqual(
    [
      ...whole('.', first),
      ...whole('Sail', first),
      ['Sail', 'position', second],
      ['Sail', 'rotation', first],
      ...whole('Sail/Rope', second),
    ],
  )
})

test('a dash parts revisions from paths, which count from the folder that is meant', async () => {
  using ground = createBoat()
  const inLevels = await run(['log', '--json', '-C', join(ground.path, 'levels'), '--', 'boat.tscn'], '/')
  expect(JSON.parse(inLevels.stdout).commits).toHaveLength(2)
  const outside = await run(['log', '--', '../../x'], join(ground.path, 'levels'))
  expect(outside).toMatchObject({ code: 2, stdout: '' })
})

test('for people: patches of text, words for scenes, and a graph', async () => {
  using ground = createBoat()
  ground.git('checkout', '-q', '-b', 'side', 'HEAD~1')
  ground.write('notes.md', 'one\n2\nthree\n')
  ground.commit('on the side')
  ground.git('checkout', '-q', 'main')
  ground.git('merge', '-q', '--no-edit', 'side')
  const diff = await run(['diff', 'HEAD~2', 'HEAD'], ground.path)
  expect(diff.stdout).toContain('rename from notes.md\nrename to read me.md\n')
  expect(diff.stdout).toContain('\n one\n-two\n+2\n three\n')
  const patch = (await run(['diff', 'HEAD~2', 'side'], ground.path)).stdout
  ground.git('checkout', '-q', 'HEAD~2')
  ground.write('.git/x.patch', patch)
  ground.git('apply', '--check', '.git/x.patch')
  const show = await run(['show', 'HEAD'], ground.path)
  expect(show.stdout).toContain('scene diff a/levels/boat.tscn b/levels/boat.tscn\n')
  const lines = await run(['diff', '--lines', 'HEAD~1', 'HEAD'], ground.path)
  const top = ground.git('rev-parse', 'HEAD').trim()
  ground.git('checkout', '-q', 'HEAD~1')
  ground.write('.git/lines.patch', lines.stdout)
  ground.git('apply', '--index', '.git/lines.patch')
  expect(ground.git('diff', '--cached', '--name-only', top)).toBe('')
  expect(show.stdout).toContain('position: Vector2(1, 2) → Vector2(3, 4)')
  const graph = await run(['log', '--graph', '--oneline', 'main'], ground.path)
  expect(graph.stdout.replaceAll(/[0-9a-f]{10}/g, '')).toBe(
    "*  Merge branch 'side'\n|\\\n| *  on the side\n* |  notes moved\n|/\n*  a rope\n*  first boat\n",
  )
})

test('what cannot be done ends with 2', async () => {
  using folder = temporaryFolder()
  using ground = createGround()
  expect(await run(['status'], folder.path)).toMatchObject({ code: 2, stdout: '' })
  for (const args of [
    ['log'],
    ['log', 'nowhere'],
    ['show', 'nowhere'],
    ['diff', 'a', 'b', 'c'],
    ['blame', 'gone.txt'],
  ]) {
    const { code, stderr } = await run(args, ground.path)
    expect(code, args.join(' ')).toBe(2)
    expect(stderr, args.join(' ')).toMatch(/^error\[\w+\]: .+\nhint: .+\n$/)
  }
})

async function run(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [weft, 'repo', ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [code] = await once(child, 'close')
  return { code, stdout, stderr }
}
