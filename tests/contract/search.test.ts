/** Finding, judging and changing many scenes of an open workspace, and the files afterwards. */
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSearch, type OpenSearch } from '../../host/search/search.ts'
import type { Workspace } from '../../host/workspace/workspace.ts'
import type { BatchProgress, BatchRequest } from '../../shared/contract/search.ts'
import { setProperty } from '../../shared/scene/commands.ts'
import { nodeNamed, openReadable, type TestProject, testProject } from './workspace-setup.ts'

const CRAB = `[gd_scene format=3 uid="uid://crab"]

[ext_resource type="Script" path="res://actors/crab.gd" id="1_s"]

[node name="Crab" type="Area2D" unique_id=11 groups=["enemies"]]
script = ExtResource("1_s")
health = 40
`
const HARBOR = `[gd_scene format=3 uid="uid://harbor"]

[ext_resource type="PackedScene" uid="uid://crab" path="res://old/crab.tscn" id="1_c"]
[ext_resource type="Texture2D" path="res://art/gone.png" id="2_t"]

[node name="Harbor" type="Node2D" unique_id=21]

[node name="First" parent="." unique_id=22 instance=ExtResource("1_c")]
health = 120

[node name="Sea" type="Sprite2D" parent="." unique_id=23]
texture = ExtResource("2_t")

[connection signal="ready" from="Nobody" to="." method="_on_ready"]
`
const files = {
  'project.godot': 'config_version=5\n',
  'actors/crab.gd': 'class_name Crab\nextends Area2D\n',
  'actors/crab.tscn': CRAB,
  'levels/harbor.tscn': HARBOR,
}

const patience = { timeout: 20_000, interval: 20 }

async function open(project: TestProject): Promise<{ workspace: Workspace; search: OpenSearch }> {
  const workspace = await project.open()
  const log = {
    warn(data: object, message: string) {
      throw new Error(`${message} ${JSON.stringify(data)}`)
    },
  }
  const search = createSearch({ workspace, random: randomBytes, log })
  await search.whenRead()
  return { workspace, search }
}

const find = (search: OpenSearch, query: string) =>
  search.find({ query, limit: 100 }).hits.map(hit => `${hit.scene.slice(6)}:${hit.node}`)

async function batch(search: OpenSearch, request: BatchRequest, signal?: AbortSignal): Promise<BatchProgress[]> {
  const events: BatchProgress[] = []
  for await (const event of search.batch(request, signal)) events.push(event)
  return events
}

function endOf(events: readonly BatchProgress[]) {
  const end = events.at(-1)
  if (end?.kind !== 'end') throw new Error('it did not end')
  return end
}

const outcomes = (events: readonly BatchProgress[]) =>
  events.flatMap(event => (event.kind === 'outcome' ? [`${event.outcome.scene.slice(6)} ${event.outcome.status}`] : []))

const defaults = { mode: 'carry-on', dryRun: false } as const

test('FND14 the index follows edits of documents, new files and what others write', async () => {
  await using project = testProject(files)
  const { workspace, search } = await open(project)
  await using _ = search
  expect(find(search, 'type:Crab')).toEqual(['actors/crab.tscn:.', 'levels/harbor.tscn:First'])
  {
    using opened = await openReadable(workspace, 'levels/harbor.tscn')
    setProperty(opened.editor, [nodeNamed(opened, 'Sea')], 'speed', '7')
  }
  await expect.poll(() => find(search, 'prop:speed>6'), patience).toEqual(['levels/harbor.tscn:Sea'])
  project.write('levels/night.tscn', '[gd_scene format=3]\n\n[node name="Night" type="Node2D"]\n')
  await expect.poll(() => find(search, 'Night'), patience).toEqual(['levels/night.tscn:.'])
  project.write('levels/night.tscn', '[gd_scene format=3]\n\n[node name="Day" type="Node2D"]\n')
  await expect.poll(() => find(search, 'in:levels/night.tscn'), patience).toEqual(['levels/night.tscn:.'])
  await expect.poll(() => find(search, 'name:Day'), patience).toEqual(['levels/night.tscn:.'])
  project.write('actors/crab.gd', 'class_name Lobster\nextends Area2D\n')
  await expect
    .poll(() => find(search, 'type:Lobster'), patience)
    .toEqual(['actors/crab.tscn:.', 'levels/harbor.tscn:First'])
})

test('FND15 a resource file is found, also after it was changed outside; batches edit nodes alone', async () => {
  const item = '[gd_resource type="Resource" format=3]\n\n[resource]\nprice = 5\n'
  await using project = testProject({ ...files, 'items/shell.tres': item })
  const { search } = await open(project)
  await using _ = search
  expect(find(search, 'prop:price=5')).toEqual(['items/shell.tres:.'])
  project.write('items/shell.tres', item.replace('5', '140'))
  await expect.poll(() => find(search, 'prop:price>100 in:items'), patience).toEqual(['items/shell.tres:.'])
  const edits = [{ kind: 'set', property: 'price', value: '1' }] as const
  const events = await batch(search, { ...defaults, action: 'edit', query: 'prop:price', edits: [...edits] })
  expect([outcomes(events), endOf(events)]).toMatchObject([
    ['items/shell.tres nothing-to-do'],
    { changed: 0, failed: 0 },
  ])
  expect(project.read('items/shell.tres')).toContain('price = 140')
})

