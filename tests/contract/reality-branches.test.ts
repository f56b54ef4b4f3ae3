/** Branch and reality are one thing in a workspace under Git: a real Git beside it, and as the judge. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Workspace } from '../../host/workspace/workspace.ts'
import { setProperty } from '../../shared/scene/commands.ts'
import { LEVEL, nodeNamed, openReadable, type TestProject, testProject, until } from './workspace-setup.ts'

// A thread is begun for Git in each, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const at = (x: number) => LEVEL.replace('Vector2(10, 20)', `Vector2(${x}, 0)`)

function gitIn(project: TestProject) {
  const person = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org']
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  return (...args: string[]) =>
    execFileSync('git', [...person, ...args], { cwd: project.folder, env: environment, stdio: 'pipe' })
      .toString()
      .trim()
}

function ground() {
  const project = testProject({ 'level.tscn': LEVEL, 'notes.txt': 'main\n' })
  const git = gitIn(project)
  git('init', '-q', '-b', 'main')
  git('add', '.')
  git('commit', '-q', '-m', 'first')
  return { project, git }
}

async function moveIn(workspace: Workspace, x: number) {
  using opened = await openReadable(workspace, 'level.tscn')
  setProperty(opened.editor, [nodeNamed(opened, 'Player')], 'position', `Vector2(${x}, 0)`)
  await workspace.whenSettled()
}

async function reopened(project: TestProject, workspace: Workspace): Promise<Workspace> {
  await workspace[Symbol.asyncDispose]()
  const next = await project.open()
  await next.whenSettled()
  return next
}

async function switchTo(project: TestProject, workspace: Workspace, id: string): Promise<Workspace> {
  await workspace.leaveFor(id)
  return reopened(project, workspace)
}

const branches = (workspace: Workspace) =>
  Object.fromEntries(workspace.realities.graph().realities.map(({ name, branch }) => [name, branch]))

test('RTY17 a reality gets a branch at HEAD, named after it, and HEAD goes with the folder', async () => {
  const { project, git } = ground()
  await using _project = project
  let workspace = await project.open()
  expect(workspace.realities.graph().canBranch).toBe(true)
  git('branch', 'night')
  await moveIn(workspace, 1)
  const night = await workspace.realities.create({ name: 'Night!' })
  expect(await workspace.branches.give(night.id)).toBe('refs/heads/night-2')
  expect(git('rev-parse', 'night-2')).toBe(git('rev-parse', 'main'))
  expect(branches(workspace)).toEqual({ main: 'refs/heads/main', 'Night!': 'refs/heads/night-2' })
  expect(git('symbolic-ref', 'HEAD')).toBe('refs/heads/main')

  workspace = await switchTo(project, workspace, night.id)
  expect(git('symbolic-ref', 'HEAD')).toBe('refs/heads/night-2')
  expect(workspace.git.isPaused).toBe(false)
  expect(project.read('level.tscn')).toBe(at(1))
  await moveIn(workspace, 2)
  git('commit', '-q', '-a', '-m', 'night')
  await moveIn(workspace, 3)
  await workspace.rescan()

  // What was not committed on either side is still there when one comes back.
  workspace = await switchTo(project, workspace, 'main')
  expect(git('symbolic-ref', 'HEAD')).toBe('refs/heads/main')
  expect(project.read('level.tscn')).toBe(at(1))
  expect(git('status', '--porcelain')).toBe('M level.tscn')
  expect(git('diff', '--cached', '--name-only')).toBe('')
  workspace = await switchTo(project, workspace, night.id)
  expect(project.read('level.tscn')).toBe(at(3))
  expect(git('show', 'HEAD:level.tscn')).toBe(at(2).trim())
  expect(git('status', '--porcelain')).toBe('M level.tscn')
  expect(workspace.state().notice).toBeNull()
  expect(git('fsck', '--strict', '--no-dangling')).toBe('')
})

test('RTY17 a crash between the switch and the move of HEAD is made up for when the project is opened', async () => {
  const { project, git } = ground()
  await using _project = project
  let workspace = await project.open()
  const { id } = await workspace.realities.create({ name: 'Night' })
  await workspace.branches.give(id)
  await workspace.leaveFor(id)
  expect(git('symbolic-ref', 'HEAD')).toBe('refs/heads/main')
  // Meanwhile another program holds the index: the reality is there, and HEAD follows the next time.
  const lock = join(project.folder, '.git', 'index.lock')
  writeFileSync(lock, '')
  await workspace[Symbol.asyncDispose]()
  workspace = await project.open()
  expect(workspace.reality.name).toBe('Night')
  expect(workspace.state().notice).toContain('Git is still on main')
  project.remove('.git/index.lock')
  workspace = await reopened(project, workspace)
  expect(workspace.state().notice).toBeNull()
  expect(git('symbolic-ref', 'HEAD')).toBe('refs/heads/night')
})

test('RTY17 HEAD stays where it is while a merge waits, and where a reality has no branch', async () => {
  const { project, git } = ground()
  await using _project = project
  let workspace = await project.open()
  const plain = await workspace.realities.create({ name: 'Plain' })
  const night = await workspace.realities.create({ name: 'Night' })
  await workspace.branches.give(night.id)
  workspace = await switchTo(project, workspace, plain.id)
  expect(git('symbolic-ref', 'HEAD')).toBe('refs/heads/main')
  project.write('.git/CHERRY_PICK_HEAD', `${git('rev-parse', 'HEAD')}\n`)
  await expect(workspace.leaveFor(night.id)).rejects.toMatchObject({ code: 'LOCKED' })
  expect(workspace.reality.name).toBe('Plain')
})

test('RTY18 a branch that another program went to is a switch of reality, and the old one keeps what it had', async () => {
  const { project, git } = ground()
  await using _project = project
  git('switch', '-qc', 'feature')
  project.write('level.tscn', at(7))
  project.write('extra.txt', 'feature\n')
  git('add', '.')
  git('commit', '-q', '-m', 'feature')
  git('switch', '-q', 'main')
  let workspace = await project.open()
  git('switch', '-q', 'feature')
  await until(workspace, () => workspace.git.isPaused)
  const reality = await workspace.branches.realityOf('refs/heads/feature')
  expect(reality).toMatchObject({ name: 'feature', parent: 'main', branch: 'refs/heads/feature' })
  workspace = await switchTo(project, workspace, reality.id)
  expect(workspace.git.isPaused).toBe(false)
  expect(project.read('level.tscn')).toBe(at(7))
  expect(git('status', '--porcelain')).toBe('')
  const before = await workspace.history.sceneAt('res://level.tscn', { kind: 'reality', id: 'main' })
  expect(before.text).toBe(LEVEL)
  const differences = await workspace.realities.differences(reality.id)
  expect(differences.map(({ path, kind }) => [path, kind])).toEqual([
    ['res://extra.txt', 'added'],
    ['res://level.tscn', 'changed'],
  ])

  // Work in it that is not committed, then Git goes back and forth: each reality has its own again.
  await moveIn(workspace, 8)
  git('stash', '-q')
  git('switch', '-q', 'main')
  await until(workspace, () => workspace.git.isPaused)
  expect((await workspace.branches.realityOf('refs/heads/main')).id).toBe('main')
  workspace = await switchTo(project, workspace, 'main')
  expect(project.read('level.tscn')).toBe(LEVEL)
  expect(project.exists('extra.txt')).toBe(false)
  expect(git('status', '--porcelain')).toBe('')
  workspace = await switchTo(project, workspace, reality.id)
  expect(git('symbolic-ref', 'HEAD')).toBe('refs/heads/feature')
  expect(project.exists('extra.txt')).toBe(true)
})

test('RTY18 the branch of a reality with work of its own is gone to by Git, and that work is there', async () => {
  const { project, git } = ground()
  await using _project = project
  let workspace = await project.open()
  const night = await workspace.realities.create({ name: 'Night' })
  await workspace.branches.give(night.id)
  workspace = await switchTo(project, workspace, night.id)
  project.write('notes.txt', 'night\n')
  await workspace.rescan()
  git('commit', '-q', '-a', '-m', 'night')
  await moveIn(workspace, 5)
  workspace = await switchTo(project, workspace, 'main')
  expect(project.read('notes.txt')).toBe('main\n')
  git('switch', '-q', 'night')
  await until(workspace, () => workspace.git.isPaused)
  workspace = await switchTo(project, workspace, night.id)
  expect(project.read('notes.txt')).toBe('night\n')
  expect(project.read('level.tscn')).toBe(at(5))
  expect(git('status', '--porcelain')).toBe('M level.tscn')
})

test('RTY19 a dropped reality takes its branch with it only where it is asked to, and nothing is only there', async () => {
  const { project, git } = ground()
  await using _project = project
  let workspace = await project.open()
  const made = []
  for (const name of ['Merged', 'Ahead']) {
    const { id } = await workspace.realities.create({ name })
    await workspace.branches.give(id)
    made.push(id)
  }
  const [merged = '', ahead = ''] = made
  workspace = await switchTo(project, workspace, ahead)
  project.write('notes.txt', 'ahead\n')
  await workspace.rescan()
  git('commit', '-q', '-a', '-m', 'ahead')
  workspace = await switchTo(project, workspace, 'main')
  await workspace.realities.drop(merged, false)
  expect(git('branch', '--list', 'merged')).not.toBe('')
  expect(await workspace.branches.drop(merged)).toBe('deleted')
  expect(await workspace.branches.drop(ahead)).toBe('kept')
  expect(git('for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n')).toEqual(['ahead', 'main'])
  expect(await workspace.branches.drop(merged)).toBeUndefined()
})

test('RTY17 without Git, and before the first commit, there are no branches', async () => {
  await using bare = testProject({ 'level.tscn': LEVEL })
  const alone = await bare.open()
  expect(alone.realities.graph().canBranch).toBe(false)
  const made = await alone.realities.create({ name: 'Night' })
  expect(await alone.branches.give(made.id)).toBeNull()
  await using unborn = testProject({ 'level.tscn': LEVEL })
  gitIn(unborn)('init', '-q', '-b', 'main')
  const fresh = await unborn.open()
  const { id } = await fresh.realities.create({ name: 'Night' })
  expect(await fresh.branches.give(id)).toBeNull()
})
