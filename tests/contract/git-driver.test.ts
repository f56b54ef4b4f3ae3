/** `weft git install`, and real Git merging, rebasing and picking scenes through it. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { type BoundedResult, runBounded } from '../../build/run-bounded.ts'

const weft = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
// Each merge starts programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

const BASE = `[gd_scene format=3 uid="uid://bharbor"]

[node name="Harbor" type="Node2D" unique_id=1]

[node name="Beam" type="PointLight2D" parent="." unique_id=2]
energy = 1.0
color = Color(1, 1, 1, 1)

[node name="Crab" type="Node2D" parent="." unique_id=3]
position = Vector2(1, 1)
`
const set = (text: string, from: string, to: string) => text.replace(from, to)
const OURS = set(BASE, 'energy = 1.0', 'energy = 1.4')
const THEIRS = set(set(BASE, 'energy = 1.0', 'energy = 1.8'), 'color = Color(1, 1, 1, 1)', 'color = Color(0, 0, 1, 1)')

interface Repository extends AsyncDisposable {
  readonly path: string
  git(...args: string[]): Promise<BoundedResult>
  weft(...args: string[]): Promise<BoundedResult>
  /** Throws where Git refuses. */
  commit(files: Readonly<Record<string, string>>, message: string): Promise<void>
  read(file: string): Promise<string>
}

async function createRepository(name = 'weft git'): Promise<Repository> {
  const home = await mkdtemp(join(tmpdir(), 'weft-git-'))
  const path = join(home, name)
  await mkdir(path)
  const env = {
    ...process.env,
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.org',
  }
  const run = (command: string, args: readonly string[]) =>
    runBounded(command, args, { cwd: path, env, timeoutMs: 60_000 })
  const repository: Repository = {
    path,
    git: (...args) => run('git', args),
    weft: (...args) => run(process.execPath, [weft, ...args]),
    async commit(files, message) {
      for (const [file, text] of Object.entries(files)) {
        await mkdir(join(path, file, '..'), { recursive: true })
        await writeFile(join(path, file), text)
      }
      await run('git', ['add', '-A'])
      const { code, stderr } = await run('git', ['commit', '-q', '-m', message])
      if (code !== 0) throw new Error(stderr)
    },
    read: file => readFile(join(path, file), 'utf8'),
    async [Symbol.asyncDispose]() {
      await rm(home, { recursive: true, force: true })
    },
  }
  await repository.git('init', '-q', '-b', 'main')
  return repository
}

/** On main ours, on `other` theirs; both from the base. */
async function twoBranches(repository: Repository, file: string): Promise<void> {
  await repository.commit({ [file]: BASE }, 'base')
  await repository.git('checkout', '-q', '-b', 'other')
  await repository.commit({ [file]: THEIRS }, 'theirs')
  await repository.git('checkout', '-q', 'main')
  await repository.commit({ [file]: OURS }, 'ours')
}

test('two branches that conflict in their lines merge with plain git merge, and what met is kept', async () => {
  await using repository = await createRepository()
  const file = 'levels/north harbor.tscn'
  await twoBranches(repository, file)
  expect((await repository.git('merge', 'other', '-m', 'm')).code).toBe(1)
  await repository.git('merge', '--abort')
  expect((await repository.weft('git', 'install')).code).toBe(0)
  const merged = await repository.git('merge', 'other', '-m', 'm')
  expect(merged.code, merged.stderr).toBe(0)
  expect(merged.stderr + merged.stdout).toContain(`weft: ${file}: merged, 1 item to review`)
  const text = await repository.read(file)
  expect(text).toContain('energy = 1.4')
  expect(text).toContain('color = Color(0, 0, 1, 1)')
  expect((await repository.git('status', '--porcelain')).stdout).toBe('')
  const { files } = JSON.parse((await repository.weft('git', 'review', '--json')).stdout)
  expect(files).toMatchObject([
    {
      path: file,
      conflicts: [{ node: 'Beam', property: 'energy', base: '1.0', ours: '1.4', theirs: '1.8', chosen: 'ours' }],
    },
  ])
  await repository.weft('git', 'review', '--clear')
  expect((await repository.weft('git', 'review')).stdout).toBe('Nothing met.\n')
})

