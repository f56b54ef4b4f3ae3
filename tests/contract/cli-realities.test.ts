/** `weft version` and `weft reality`, with and without a Weft that has the folder open. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { type TemporaryFolder, temporaryFolder } from '../../host/files/temporary-folder.ts'
import { LEVEL } from './workspace-setup.ts'

const weft = fileURLToPath(new URL('../../cli/weft.mjs', import.meta.url))
// Each test starts programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const moved = LEVEL.replace('Vector2(10, 20)', 'Vector2(1, 1)')

interface Ground extends Disposable {
  readonly folder: TemporaryFolder
  readonly home: TemporaryFolder
  readonly file: string
}

function ground(): Ground {
  const folder = temporaryFolder()
  const home = temporaryFolder()
  const file = join(folder.path, 'level.tscn')
  writeFileSync(file, LEVEL)
  writeFileSync(join(folder.path, 'project.godot'), 'config_version=5\n')
  return {
    folder,
    home,
    file,
    [Symbol.dispose]() {
      folder[Symbol.dispose]()
      home[Symbol.dispose]()
    },
  }
}

function launch({ folder, home }: Ground, words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [weft, ...words], {
    cwd: folder.path,
    env: { ...process.env, WEFT_HOME: home.path, DISPLAY: '', WAYLAND_DISPLAY: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function run(where: Ground, ...words: string[]) {
  const child = launch(where, words)
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }
}

test('versions: named, listed, shown, restored and removed, without a running Weft', async () => {
  using where = ground()
  const made = await run(where, 'version', 'create', 'Alpha', '--note', 'first', '--json')
  expect(made).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(made.stdout)).toMatchObject({ name: 'Alpha', note: 'first', kind: 'version' })
  writeFileSync(where.file, moved)
  // The file's change is the first edit of the scene, taken in by the next command.
  await run(where, 'version', 'list')
  const before = await run(where, 'version', 'create', 'Before', '--at', 'level.tscn@0', '--json')
  expect(JSON.parse(before.stdout)).toMatchObject({ name: 'Before', kind: 'version' })
  expect((await run(where, 'version', 'show', 'Before')).stdout).toContain('~ res://level.tscn  (1 node changed)\n')
  const latest = await run(where, 'version', 'create', 'Latest', '--at', new Date().toISOString())
  expect(latest).toMatchObject({ code: 0, stderr: '' })
  expect((await run(where, 'version', 'show', 'Latest')).stdout).not.toContain('res://')
  expect((await run(where, 'version', 'create', 'Odd', '--at', 'noon')).stderr).toMatch(/^error\[BAD_USE\]/)
  const shown = await run(where, 'version', 'show', 'Alpha')
  expect(shown.stdout).toContain('~ res://level.tscn  (1 node changed)\n')
  expect((await run(where, 'version', 'restore', 'Alpha')).stdout).toContain('res://level.tscn')
  expect(readFileSync(where.file, 'utf8')).toBe(LEVEL)
  expect((await run(where, 'version', 'list')).stdout).toContain('Alpha\n')
  expect((await run(where, 'version', 'remove', 'Alpha')).code).toBe(0)
  const gone = await run(where, 'version', 'show', 'Alpha')
  expect(gone).toMatchObject({ code: 1, stdout: '' })
  expect(gone.stderr).toMatch(/^error\[NOT_FOUND\]: There is no version Alpha\.\nhint: .+\n$/)
})

test('realities: forked, switched, compared, previewed, merged and dropped through the Weft that has the folder', async () => {
  using where = ground()
  const served = launch(where, ['serve', '.'])
  const ended = once(served, 'exit')
  for await (const line of createInterface({ input: served.stdout ?? process.stdin })) {
    if (line.startsWith('{')) break
  }
  try {
    expect(await run(where, 'reality', 'create', 'Night')).toMatchObject({ code: 0, stderr: '' })
    expect(await run(where, 'reality', 'switch', 'Night')).toMatchObject({ code: 0, stdout: 'Night\n' })
    writeFileSync(where.file, moved)
    await expect
      .poll(async () => (await run(where, 'reality', 'diff', 'Night')).stdout, { timeout: 30_000, interval: 200 })
      .toBe('~ res://level.tscn  (1 node changed)\n')
    const preview = await run(where, 'reality', 'preview', 'Night', '--json')
    expect(JSON.parse(preview.stdout)).toMatchObject({ into: 'main', contested: 0 })
    const tried = await run(where, 'reality', 'merge', 'Night', '--dry-run')
    expect(tried).toMatchObject({ code: 0, stderr: '' })
    expect(tried.stdout).toBe('~ res://level.tscn  (1 node changed)\n1 files, 0 to review\n')
    expect((await run(where, 'reality', 'diff', 'Night')).stdout).not.toBe('')
    expect((await run(where, 'reality', 'drop', 'Night')).stderr).toContain('error[BAD_REQUEST]')
    expect((await run(where, 'reality', 'merge', 'Night')).stdout).toBe('1 files merged, 0 to review\n')
    await run(where, 'reality', 'switch', 'main')
    expect(readFileSync(where.file, 'utf8')).toBe(moved)
    expect((await run(where, 'reality', 'list')).stdout).toMatch(/^\* {2}main/)
    expect((await run(where, 'reality', 'drop', 'Night', '--dry-run')).stdout).toBe('')
    expect((await run(where, 'reality', 'drop', 'Night')).code).toBe(0)
    expect((await run(where, 'reality', 'list', '--json')).stdout).toContain('"status":"dropped"')
    expect((await run(where, 'reality', 'restore', 'Night')).code).toBe(0)
  } finally {
    served.kill('SIGINT')
    await ended
  }
})

test('RTY12 RTY14 RTY15 several are tried, a command is run in each, one is taken, and all of it taken back', async () => {
  using where = ground()
  const tried = await run(where, 'reality', 'try', 'low', 'high', '--json')
  expect(JSON.parse(tried.stdout)).toMatchObject({ realities: [{ name: 'low', parent: 'main' }, { name: 'high' }] })
  await run(where, 'reality', 'switch', 'high')
  writeFileSync(where.file, moved)
  const script = 'process.exit(require("fs").readFileSync("level.tscn", "utf8").includes("(1, 1)") ? 0 : 3)'
  const command = `"${process.execPath}" -e '${script}'`
  const compared = await run(where, 'reality', 'compare', 'low', 'high', '--run', command, '--json')
  expect(compared.code).toBe(1)
  expect(JSON.parse(compared.stdout)).toMatchObject({
    realities: [
      { name: 'low', counts: { changed: 0 } },
      { name: 'high', counts: { changed: 1 } },
    ],
    files: [{ path: 'res://level.tscn', cells: [null, { kind: 'changed', changed: 1 }] }],
    outcomes: [{ exitCode: 3 }, { exitCode: 0 }],
  })
  await run(where, 'reality', 'switch', 'main')
  const dry = await run(where, 'reality', 'apply', 'high', '--drop-rest', '--dry-run')
  expect(dry.stdout).toContain('drop low  (0 files only there)\n')
  expect(readFileSync(where.file, 'utf8')).toBe(LEVEL)
  expect(await run(where, 'reality', 'apply', 'high', '--drop-rest')).toMatchObject({ code: 0, stderr: '' })
  expect(readFileSync(where.file, 'utf8')).toBe(moved)
  expect((await run(where, 'reality', 'undo')).code).toBe(0)
  expect(readFileSync(where.file, 'utf8')).toBe(LEVEL)
})

test('outside of a project they say so', async () => {
  using where = ground()
  using elsewhere = temporaryFolder()
  const result = await run(where, 'version', 'list', '-C', elsewhere.path)
  expect(result).toMatchObject({ code: 1, stdout: '' })
  expect(result.stderr).toMatch(/^error\[NOT_FOUND\]/)
})

test('RTY20 weft repo branch -d says what is only in the reality of the branch, and takes it along', {
  timeout: 300_000,
}, async () => {
  using where = ground()
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Ines', '-c', 'user.email=i@example.org', ...args], {
      cwd: where.folder.path,
      stdio: 'pipe',
    }).toString()
  git('init', '-q')
  git('add', 'level.tscn', 'project.godot')
  git('commit', '-qm', 'Begin')
  // From here on there is a workspace, and its realities are meant.
  expect((await run(where, 'version', 'create', 'Begin')).code).toBe(0)
  expect((await run(where, 'reality', 'create', 'Night', '--branch')).code).toBe(0)
  const done = await run(where, 'repo', 'branch', '-d', 'night', '--json')
  expect(JSON.parse(done.stdout)).toMatchObject({
    name: 'night',
    reality: { name: 'Night', onlyThere: [] },
    operation: expect.any(Number),
  })
  expect(git('branch', '--list', 'night')).toBe('')
  // Taken back in the repository alone: the workspace sees it when it is opened.
  expect((await run(where, 'repo', 'undo')).code).toBe(0)
  const listed = await run(where, 'reality', 'list', '--json')
  expect(JSON.parse(listed.stdout)).toMatchObject([{ name: 'main' }, { name: 'Night', status: 'open' }])
})
