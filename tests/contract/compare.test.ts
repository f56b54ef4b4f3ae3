/** Comparing states of a scene and putting changes back, on a real workspace with a real Git. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compareStates, revertChanges } from '../../host/compare/compare-states.ts'
import { comparableStates } from '../../host/compare/scene-states.ts'
import type { StateRef } from '../../shared/contract/state-ref.ts'
import { addNode, deleteNodes, setProperty } from '../../shared/scene/commands.ts'
import { exportScene } from '../../shared/scene/export.ts'
import { seedBase } from '../../shared/scene/file-base.ts'
import { LEVEL, nodeNamed, openReadable, testProject } from './workspace-setup.ts'

const NOW: StateRef = { kind: 'now' }
const HEAD: StateRef = { kind: 'git', revision: 'HEAD' }
const path = 'res://level.tscn'

function commit(folder: string): (...args: string[]) => void {
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ines', '-c', 'user.email=ines@example.org', ...args], {
      cwd: folder,
      env: environment,
      stdio: 'pipe',
    })
  git('init', '-q', '-b', 'main')
  git('add', '.')
  git('commit', '-q', '-m', 'The level')
  return git
}

test('the commits that touched a scene can be compared with it, and with another file', async () => {
  await using project = testProject({
    'level.tscn': LEVEL,
    'other.tscn': LEVEL.replace('Vector2(10, 20)', 'Vector2(1, 2)'),
  })
  commit(project.folder)
  await using workspace = await project.open()
  expect(await comparableStates(workspace, path)).toEqual([
    { ref: NOW, label: '', author: '', time: null },
    {
      ref: { kind: 'git', revision: expect.stringMatching(/^[0-9a-f]{40}$/) },
      label: 'The level',
      author: 'Ines',
      time: expect.any(Number),
    },
  ])
  const compared = await compareStates(workspace, {
    path,
    from: { kind: 'file', path: 'res://other.tscn' },
    to: NOW,
  })
  expect(compared.changes.map(({ kind, node, property, from, to }) => [kind, node, property, from, to])).toContainEqual(
    ['property-changed', expect.stringContaining('Player'), 'position', 'Vector2(1, 2)', 'Vector2(10, 20)'],
  )
  await expect(
    compareStates(workspace, { path, from: { kind: 'git', revision: 'nowhere' }, to: NOW }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const hostile: StateRef = { kind: 'git', revision: '--output=x' }
  await expect(compareStates(workspace, { path, from: hostile, to: NOW })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
})

test('DIFF14 a scene that is new, gone or renamed is compared as a scene, in commits, the index and the folder', async () => {
  await using project = testProject({ 'old.tscn': LEVEL })
  const git = commit(project.folder)
  git('mv', 'old.tscn', 'level.tscn')
  writeFileSync(join(project.folder, 'level.tscn'), LEVEL.replace('Vector2(10, 20)', 'Vector2(1, 2)'))
  git('commit', '-q', '-am', 'Renamed')
  await using workspace = await project.open()
  const nothing: StateRef = { kind: 'nothing' }
  const before: StateRef = { kind: 'git', revision: 'HEAD~1', path: 'res://old.tscn' }
  const compared = async (from: StateRef, to: StateRef) =>
    (await compareStates(workspace, { path, from, to })).changes.map(change => [change.kind, change.to])
  const all = (await compared(nothing, HEAD)).filter(([kind]) => kind === 'node-added')
  expect(all).toHaveLength(LEVEL.match(/^\[node /gm)?.length ?? 0)
  expect((await compared(NOW, nothing)).filter(([kind]) => kind === 'node-removed')).toHaveLength(all.length)
  for (const to of [HEAD, NOW, { kind: 'git', revision: ':0' } as const]) {
    expect(await compared(before, to)).toEqual([['property-changed', 'Vector2(1, 2)']])
  }
  await expect(compared(nothing, nothing)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})

test('DIFF8 chosen changes are put back as one edit that can be undone, the rest stays', async () => {
  await using project = testProject({ 'level.tscn': LEVEL })
  commit(project.folder)
  await using workspace = await project.open()
  using level = await openReadable(workspace, 'level.tscn')
  const text = () => exportScene(level.scene, seedBase(level.scene)).text
  setProperty(level.editor, [nodeNamed(level, 'Player')], 'position', 'Vector2(7, 7)')
  deleteNodes(level.editor, [nodeNamed(level, 'Enemy')])
  const changed = text()
  const { changes } = await compareStates(workspace, { path, from: HEAD, to: NOW })
  const removed = changes.filter(({ kind }) => kind === 'node-removed').map(({ id }) => id)
  expect(removed.length).toBeGreaterThan(0)

  for (const pair of [
    { from: HEAD, to: NOW },
    { from: NOW, to: HEAD },
  ]) {
    const asked = { path, ...pair, changes: [...removed, 'n/nobody'] }
    const told = { reverted: removed.length, along: [], left: [{ id: 'n/nobody', reason: 'unknown' }] }
    expect(await revertChanges(workspace, { ...asked, isDryRun: true })).toEqual(told)
    expect(text()).toBe(changed)
    expect(await revertChanges(workspace, { ...asked, isDryRun: false })).toEqual(told)
    expect(text()).toBe(LEVEL.replace('Vector2(10, 20)', 'Vector2(7, 7)'))
    level.editor.undo()
    expect(text()).toBe(changed)
  }
})

test('DIFF13 a dry run says what comes along, and what stays because its node is gone', async () => {
  await using project = testProject({ 'level.tscn': LEVEL })
  await using workspace = await project.open()
  using level = await openReadable(workspace, 'level.tscn')
  const text = () => exportScene(level.scene, seedBase(level.scene)).text
  const start = await workspace.versions.create({ name: 'Start', note: '' })
  const enemy = nodeNamed(level, 'Enemy')
  setProperty(level.editor, [enemy], 'position', 'Vector2(7, 7)')
  await workspace.whenSettled()
  const moved = await workspace.versions.create({ name: 'Moved', note: '' })
  deleteNodes(level.editor, [enemy])
  const root = addNode(level.editor, { parent: nodeNamed(level, 'Level'), index: 9, name: 'Dock', type: 'Node2D' })
  addNode(level.editor, { parent: root, index: 0, name: 'Crane', type: 'Node2D' })
  await workspace.whenSettled()
  const present = text()

  // Of two states that are over: nothing can be put back on a node that is not here.
  const versions = { from: { kind: 'version', id: start.id }, to: { kind: 'version', id: moved.id } } as const
  const { changes } = await compareStates(workspace, { path, ...versions })
  const position = changes.map(({ id }) => id)
  expect(await revertChanges(workspace, { path, ...versions, changes: position, isDryRun: false })).toEqual({
    reverted: 0,
    along: [],
    left: [{ id: position[0], reason: 'gone' }],
  })
  expect(text()).toBe(present)

  // A node that goes takes along what is below it.
  const since = { from: { kind: 'version', id: moved.id }, to: NOW } as const
  const dock = (await compareStates(workspace, { path, ...since })).changes.find(({ node }) => node.endsWith('Dock'))
  const asked = { path, ...since, changes: [dock?.id ?? ''] }
  const told = { reverted: 1, along: [{ kind: 'node-removed', node: expect.stringContaining('Crane') }], left: [] }
  expect(await revertChanges(workspace, { ...asked, isDryRun: true })).toMatchObject(told)
  expect(text()).toBe(present)
  expect(await revertChanges(workspace, { ...asked, isDryRun: false })).toMatchObject(told)
  expect(text()).not.toContain('Crane')
  level.editor.undo()
  expect(text()).toBe(present)
})

test('named versions and other realities can be compared with the present scene', async () => {
  await using project = testProject({ 'level.tscn': LEVEL })
  await using workspace = await project.open()
  const version = await workspace.versions.create({ name: 'Before', note: '' })
  const fork = await workspace.realities.create({ name: 'Try' })
  using opened = await openReadable(workspace, 'level.tscn')
  setProperty(opened.editor, [nodeNamed(opened, 'Player')], 'position', 'Vector2(7, 7)')
  await workspace.whenSettled()
  const states = await comparableStates(workspace, path)
  expect(states.map(({ ref, label }) => [ref.kind, label])).toEqual([
    ['now', ''],
    ['reality', 'Try'],
    ['version', 'Before'],
  ])
  for (const from of [
    { kind: 'version', id: version.id },
    { kind: 'reality', id: fork.id },
  ] as const) {
    const { changes } = await compareStates(workspace, { path, from, to: NOW })
    expect(changes.map(({ property, to }) => [property, to])).toEqual([['position', 'Vector2(7, 7)']])
  }
})
