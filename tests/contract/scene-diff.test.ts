/** `weft scene diff` and what `git diff` calls, with a real Git. */
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
// Each test starts programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

const BOAT = `[gd_scene format=3 uid="uid://boat"]

[node name="Boat" type="Node2D"]

[node name="Sail" type="Sprite2D" parent="."]
position = Vector2(3, 4)
scale = Vector2(2, 2)
z_index = 3

[node name="Rope" type="Line2D" parent="Sail"]
`
const CHANGED = BOAT.replace('"Sail"', '"Jib"').replace('parent="Sail"', 'parent="Jib"').replace('(3, 4)', '(3, 5)')

test('DIFF10 the shape that is promised, and 1 where something differs', async () => {
  await using repository = await createRepository()
  const { code, stdout } = await weft(['diff', 'HEAD:levels/boat.tscn', 'levels/boat.tscn', '--json'], repository.path)
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toEqual({
    changes: [
      { kind: 'node-renamed', node: 'Jib', from: 'Sail', to: 'Jib', id: expect.any(String) },
      {
        kind: 'property-changed',
        node: 'Jib',
        property: 'position',
        from: 'Vector2(3, 4)',
        to: 'Vector2(3, 5)',
        id: expect.any(String),
      },
    ],
    summary: { 'node-renamed': 1, 'property-changed': 1 },
  })
})

test('DIFF10 a revision by a path from here, from the top, and two of them; nothing to say ends with 0', async () => {
  await using repository = await createRepository()
  const inside = join(repository.path, 'levels')
  for (const first of ['HEAD:./boat.tscn', 'HEAD:levels/boat.tscn']) {
    expect(await weft(['diff', first, 'boat.tscn'], inside)).toEqual({
      code: 1,
      stdout: [
        '  Boat  (Node2D)',
        '~   Jib  (Sprite2D)  was named Sail',
        '~       position: Vector2(3, 4) → Vector2(3, 5)',
        '1 node renamed, 1 property changed',
        '',
      ].join('\n'),
      stderr: '',
    })
  }
  expect(await weft(['diff', 'HEAD:./boat.tscn', 'main:levels/boat.tscn'], inside)).toEqual({
    code: 0,
    stdout: 'No difference.\n',
    stderr: '',
  })
})

test('DIFF10 a file goes before a revision of the same name', async () => {
  await using repository = await createRepository()
  await writeFile(join(repository.path, 'HEAD:levels'), BOAT)
  expect((await weft(['diff', 'HEAD:levels', 'levels/boat.tscn'], repository.path)).code).toBe(1)
})

test.for([
  ['gone.tscn', 'NOT_FOUND'],
  ['HEAD:gone.tscn', 'NOT_FOUND'],
  ['nowhere:levels/boat.tscn', 'NOT_FOUND'],
  ['--output=x:levels/boat.tscn', 'BAD_USE'],
  ['-x:levels/boat.tscn', 'BAD_USE'],
  ['levels', 'BAD_USE'],
  ['levels/torn.tscn', 'UNREADABLE'],
  ['levels/lamp.tres', 'BAD_REQUEST'],
] as const)('DIFF10 %s ends with 2', async ([source, error]) => {
  await using repository = await createRepository()
  const result = await weft(['diff', source, 'levels/boat.tscn'], repository.path)
  expect(result).toMatchObject({ code: 2, stdout: '' })
  expect(result.stderr).toMatch(new RegExp(`^error\\[${error}\\]: .+\\nhint: .+\\n$`))
})

test('DIFF11 git diff says what changed in a scene, and shows as text what is none', async () => {
  await using repository = await createRepository()
  const git = (...args: string[]) => run('git', args, repository.path, { GIT_EXTERNAL_DIFF: repository.driver })
  expect(await git('diff')).toEqual({
    code: 0,
    stdout: [
      'scene diff a/levels/boat.tscn b/levels/boat.tscn',
      '  Boat  (Node2D)',
      '~   Jib  (Sprite2D)  was named Sail',
      '~       position: Vector2(3, 4) → Vector2(3, 5)',
      '1 node renamed, 1 property changed',
      '',
    ].join('\n'),
    stderr: '',
  })
  await writeFile(join(repository.path, 'levels/boat.tscn'), `<<<<<<< ours\n${BOAT}`)
  const torn = await git('diff')
  expect(torn.code).toBe(0)
  expect(torn.stdout).toContain('+++ b/levels/boat.tscn\n')
  expect(torn.stdout).toContain('\n+<<<<<<< ours\n')
  await rm(join(repository.path, 'levels/boat.tscn'))
  expect((await git('diff')).stdout).toContain('\n-[node name="Boat" type="Node2D"]\n')
})

async function createRepository() {
  const folder = await mkdtemp(join(tmpdir(), 'weft-diff-'))
  const path = join(folder, 'repository')
  const levels = join(path, 'levels')
  await mkdir(levels, { recursive: true })
  await writeFile(join(levels, 'boat.tscn'), BOAT)
  await writeFile(join(levels, 'torn.tscn'), '[gd_scene format=3]\n<<<<<<<\n')
  await writeFile(join(levels, 'lamp.tres'), '[gd_resource type="Resource" format=3]\n\n[resource]\n')
  const git = (...args: string[]) => run('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], path)
  await git('init', '-q', '-b', 'main')
  await git('add', '.')
  await git('commit', '-q', '-m', 'A boat')
  await writeFile(join(levels, 'boat.tscn'), CHANGED)
  const main = join(folder, 'driver.mjs')
  await writeFile(
    main,
    `import { gitDiffCommand } from ${JSON.stringify(join(root, 'cli/git-diff.ts'))}
await gitDiffCommand().parseAsync(process.argv.slice(2), { from: 'user' })\n`,
  )
  const driver = join(folder, 'driver.sh')
  await writeFile(driver, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`)
  await chmod(driver, 0o755)
  return { path, driver, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

function weft(words: readonly string[], cwd: string) {
  return run(process.execPath, [join(root, 'cli/weft.mjs'), 'scene', ...words], cwd)
}

function run(program: string, args: readonly string[], cwd: string, environment: Record<string, string> = {}) {
  const { promise, resolve } = Promise.withResolvers<{ code: number; stdout: string; stderr: string }>()
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', ...environment }
  const child = execFile(program, args, { cwd, env }, (_, stdout, stderr) =>
    resolve({ code: child.exitCode ?? -1, stdout, stderr }),
  )
  return promise
}
