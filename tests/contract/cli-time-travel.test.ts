/** `weft time-travel` as its users start it: on plain repositories, with Git as the judge, and on workspaces. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { LEVEL, type TestProject, testProject } from './workspace-setup.ts'

const weft = fileURLToPath(new URL('../../cli/weft.mjs', import.meta.url))
// Each test starts programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

function git(folder: string, at: string, ...args: string[]): string {
  const who = ['-c', 'user.name=Ines', '-c', 'user.email=ines@example.org']
  const env = { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at }
  return execFileSync('git', [...who, ...args], { cwd: folder, env, encoding: 'utf8' }).trimEnd()
}

function committed(): TestProject {
  const project = testProject({ 'project.godot': '', 'levels/a.tscn': LEVEL, 'hero.gd': 'extends Node\n' })
  git(project.folder, '2020-01-01T00:00:00Z', 'init', '-q')
  git(project.folder, '2020-01-01T12:00:00Z', 'add', '.')
  git(project.folder, '2020-01-01T12:00:00Z', 'commit', '-qm', 'Begin')
  project.write('levels/a.tscn', LEVEL.replace('Vector2(10, 20)', 'Vector2(7, 7)'))
  project.write('new.gd', 'class_name Lamp\n')
  git(project.folder, '2021-01-01T12:00:00Z', 'rm', '-q', 'hero.gd')
  git(project.folder, '2021-01-01T12:00:00Z', 'add', '.')
  git(project.folder, '2021-01-01T12:00:00Z', 'commit', '-qm', 'Change')
  return project
}

async function run(words: readonly string[], cwd: string, home: string) {
  const env = { ...process.env, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, HOME: home }
  const child = spawn(process.execPath, [weft, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const out = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', text => {
    out.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    out.stderr += text
  })
  const [code] = (await once(child, 'close')) as [number]
  return { code, ...out }
}

test('TTR2 on a plain repository a date is the commit that Git names, and no workspace is made', async () => {
  await using project = committed()
  using home = temporaryFolder()
  const { folder } = project
  const at = ['time-travel', '--date', '2020-06-01']
  const judged = git(folder, '', 'rev-list', '-1', '--before=2020-06-01', 'HEAD')
  const listed = await run([...at, '--json'], folder, home.path)
  expect(listed.stderr).toBe('')
  const answer = JSON.parse(listed.stdout) as { moment: { hash: string }; files: object[]; since: number }
  expect(answer.moment.hash).toBe(judged)
  expect(answer.files).toEqual([
    { path: 'hero.gd', status: 'gone', now: null },
    { path: 'levels/a.tscn', status: 'changed', now: 'levels/a.tscn' },
    { path: 'project.godot', status: 'same', now: 'project.godot' },
  ])
  expect(answer.since).toBe(1)
  const file = await run([...at, 'a.tscn'], join(folder, 'levels'), home.path)
  expect(file.stdout).toBe(LEVEL)
  const out = join(home.path, 'then')
  expect(await run([...at, '--out', out], folder, home.path)).toEqual({
    code: 0,
    stdout: '3 files written.\n',
    stderr: '',
  })
  expect(readFileSync(join(out, 'hero.gd'), 'utf8')).toBe('extends Node\n')
  expect(project.exists('.weft')).toBe(false)
})

test('what cannot be meant, or was never there, is told with 2', async () => {
  await using project = committed()
  using home = temporaryFolder()
  const failing = async (...words: string[]) => {
    const { code, stderr } = await run(['time-travel', ...words], project.folder, home.path)
    expect(code).toBe(2)
    return stderr
  }
  expect(await failing('--date', '2019-01-01')).toContain('Nothing is known of a time that long ago.')
  expect(await failing('--date', 'yesterday-ish')).toContain('is no date')
  expect(await failing('--date', '2020-06-01', '--commit', 'HEAD')).toContain('two moments')
  expect(await failing('hero.gd')).toContain('Of which moment?')
  expect(await failing('--commit', 'HEAD', 'hero.gd')).toContain('was not there then')
  expect(await failing('--commit', 'nowhere')).toContain('NOT_FOUND')
})

test('TTR1 on a workspace edits are stops too, and commits stand before them', async () => {
  await using project = committed()
  using home = temporaryFolder()
  await using workspace = await project.open()
  await workspace.whenSettled()
  await workspace[Symbol.asyncDispose]()
  const { stdout } = await run(['time-travel', '--json'], project.folder, home.path)
  const { stops } = JSON.parse(stdout) as { stops: { kind: string; label: string }[] }
  expect(stops.slice(-2).map(({ label }) => label)).toEqual(['Change', 'Begin'])
  expect(stops[0]?.kind).toBe('edit')
  const file = await run(['time-travel', '--date', '2020-06-01', 'levels/a.tscn'], project.folder, home.path)
  expect(file.stdout).toBe(LEVEL)
})
