/** What met when Git merged scenes, in the review of an open workspace. */
import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createReview } from '../../host/review/review.ts'
import { setProperty } from '../../shared/scene/commands.ts'
import { nodeNamed, openReadable, testProject } from './workspace-setup.ts'

const weft = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
const quiet = { warn: () => undefined }

const BASE = `[gd_scene format=3 uid="uid://bgit"]

[node name="Root" type="Node2D" unique_id=1]

[node name="Beam" type="Node2D" parent="." unique_id=2]
rotation = 0.5

[node name="Lamp" type="Node2D" parent="." unique_id=3]
`

function git(folder: string, ...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  const name = ['-c', 'user.name=Ines', '-c', 'user.email=ines@example.org']
  return execFileSync('git', [...name, ...args], { cwd: folder, env, stdio: 'pipe', encoding: 'utf8' })
}

/** Ours turned the beam and deleted the lamp, theirs turned it otherwise and worked on the lamp. */
async function mergeByGit(folder: string): Promise<void> {
  const commit = async (text: string, message: string) => {
    await writeFile(join(folder, 'level.tscn'), text)
    git(folder, 'add', '-A')
    git(folder, 'commit', '-q', '-m', message)
  }
  git(folder, 'init', '-q', '-b', 'main')
  await commit(BASE, 'base')
  git(folder, 'checkout', '-q', '-b', 'other')
  await commit(`${BASE.replace('rotation = 0.5', 'rotation = 2.0')}scale = Vector2(2, 2)\n`, 'theirs')
  git(folder, 'checkout', '-q', 'main')
  const lamp = '\n[node name="Lamp" type="Node2D" parent="." unique_id=3]\n'
  await commit(BASE.replace('rotation = 0.5', 'rotation = 1.0').replace(lamp, ''), 'ours')
  execFileSync(process.execPath, [weft, 'git', 'install'], { cwd: folder, stdio: 'pipe' })
  git(folder, 'merge', 'other', '-m', 'merged')
}

test('each item has base, ours and theirs; a choice is an edit of the scene, and is taken back', async () => {
  await using project = testProject({ 'level.tscn': BASE })
  await mergeByGit(project.folder)
  await using workspace = await project.open()
  await using review = createReview({ workspace, now: Date.now, log: quiet })
  await expect
    .poll(() => review.list().map(({ node, property }) => [node, property]))
    .toEqual([
      ['Beam', 'rotation'],
      ['Lamp', null],
    ])
  const [beam, lamp] = review.list()
  expect(beam?.choices.map(({ id, detail, inUse }) => [id, detail, inUse])).toEqual([
    ['base', '0.5', false],
    ['ours', '1.0', true],
    ['theirs', '2.0', false],
  ])
  await review.choose(beam?.id ?? '', 'theirs')
  await review.choose(lamp?.id ?? '', 'theirs')
  await workspace.whenSettled()
  const written = await readFile(join(project.folder, 'level.tscn'), 'utf8')
  expect(written).toContain('rotation = 2.0')
  expect(written).toContain('name="Lamp" type="Node2D" parent="." unique_id=3]\nscale = Vector2(2, 2)')
  expect(review.list()).toEqual([])
  expect(await review.undo(review.settled().map(({ id }) => id))).toBe(0)
  await workspace.whenSettled()
  expect(await readFile(join(project.folder, 'level.tscn'), 'utf8')).toContain('rotation = 1.0')
  expect(review.list()).toHaveLength(2)
})

test('STO15: what was settled stays settled in the next session, and is listed and taken back there', async () => {
  await using project = testProject({ 'level.tscn': BASE })
  await mergeByGit(project.folder)
  {
    await using workspace = await project.open()
    await using review = createReview({ workspace, now: Date.now, log: quiet })
    await expect.poll(() => review.list()).toHaveLength(2)
    await review.accept(review.list().map(({ id }) => id))
    expect(review.list()).toEqual([])
  }
  await using workspace = await project.open()
  await using review = createReview({ workspace, now: Date.now, log: quiet })
  await workspace.whenSettled()
  expect(review.list()).toEqual([])
  const done = review.settled()
  expect(done.map(({ item, choice }) => [item.node, choice])).toEqual([
    ['Beam', 'ours'],
    ['Lamp', 'ours'],
  ])
  expect(await review.undo(done.map(({ id }) => id))).toBe(0)
  expect(review.list().map(({ node }) => node)).toEqual(['Beam', 'Lamp'])
  expect(review.settled()).toEqual([])
})

test('STO15: a choice is taken back after a restart, unless somebody has worked there since', async () => {
  await using project = testProject({ 'level.tscn': BASE })
  await mergeByGit(project.folder)
  const text = () => readFile(join(project.folder, 'level.tscn'), 'utf8')
  {
    await using workspace = await project.open()
    await using review = createReview({ workspace, now: Date.now, log: quiet })
    await expect.poll(() => review.list()).toHaveLength(2)
    for (const { id } of review.list()) await review.choose(id, 'theirs')
    await workspace.whenSettled()
    expect(await text()).toContain('rotation = 2.0')
  }
  await using workspace = await project.open()
  await using review = createReview({ workspace, now: Date.now, log: quiet })
  const [beam, lamp] = review.settled()
  using opened = await openReadable(workspace, 'level.tscn')
  setProperty(opened.editor, [nodeNamed(opened, 'Lamp')], 'scale', 'Vector2(3, 3)')
  expect(await review.undo([beam?.id ?? ''])).toBe(0)
  await workspace.whenSettled()
  expect(await text()).toContain('rotation = 1.0')
  expect(await review.undo([lamp?.id ?? ''])).toBe(1)
})

test('a merge that was taken back before anybody looked is not listed', async () => {
  await using project = testProject({ 'level.tscn': BASE })
  await mergeByGit(project.folder)
  git(project.folder, 'reset', '-q', '--hard', 'HEAD~1')
  await using workspace = await project.open()
  await using review = createReview({ workspace, now: Date.now, log: quiet })
  await workspace.rescan()
  await workspace.whenSettled()
  const [entry] = workspace.tree.entries
  using document = await workspace.documents.open(entry?.document ?? '')
  await document.whenStored()
  expect(review.list()).toEqual([])
})