test('FND14 a workspace opened again is found as it was left, ids included', async () => {
  await using project = testProject(files)
  {
    const workspace = await project.open()
    using opened = await openReadable(workspace, 'levels/harbor.tscn')
    setProperty(opened.editor, [nodeNamed(opened, 'Sea')], 'speed', '7')
    await workspace.whenSettled()
    await workspace[Symbol.asyncDispose]()
  }
  const { workspace, search } = await open(project)
  await using _ = search
  const [hit] = search.find({ query: 'prop:speed=7', limit: 1 }).hits
  using opened = await openReadable(workspace, 'levels/harbor.tscn')
  expect(hit?.id).toBe(nodeNamed(opened, 'Sea'))
})

test('FND11 a query that cannot be read comes back with its fault', async () => {
  await using project = testProject(files)
  const { search } = await open(project)
  await using _ = search
  expect(search.find({ query: 'typ:x', limit: 1 })).toMatchObject({ hits: [], fault: { start: 0, end: 3 } })
  expect(search.complete('group:en', 8).items.map(item => item.text)).toEqual(['group:enemies'])
})

test('VAL17, VAL18 problems of the whole workspace, a fix that reaches the file, and its undo', async () => {
  await using project = testProject(files)
  const { workspace, search } = await open(project)
  await using _ = search
  const kinds = () => search.problems().problems.map(problem => problem.kind)
  await expect.poll(kinds, patience).toEqual(['missing-resource', 'dangling-connection', 'uid-mismatch'])
  const [missing] = search.problems().problems
  if (missing === undefined) throw new Error('no problem')
  const preview = await search.fix(missing.id, 'clear', true)
  expect(preview).toMatchObject({ fixes: [{ preview: ['texture: res://art/gone.png → default'] }], undo: null })
  expect(project.read('levels/harbor.tscn')).toBe(HARBOR)
  const { undo } = await search.fix(missing.id, 'clear', false)
  await workspace.whenSettled()
  expect(project.read('levels/harbor.tscn')).not.toContain('texture =')
  await expect.poll(kinds, patience).toEqual(['dangling-connection', 'uid-mismatch'])
  await expect(search.fix(missing.id, 'clear', false)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const all = await search.fixAll({ kind: 'uid-mismatch', onlySafe: true, dryRun: false })
  expect(all.fixes.length).toBe(1)
  await workspace.whenSettled()
  expect(project.read('levels/harbor.tscn')).toContain('path="res://actors/crab.tscn"')
  await search.undo(all.undo ?? '')
  await search.undo(undo ?? '')
  await workspace.whenSettled()
  expect(project.read('levels/harbor.tscn')).toBe(HARBOR)
})

test('VAL16 a file that cannot be read is a problem until it is mended', async () => {
  await using project = testProject({ ...files, 'torn.tscn': '[gd_scene format=3]\n\n<<<<<<< ours\n' })
  const { search } = await open(project)
  await using _ = search
  const torn = () =>
    search
      .problems()
      .problems.filter(problem => problem.scene === 'res://torn.tscn')
      .map(each => each.kind)
  await expect.poll(torn, patience).toEqual(['unreadable'])
  project.write('torn.tscn', '[gd_scene format=3]\n\n[node name="A" type="Node"]\n')
  await expect.poll(torn, patience).toEqual([])
})

test('BAT1, BAT3, BAT5 an edit of many scenes: foretold, made in dependency order, written, and undone as one', async () => {
  await using project = testProject(files)
  const { workspace, search } = await open(project)
  await using _ = search
  const request: BatchRequest = {
    ...defaults,
    action: 'edit',
    query: 'prop:health',
    edits: [{ kind: 'set', property: 'health', value: '99' }],
  }
  const dry = await batch(search, { ...request, dryRun: true })
  expect(outcomes(dry)).toEqual(['actors/crab.tscn would-change', 'levels/harbor.tscn would-change'])
  expect(endOf(dry)).toMatchObject({ end: 'done', undo: null })
  expect(project.read('actors/crab.tscn')).toBe(CRAB)
  for (const mode of ['all-or-nothing', 'carry-on'] as const) {
    const events = await batch(search, { ...request, mode })
    expect(outcomes(events)).toEqual(['actors/crab.tscn done', 'levels/harbor.tscn done'])
    expect(project.read('actors/crab.tscn')).toContain('health = 99')
    expect(project.read('levels/harbor.tscn')).toContain('health = 99')
    const { undo } = endOf(events)
    expect(await search.undo(undo ?? '')).toEqual({ scenes: 2, skipped: 0 })
    await workspace.whenSettled()
    expect(project.read('actors/crab.tscn')).toBe(CRAB)
    expect(project.read('levels/harbor.tscn')).toBe(HARBOR)
    await expect(search.undo(undo ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
})

test('BAT5 what somebody changed since the batch is left alone by its undo', async () => {
  await using project = testProject(files)
  const { workspace, search } = await open(project)
  await using _ = search
  const edits: BatchRequest['edits'] = [{ kind: 'set', property: 'health', value: '99' }]
  const { undo } = endOf(await batch(search, { ...defaults, action: 'edit', query: 'prop:health', edits }))
  {
    using opened = await openReadable(workspace, 'actors/crab.tscn')
    setProperty(opened.editor, [nodeNamed(opened, 'Crab')], 'health', '1')
  }
  expect(await search.undo(undo ?? '')).toEqual({ scenes: 2, skipped: 1 })
  await workspace.whenSettled()
  expect(project.read('actors/crab.tscn')).toContain('health = 1\n')
  expect(project.read('levels/harbor.tscn')).toBe(HARBOR)
})

test('BAT2 all or nothing: one scene that cannot be edited, and no file changes', async () => {
  await using project = testProject(files)
  const { workspace, search } = await open(project)
  await using _ = search
  // The root cannot be deleted: the crab fails, the harbor would not.
  const request: BatchRequest = { ...defaults, action: 'edit', query: 'prop:health', edits: [{ kind: 'delete' }] }
  const refused = await batch(search, { ...request, mode: 'all-or-nothing' })
  expect(outcomes(refused)).toEqual(['actors/crab.tscn failed'])
  expect(endOf(refused)).toMatchObject({ end: 'refused', changed: 0, undo: null })
  await workspace.whenSettled()
  expect(project.read('levels/harbor.tscn')).toBe(HARBOR)
  const carried = await batch(search, request)
  expect(outcomes(carried)).toEqual(['actors/crab.tscn failed', 'levels/harbor.tscn done'])
  expect(project.read('levels/harbor.tscn')).not.toContain('name="First"')
  expect(project.read('actors/crab.tscn')).toBe(CRAB)
})

test('BAT4 cancelled before the second scene: with all or nothing no file changes', async () => {
  await using project = testProject(files)
  const { workspace, search } = await open(project)
  await using _ = search
  const cancel = new AbortController()
  const events: BatchProgress[] = []
  const edits: BatchRequest['edits'] = [{ kind: 'add-group', group: 'seen' }]
  const request: BatchRequest = { action: 'edit', query: 'prop:health', edits, mode: 'all-or-nothing', dryRun: false }
  for await (const event of search.batch(request, cancel.signal)) {
    events.push(event)
    if (event.kind === 'progress' && event.phase === 'write' && event.done === 1) cancel.abort()
  }
  expect(endOf(events)).toMatchObject({ end: 'cancelled', changed: 0 })
  await workspace.whenSettled()
  expect(project.read('actors/crab.tscn')).toBe(CRAB)
  expect(project.read('levels/harbor.tscn')).toBe(HARBOR)
})

test('BAT1 validate, re-save with references brought up to date, and reload', async () => {
  await using project = testProject(files)
  const { search } = await open(project)
  await using _ = search
  const judged = await batch(search, { ...defaults, action: 'validate', paths: ['res://levels/harbor.tscn'] })
  expect(judged).toContainEqual(
    expect.objectContaining({ kind: 'outcome', outcome: expect.objectContaining({ problems: 3 }) }),
  )
  const saved = await batch(search, { ...defaults, action: 'resave' })
  expect(outcomes(saved)).toEqual(['actors/crab.tscn nothing-to-do', 'levels/harbor.tscn done'])
  expect(project.read('levels/harbor.tscn')).toBe(HARBOR.replace('res://old/crab.tscn', 'res://actors/crab.tscn'))
  writeFileSync(join(project.folder, 'actors/crab.tscn'), CRAB.replace('40', '41'))
  const reloaded = await batch(search, { ...defaults, action: 'reload', paths: ['res://actors/crab.tscn'] })
  expect(outcomes(reloaded)).toEqual(['actors/crab.tscn done'])
  await search.whenRead()
  expect(find(search, 'prop:health=41')).toEqual(['actors/crab.tscn:.'])
})

test('DEP4 around a file, over the workspace', async () => {
  await using project = testProject(files)
  const { search } = await open(project)
  await using _ = search
  expect(search.around('res://actors/crab.tscn')).toMatchObject({
    file: { kind: 'scene', isMissing: false },
    uses: [{ path: 'res://actors/crab.gd' }],
    usedBy: [{ path: 'res://levels/harbor.tscn', by: 'uid' }],
  })
  expect(search.around('res://levels/harbor.tscn').missing).toEqual(['res://art/gone.png'])
  expect(() => search.around('res://nobody')).toThrow(/Nothing in the project/)
})
