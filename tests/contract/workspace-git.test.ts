/** A real Git at work in an open workspace, noticed by watching alone (FIL5, FIL7). */
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { setProperty } from '../../shared/scene/commands.ts'
import { LEVEL, nodeNamed, openReadable, type TestProject, testProject, until } from './workspace-setup.ts'

const MOVED = LEVEL.replace('Vector2(10, 20)', 'Vector2(11, 22)')

function gitIn(project: TestProject) {
  const person = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org']
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  return (...args: string[]) =>
    execFileSync('git', [...person, ...args], { cwd: project.folder, env: environment, stdio: 'pipe' }).toString()
}

test('a merge on the branch is taken in, another branch rests, and nothing of Weft is in a commit', async () => {
  await using project = testProject({ 'level.tscn': LEVEL, 'notes.txt': 'main' })
  const git = gitIn(project)
  git('init', '-q', '-b', 'main')
  git('add', '.')
  git('commit', '-q', '-m', 'first')
  git('checkout', '-q', '-b', 'feature')
  project.write('level.tscn', MOVED)
  git('commit', '-q', '-a', '-m', 'move the player')
  git('checkout', '-q', 'main')

  await using workspace = await project.open()
  using level = await openReadable(workspace, 'level.tscn')
  const position = () => level.scene.scene.nodes.get(nodeNamed(level, 'Player'))?.properties.get('position')
  expect(git('status', '--porcelain')).toBe('')

  git('checkout', '-q', 'feature')
  await until(workspace, () => workspace.git.isPaused)
  expect(position()).toBe('Vector2(10, 20)')

  git('checkout', '-q', 'main')
  await until(workspace, () => !workspace.git.isPaused)
  expect(position()).toBe('Vector2(10, 20)')

  const changed = new Promise<void>(resolve => level.scene.onDidChange(() => resolve()))
  git('merge', '-q', 'feature')
  await changed
  expect(position()).toBe('Vector2(11, 22)')
  expect(workspace.state().notice).toBeNull()

  setProperty(level.editor, [nodeNamed(level, 'Enemy')], 'position', 'Vector2(99, 99)')
  await workspace.whenSettled()
  expect(git('diff', '--numstat')).toBe('1\t1\tlevel.tscn\n')
})
