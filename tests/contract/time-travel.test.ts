/** The workspace as it was, at edits and at commits (docs/spec/time-travel.md), with Git as the judge of commits. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import type { Workspace } from '../../host/workspace/workspace.ts'
import { setProperty } from '../../shared/scene/commands.ts'
import { openTextDocument } from '../../shared/text/text-document.ts'
import { LEVEL, nodeNamed, openReadable, testProject } from './workspace-setup.ts'

// On a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const level = 'res://level.tscn'
const files = {
  'level.tscn': LEVEL,
  'hero.gd': 'extends Node\n',
  'icon.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1]),
}

async function move(workspace: Workspace, x: number): Promise<number> {
  using opened = await openReadable(workspace, 'level.tscn')
  setProperty(opened.editor, [nodeNamed(opened, 'Player')], 'position', `Vector2(${x}, 0)`)
  using document = await workspace.documents.open(opened.document)
  await document.whenStored()
  await workspace.whenSettled()
  return workspace.timeTravel.newest()
}

/** Edits of one millisecond are one stop: the clock has to go on between them. */
async function clockGoesOn(): Promise<void> {
  const from = Date.now()
  await expect.poll(() => Date.now() > from, { interval: 1 }).toBe(true)
}

function git(folder: string, at: string, ...args: string[]): string {
  const who = ['-c', 'user.name=Ines', '-c', 'user.email=ines@example.org']
  const env = { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at }
  return execFileSync('git', [...who, ...args], { cwd: folder, env, encoding: 'utf8' }).trimEnd()
}

const text = async (workspace: Workspace, time: number) => {
  const read = await workspace.timeTravel.read({ kind: 'time', time }, level)
  return read.kind === 'text' ? read.text : read.kind
}

test('TTR1 TTR3 TTR5: every edit is a stop; what was there then reads as it did, and nothing changes by looking', async () => {
  await using project = testProject(files)
  await using workspace = await project.open()
  await clockGoesOn()
  const first = await move(workspace, 1)
  await clockGoesOn()
  const second = await move(workspace, 2)
  project.remove('hero.gd')
  project.write('new.gd', 'extends Node2D\n')
  await workspace.rescan()
  await workspace.whenSettled()
  const before = project.read('level.tscn')

  expect(await text(workspace, first)).toBe(LEVEL.replace('Vector2(10, 20)', 'Vector2(1, 0)'))
  expect(await text(workspace, second)).toBe(before)
  const then = await workspace.timeTravel.files({ kind: 'time', time: first })
  expect(then).toEqual({
    moment: { kind: 'edit', time: first, author: 'Somebody', label: '', hash: null },
    files: [
      { path: 'res://hero.gd', kind: 'script', state: 'gone', now: null },
      { path: 'res://icon.png', kind: 'image', state: 'same', now: 'res://icon.png' },
      { path: 'res://level.tscn', kind: 'scene', state: 'changed', now: level },
    ],
    since: 1,
  })
  expect(await workspace.timeTravel.read({ kind: 'time', time: first }, 'res://hero.gd')).toMatchObject({
    text: 'extends Node\n',
  })
  expect(await workspace.timeTravel.read({ kind: 'time', time: first }, 'res://icon.png')).toMatchObject({
    kind: 'bytes',
    mime: 'image/png',
    sizeBytes: 10,
  })
  expect(project.read('level.tscn')).toBe(before)
  expect(project.exists('hero.gd')).toBe(false)

  const life = await workspace.timeTravel.life({ limit: 100, slices: 5 })
  expect(life.entries.map(({ time }) => time)).toEqual(life.entries.map(({ time }) => time).sort((a, b) => b - a))
  expect(life.entries.find(({ time }) => time === second)).toMatchObject({
    path: level,
    origin: 'command',
    author: { name: 'Somebody' },
    lines: [{ node: 'Player', text: 'position' }],
    commit: null,
  })
})

test('TTR1: what is typed into a text in one go is one stop, at its last key', async () => {
  await using project = testProject({ ...files, 'notes.md': 'a\n' })
  await using workspace = await project.open()
  await workspace.becomeTexts()
  await workspace.whenSettled()
  const stopsOf = async () => {
    const { entries } = await workspace.timeTravel.life({ limit: 500, slices: 1 })
    return entries.filter(({ path, origin }) => path === 'res://notes.md' && origin !== 'intake' && origin !== 'seed')
  }
  const before = (await stopsOf()).length
  await clockGoesOn()
  {
    using document = await workspace.documents.open(workspace.tree.byPath('notes.md')?.document ?? '')
    for (const letter of 'harbor') {
      document.doc.transact(() => openTextDocument(document.doc).text.insert(0, letter), { kind: 'command' })
      await document.whenStored()
      await clockGoesOn()
    }
  }
  const [stop, ...others] = await stopsOf()
  expect(others).toHaveLength(before)
  expect(stop?.lines).toEqual([{ node: '', text: '6 edits', kind: 'changed' }])
  const read = await workspace.timeTravel.read({ kind: 'time', time: stop?.time ?? 0 }, 'res://notes.md')
  expect(read).toMatchObject({ kind: 'text', text: 'robraha\n' })
})

test('TTR1: pages of stops join without a gap, and the density counts every edit', async () => {
  await using project = testProject(files)
  await using workspace = await project.open()
  for (const x of [1, 2, 3, 4, 5]) {
    await clockGoesOn()
    await move(workspace, x)
  }
  const whole = await workspace.timeTravel.life({ limit: 500, slices: 3 })
  const paged: number[] = []
  let before: number | undefined
  do {
    const page = await workspace.timeTravel.life({ limit: 2, slices: 1, before })
    paged.push(...page.entries.map(({ time }) => time))
    before = page.before ?? undefined
  } while (before !== undefined)
  expect(paged).toEqual(whole.entries.map(({ time }) => time))
  const counted = whole.density.flatMap(({ counts }) => counts).reduce((sum, { count }) => sum + count, 0)
  expect(counted).toBeGreaterThanOrEqual(whole.entries.length)
})

