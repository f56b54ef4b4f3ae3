/** Every operation through the contract once, with git as the judge of what came of it. */
import { expect, test } from 'vitest'
import type { RepoSide } from '../../shared/contract/repo-data.ts'
import { type Api, createRepoGround, NOTES, openState, property, twoSides } from './repo-ground.ts'

const timeout = { timeout: 120_000 }
const INDEX: RepoSide = { kind: 'index' }
const FOLDER: RepoSide = { kind: 'folder' }
const HEAD: RepoSide = { kind: 'revision', revision: 'HEAD' }

async function hunksOf(api: Api, old: RepoSide, now: RepoSide, path = 'notes.md'): Promise<string[]> {
  const diff = await api.repo.fileDiff({ old, new: now, path })
  if (diff.kind !== 'text') throw new Error(diff.kind)
  return diff.hunks.map(({ id }) => id)
}

test('OPS8 OPS9 stage, unstage and discard, by file and by hunk; a text that is open follows', timeout, async () => {
  await using subject = await createRepoGround()
  const { api, ground } = subject
  ground.write('notes.md', NOTES.replace('line 2\n', 'two\n').replace('line 29\n', 'twenty-nine\n'))
  const [first = '', second = ''] = await hunksOf(api, INDEX, FOLDER)
  expect(await api.repo.stageHunks({ path: 'notes.md', hunks: [first] })).toMatchObject({ files: [], operation: 1 })
  expect(ground.git('diff', '--cached', '-U0')).toContain('-line 2\n+two\n')
  expect(subject.judge()).toBe('MM notes.md\n')
  const [staged = ''] = await hunksOf(api, HEAD, INDEX)
  await api.repo.unstageHunks({ path: 'notes.md', hunks: [staged] })
  expect(subject.judge()).toBe(' M notes.md\n')
  const gone = await api.repo.discardHunks({ path: 'notes.md', hunks: [second] })
  expect(gone.files).toEqual([{ path: 'notes.md', status: 'modified' }])
  expect(await subject.host.api.workspace().currentText('notes.md')).toBe(NOTES.replace('line 2\n', 'two\n'))
  await expect(api.repo.stageHunks({ path: 'notes.md', hunks: [second] })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    data: { path: 'notes.md' },
  })
  await api.repo.stage({ paths: ['notes.md'] })
  expect(subject.judge()).toBe('M  notes.md\n')
  await api.repo.unstage({ paths: ['notes.md'] })
  expect((await api.repo.discard({ paths: ['notes.md'], isDryRun: true })).operation).toBeNull()
  expect(subject.judge()).toBe(' M notes.md\n')
  await api.repo.discard({ paths: ['notes.md'] })
  expect(subject.judge()).toBe('')
  expect(await subject.host.api.workspace().currentText('notes.md')).toBe(NOTES)
  await api.repo.undo({})
  expect(await subject.host.api.workspace().currentText('notes.md')).toBe(NOTES.replace('line 2\n', 'two\n'))
  expect(subject.judge()).toBe(' M notes.md\n')
})