test('rebase and cherry-pick go through it too', async () => {
  await using repository = await createRepository()
  await twoBranches(repository, 'harbor.tscn')
  await repository.weft('git', 'install')
  await repository.git('checkout', '-q', '-b', 'picked')
  const picked = await repository.git('cherry-pick', 'other')
  expect(picked.code, picked.stderr).toBe(0)
  expect(await repository.read('harbor.tscn')).toContain('color = Color(0, 0, 1, 1)')
  await repository.git('checkout', '-q', 'other')
  const rebased = await repository.git('rebase', 'main')
  expect(rebased.code, rebased.stderr).toBe(0)
  expect(await repository.read('harbor.tscn')).toContain('color = Color(0, 0, 1, 1)')
})

test('git diff says what changed in a scene', async () => {
  await using repository = await createRepository()
  await twoBranches(repository, 'harbor.tscn')
  await repository.weft('git', 'install')
  const { stdout, code } = await repository.git('diff', 'other', 'main')
  expect(code).toBe(0)
  expect(stdout).toContain('Beam')
  expect(stdout).toContain('energy')
  expect(stdout).not.toContain('@@')
})

test('with --strict Git stops where something met, with the merged scene in the file', async () => {
  await using repository = await createRepository()
  await twoBranches(repository, 'harbor.tscn')
  await repository.weft('git', 'install', '--strict')
  expect((await repository.git('merge', 'other', '-m', 'm')).code).toBe(1)
  expect(await repository.read('harbor.tscn')).toContain('color = Color(0, 0, 1, 1)')
  expect(await repository.read('harbor.tscn')).not.toContain('<<<<')
})

test('a criss-cross merge keeps only what met in the end', async () => {
  await using repository = await createRepository()
  await twoBranches(repository, 'harbor.tscn')
  await repository.weft('git', 'install')
  await repository.git('tag', 'first', 'other')
  await repository.git('tag', 'second', 'main')
  await repository.git('merge', '-q', 'first', '-m', 'a')
  await repository.git('checkout', '-q', 'other')
  await repository.git('merge', '-q', 'second', '-m', 'b')
  await repository.commit(
    { 'harbor.tscn': set(await repository.read('harbor.tscn'), 'Vector2(1, 1)', 'Vector2(5, 5)') },
    'c',
  )
  await repository.git('checkout', '-q', 'main')
  const merged = await repository.git('merge', 'other', '-m', 'c')
  expect(merged.code, merged.stderr).toBe(0)
  expect(await repository.read('harbor.tscn')).toContain('position = Vector2(5, 5)')
  expect(await repository.read('harbor.tscn')).not.toContain('<<<<')
})

test('what is no scene is left to Git, which conflicts as it would have', async () => {
  await using repository = await createRepository()
  const broken = (value: string) => `[gd_scene format=99]\n\n[node name="A" type="Node"]\nx = ${value}\n`
  await repository.commit({ 'a.tscn': broken('0') }, 'base')
  await repository.git('checkout', '-q', '-b', 'other')
  await repository.commit({ 'a.tscn': broken('1') }, 'theirs')
  await repository.git('checkout', '-q', 'main')
  await repository.commit({ 'a.tscn': broken('2') }, 'ours')
  await repository.weft('git', 'install')
  const merged = await repository.git('merge', 'other', '-m', 'm')
  expect(merged.code).toBe(1)
  expect(merged.stderr + merged.stdout).toContain("left to Git's own merge")
  expect(await repository.read('a.tscn')).toContain('<<<<<<<')
})