test('TTR2: before the first edit a time is a commit, and what changed since is what Git says', async () => {
  await using project = testProject(files)
  const { folder } = project
  git(folder, '2020-01-01T00:00:00Z', 'init', '-q')
  git(folder, '2020-01-01T12:00:00Z', 'add', '.')
  git(folder, '2020-01-01T12:00:00Z', 'commit', '-qm', 'Begin')
  const old = git(folder, '2020-01-01T12:00:00Z', 'rev-parse', 'HEAD')
  project.write('level.tscn', LEVEL.replace('Vector2(10, 20)', 'Vector2(7, 7)'))
  git(folder, '2021-01-01T12:00:00Z', 'mv', 'hero.gd', 'player.gd')
  git(folder, '2021-01-01T12:00:00Z', 'commit', '-qam', 'Move\n\nboth')
  await using workspace = await project.open()

  const at = { kind: 'time', time: Date.UTC(2020, 5, 1) } as const
  expect(await workspace.timeTravel.files(at)).toEqual({
    moment: { kind: 'commit', time: Date.UTC(2020, 0, 1, 12), author: 'Ines', label: 'Begin', hash: old },
    files: [
      { path: 'res://hero.gd', kind: 'script', state: 'moved', now: 'res://player.gd' },
      { path: 'res://icon.png', kind: 'image', state: 'same', now: 'res://icon.png' },
      { path: 'res://level.tscn', kind: 'scene', state: 'changed', now: level },
    ],
    since: 0,
  })
  expect(await workspace.timeTravel.read(at, level)).toEqual({ kind: 'text', isScene: true, text: LEVEL, ids: null })
  await expect(workspace.timeTravel.files({ kind: 'time', time: Date.UTC(2019, 0) })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  const { entries } = await workspace.timeTravel.life({ limit: 100, slices: 4 })
  expect(entries.filter(({ commit }) => commit !== null).map(({ commit, time }) => [commit?.subject, time])).toEqual([
    ['Move', Date.UTC(2021, 0, 1, 12)],
    ['Begin', Date.UTC(2020, 0, 1, 12)],
  ])
})

test('TTR2: a project in a folder of the repository travels by the commits that touched it', async () => {
  using top = temporaryFolder()
  await using project = testProject({})
  const folder = join(top.path, 'game')
  mkdirSync(folder)
  writeFileSync(join(folder, 'a.gd'), 'one\n')
  writeFileSync(join(top.path, 'README.md'), 'one\n')
  git(top.path, '2020-01-01T00:00:00Z', 'init', '-q')
  for (const [day, message, path] of [
    ['01', 'Begin', 'game/a.gd'],
    ['02', 'Words', 'README.md'],
  ] as const) {
    git(top.path, `2020-01-${day}T00:00:00Z`, 'add', path)
    git(top.path, `2020-01-${day}T00:00:00Z`, 'commit', '-qm', message)
  }
  await using workspace = await project.open(undefined, undefined, folder)
  const { entries } = await workspace.timeTravel.life({ limit: 100, slices: 4 })
  expect(entries.flatMap(({ commit }) => commit?.subject ?? [])).toEqual(['Begin'])
  const then = await workspace.timeTravel.files({ kind: 'commit', revision: 'HEAD' })
  expect(then.files.map(({ path }) => path)).toEqual(['res://a.gd'])
})

test('TTR4: a copy of a moment is what the files were; into a full folder or the project nothing is written', async () => {
  using out = temporaryFolder()
  await using project = testProject(files)
  await using workspace = await project.open()
  await clockGoesOn()
  const first = await move(workspace, 1)
  await clockGoesOn()
  await move(workspace, 2)
  const at = { kind: 'time', time: first } as const
  const copy = join(out.path, 'then')
  const steps = await Array.fromAsync(workspace.timeTravel.export(at, copy))
  expect(steps.at(-1)).toEqual({ done: 3, total: 3, left: [], isOver: true })
  expect(readdirSync(copy).sort()).toEqual(['hero.gd', 'icon.png', 'level.tscn'])
  expect(readFileSync(join(copy, 'level.tscn'), 'utf8')).toBe(LEVEL.replace('Vector2(10, 20)', 'Vector2(1, 0)'))
  expect(new Uint8Array(readFileSync(join(copy, 'icon.png')))).toEqual(files['icon.png'])

  const refused = (folder: string) => Array.fromAsync(workspace.timeTravel.export(at, folder))
  await expect(refused(copy)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(refused(join(project.folder, 'copy'))).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(existsSync(join(project.folder, 'copy'))).toBe(false)

  const ended = new AbortController()
  const early = join(out.path, 'early')
  const writing = workspace.timeTravel.export(at, early, ended.signal)
  await writing.next()
  ended.abort()
  await expect(writing.next()).rejects.toThrow()
  expect(existsSync(early)).toBe(false)
})

test('TTR5: going back says first what it would change, and is one new edit', async () => {
  await using project = testProject(files)
  await using workspace = await project.open()
  await clockGoesOn()
  const first = await move(workspace, 1)
  await clockGoesOn()
  await move(workspace, 2)
  const planned = await workspace.timeTravel.restore(first, true)
  expect(planned).toMatchObject([{ path: level, kind: 'changed' }])
  expect(project.read('level.tscn')).toContain('Vector2(2, 0)')
  expect(await workspace.timeTravel.restore(first, false)).toEqual(planned)
  await workspace.whenSettled()
  expect(project.read('level.tscn')).toContain('Vector2(1, 0)')
})