test('OPS6 what met is listed by line and by node, ours is in use, and a strategy turns that', timeout, async () => {
  await using subject = await createRepoGround(twoSides)
  const { api, ground } = subject
  const dry = await api.repo.merge({ revision: 'night', isDryRun: true })
  const conflicts = [
    { path: 'level.tscn', kind: 'scene', where: 'Player', text: expect.stringContaining('position') },
    { path: 'notes.md', kind: 'text', where: '5', text: 'ours our own, theirs their five' },
  ]
  expect(dry).toMatchObject({ operation: null, clean: false, conflicts })
  expect(subject.judge()).toBe('')
  expect(await api.repo.merge({ revision: 'night' })).toMatchObject({ clean: false, conflicts })
  expect(await property(api, 'res://level.tscn', 'Player', 'position')).toBe('Vector2(2, 2)')
  await api.repo.undo({})
  for (const [strategy, position, line] of [
    ['theirs', 'Vector2(1, 1)', 'their five'],
    ['manual', 'Vector2(10, 20)', 'line 5'],
    ['ours', 'Vector2(2, 2)', 'our own'],
  ] as const) {
    await api.repo.merge({ revision: 'night', strategy })
    expect(await property(api, 'res://level.tscn', 'Player', 'position'), strategy).toBe(position)
    expect(ground.read('notes.md').split('\n')[4], strategy).toBe(line)
    expect(subject.judge()).toBe('')
    await api.repo.undo({})
  }
  await expect(api.repo.merge({ revision: 'night', fastForward: 'only' })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
  await api.repo.merge({ revision: 'night', commit: false })
  expect(await openState(api)).toMatchObject({ waiting: { message: "Merge branch 'night'\n" } })
  await api.repo.commit({})
  expect(ground.git('log', '-1', '--format=%P').trim().split(' ')).toHaveLength(2)
  expect(subject.judge()).toBe('')
})

test('branches, tags, picks, stash, reset and the log of operations', timeout, async () => {
  await using subject = await createRepoGround()
  const { api, ground } = subject
  const commit = async (line: number, message: string) => {
    ground.write('notes.md', ground.read('notes.md').replace(`line ${line}\n`, `${message}\n`))
    return (await api.repo.commit({ message, all: true })).hash ?? ''
  }
  await api.repo.createBranch({ name: 'night' })
  await api.repo.renameBranch({ from: 'night', to: 'dusk' })
  await api.repo.switch({ name: 'dusk' })
  const picked = await commit(3, 'three')
  await api.repo.switch({ name: 'main' })
  await commit(20, 'twenty')
  expect(await api.repo.cherryPick({ revisions: [picked] })).toMatchObject({ clean: true })
  expect(ground.read('notes.md')).toContain('three\n')
  await api.repo.revert({ revisions: ['HEAD'] })
  expect(ground.read('notes.md')).toContain('line 3\n')
  await expect(api.repo.deleteBranch({ name: 'dusk' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await api.repo.deleteBranch({ name: 'dusk', force: true })
  await api.repo.createTag({ name: 'v1', message: 'First' })
  await api.repo.createTag({ name: 'v2', at: 'HEAD~1' })
  await api.repo.deleteTag({ name: 'v2' })
  expect((await api.repo.refs()).tags.map(({ name }) => name)).toEqual(['v1'])
  await api.repo.commit({ message: 'Better words', amend: true })
  expect(ground.git('log', '-1', '--format=%s')).toBe('Better words\n')

  ground.write('notes.md', 'stashed\n')
  ground.write('fresh.md', 'fresh\n')
  await api.repo.stashPush({ message: 'half' })
  expect(subject.judge()).toBe('')
  expect(await api.repo.stashes()).toMatchObject([{ index: 0, message: 'On main: half', seconds: expect.any(Number) }])
  expect(await api.repo.showStash({ index: 0 })).toEqual({ files: [{ path: 'notes.md', status: 'modified' }] })
  await api.repo.stashApply({ index: 0 })
  await api.repo.discard({ paths: ['.'] })
  await api.repo.stashPop({ index: 0 })
  expect(ground.read('fresh.md')).toBe('fresh\n')
  await api.repo.stashPush({})
  await api.repo.stashDrop({ index: 0 })
  expect(await api.repo.stashes()).toEqual([])
  await api.repo.undo({})
  expect(await api.repo.stashes()).toHaveLength(1)

  await api.repo.reset({ revision: 'HEAD~1', mode: 'soft' })
  await api.repo.reset({ revision: 'HEAD~1', mode: 'mixed' })
  const operations = await api.repo.operations({ limit: 4 })
  expect(operations.map(({ kind, isUndone }) => [kind, isUndone])).toEqual([
    ['reset --mixed', false],
    ['reset --soft', false],
    ['undo', false],
    ['stash drop', true],
  ])
  expect((await openState(api)).undo).toMatchObject({ kind: 'reset --mixed', who: 'Ada' })
  subject.judge()
})

test('a project in a folder of a repository, and one without', timeout, async () => {
  await using subject = await createRepoGround(() => {}, 'game/')
  const { api, ground } = subject
  ground.write('outside.txt', 'x\n')
  expect(await openState(api)).toMatchObject({
    prefix: 'game/',
    entries: [{ path: 'outside.txt', status: 'untracked' }],
  })
  ground.write('game/notes.md', 'new\n')
  await api.repo.discard({ paths: ['game/notes.md'] })
  expect(await subject.host.api.workspace().currentText('notes.md')).toBe(NOTES)
  await expect(api.repo.init({})).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})

test('GIT12 without a repository there is none, until it is made', timeout, async () => {
  await using subject = await createRepoGround(ground => {
    ground.git('config', '--unset', 'user.name')
  })
  const { api, ground } = subject
  // Nothing of Weft's own is ever listed.
  expect((await openState(api)).entries).toEqual([])
  ground.remove('.git')
  await expect.poll(() => api.repo.state(), { timeout: 20_000 }).toEqual({ status: 'none' })
  await expect(api.repo.log({})).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const made = await api.repo.init({ branch: 'trunk' })
  expect(made).toMatchObject({ status: 'open', head: { kind: 'branch', name: 'trunk', hash: null }, changes: 3 })
  expect(await api.repo.log({})).toEqual({ commits: [], next: null })
  await api.repo.stage({ paths: ['.'] })
  expect(ground.git('status', '--porcelain')).toBe('A  level.tscn\nA  notes.md\nA  project.godot\n')
  ground.remove('.git')
  await expect.poll(() => api.repo.state(), { timeout: 20_000 }).toEqual({ status: 'none' })
  ground.git('init', '-q', '--object-format=sha256')
  await expect
    .poll(() => api.repo.state(), { timeout: 20_000 })
    .toMatchObject({ status: 'unreadable', message: expect.any(String), hint: expect.stringContaining('SHA-256') })
  await expect(api.repo.stage({ paths: ['.'] })).rejects.toMatchObject({ code: 'UNREADABLE' })
})