test('TXM6 settings are merged by their keys; one that both set stops Git as it would have', async () => {
  await using repository = await createRepository()
  const project = (...autoloads: string[]) => `config_version=5\n\n[autoload]\n\n${autoloads.join('\n')}\n`
  const base = project('Sound="*res://sound.gd"')
  await repository.commit({ 'project.godot': base }, 'base')
  await repository.git('checkout', '-q', '-b', 'other')
  const theirs = project('Sound="*res://sound.gd"', 'Tides="*res://tides.gd"')
  await repository.commit({ 'project.godot': theirs }, 'theirs')
  await repository.git('checkout', '-q', 'main')
  await repository.commit({ 'project.godot': project('Sound="*res://sound.gd"', 'Crabs="*res://crabs.gd"') }, 'ours')
  expect((await repository.git('merge', 'other', '-m', 'm')).code).toBe(1)
  await repository.git('merge', '--abort')
  await repository.weft('git', 'install')
  const merged = await repository.git('merge', 'other', '-m', 'm')
  expect(merged.code, merged.stderr).toBe(0)
  expect(await repository.read('project.godot')).toBe(
    project('Sound="*res://sound.gd"', 'Crabs="*res://crabs.gd"', 'Tides="*res://tides.gd"'),
  )
  await repository.git('checkout', '-q', 'other')
  await repository.commit({ 'project.godot': theirs.replace('tides.gd', 'moon.gd') }, 'theirs again')
  await repository.git('checkout', '-q', 'main')
  await repository.commit({ 'project.godot': project('Tides="*res://sea.gd"') }, 'ours again')
  const contested = await repository.git('merge', 'other', '-m', 'm')
  expect(contested.code).toBe(1)
  expect(contested.stderr + contested.stdout).toContain("left to Git's own merge, for both set one thing")
  expect(await repository.read('project.godot')).toContain('<<<<<<<')
})

test('one scene added on both sides: what each has is there', async () => {
  await using repository = await createRepository()
  const added = (body: string) => `[gd_scene format=3]\n\n[node name="Root" type="Node2D"]\n\n${body}`
  await repository.commit({ 'readme.md': 'x' }, 'base')
  await repository.git('checkout', '-q', '-b', 'other')
  await repository.commit({ 'a.tscn': added('[node name="A" type="Timer" parent="."]\n') }, 'theirs')
  await repository.git('checkout', '-q', 'main')
  await repository.commit({ 'a.tscn': added('[node name="B" type="Label" parent="."]\n') }, 'ours')
  await repository.weft('git', 'install')
  const merged = await repository.git('merge', 'other', '-m', 'm')
  expect(merged.code, merged.stderr).toBe(0)
  expect(await repository.read('a.tscn')).toMatch(/name="[AB]".*\n\n.*name="[AB]"/)
})

test('install says what it does, can be tried dry, keeps other lines, and is taken back', async () => {
  await using repository = await createRepository()
  await writeFile(join(repository.path, '.gitattributes'), '*.png binary')
  const dry = await repository.weft('git', 'install', '--shared', '--dry-run')
  expect(dry.stdout).toContain('Would set merge.weft.driver')
  expect(await repository.read('.gitattributes')).toBe('*.png binary')
  await repository.weft('git', 'install', '--shared')
  await repository.weft('git', 'install', '--shared')
  expect((await repository.read('.gitattributes')).match(/merge=weft/g)).toHaveLength(5)
  expect((await repository.git('check-attr', 'merge', 'a.tscn')).stdout).toContain('weft')
  expect((await repository.weft('git', 'uninstall')).code).toBe(0)
  expect(await repository.read('.gitattributes')).toBe('*.png binary\n')
  expect((await repository.git('config', '--get', 'merge.weft.driver')).code).toBe(1)
})

test('outside of a repository it says so', async () => {
  await using repository = await createRepository()
  await rm(join(repository.path, '.git'), { recursive: true })
  const result = await repository.weft('git', 'install')
  expect(result.code).toBe(1)
  expect(result.stderr).toContain('error[NOT_FOUND]')
})
