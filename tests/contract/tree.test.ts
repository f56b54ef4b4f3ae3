/** Files and folders as a person arranges them, on one host and with others: tree, disk and references. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Host } from '../../host/host.ts'
import type { TreeDone, TreeState } from '../../shared/contract/tree.ts'
import {
  call,
  connectionOf,
  contents,
  createGround,
  equal,
  files,
  patience,
  settled,
  twoHosts,
} from './share-ground.ts'

async function act(host: Host, path: string, body: object): Promise<TreeDone> {
  const answer = await call(host, 'POST', `/tree${path}`, body)
  expect(answer).toMatchObject({ status: 200 })
  return answer.body as TreeDone
}

async function treeState(host: Host): Promise<TreeState> {
  return (await call(host, 'GET', '/tree')).body as TreeState
}

const names = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter(name => !name.startsWith('.weft')).sort()

test('FIL16 FIL9 REP9 create, rename, copy, remove and take back, on disk and in the list', {
  timeout: 60_000,
}, async () => {
  await using ground = await createGround()
  const host = await ground.host('ines')
  const folder = await ground.project('first')
  await host.api.openFolder(folder)
  const workspace = host.api.workspace()
  const settle = () => workspace.whenSettled()

  await act(host, '', { path: 'res://docs', kind: 'folder' })
  await settle()
  expect(await names(folder)).toContain('docs')
  await act(host, '', { path: 'res://docs/plan.md', kind: 'file', text: '# Plan\n' })
  expect(await readFile(join(folder, 'docs/plan.md'), 'utf8')).toBe('# Plan\n')

  await writeFile(join(folder, 'scripts/boat.gd.uid'), 'uid://boat\n')
  await writeFile(join(folder, 'crew.tscn'), CREW)
  await workspace.rescan()
  const boat = workspace.tree.byPath('scripts/boat.gd')?.id
  const moved = await act(host, '/move', { moves: [{ from: 'res://scripts/boat.gd', to: 'res://docs/ship.gd' }] })
  await settle()
  expect(moved).toMatchObject({ paths: ['res://docs/ship.gd'], references: 1 })
  expect(workspace.tree.byPath('docs/ship.gd')?.id).toBe(boat)
  expect(await names(folder)).toEqual(
    expect.arrayContaining(['docs/plan.md', 'docs/ship.gd', 'docs/ship.gd.uid', 'crew.tscn']),
  )
  expect(await names(folder)).not.toContain('scripts')
  expect(await readFile(join(folder, 'crew.tscn'), 'utf8')).toBe(
    CREW.replace('res://scripts/boat.gd', 'res://docs/ship.gd'),
  )

  await act(host, '/undo', { id: moved.undo ?? '' })
  await settle()
  expect(await readFile(join(folder, 'crew.tscn'), 'utf8')).toBe(CREW)
  expect(await names(folder)).toContain('scripts/boat.gd')

  const copied = await act(host, '/copy', { copies: [{ from: 'res://levels', to: 'res://levels' }] })
  expect(copied.paths).toEqual(['res://levels 2'])
  const copy = await readFile(join(folder, 'levels 2/harbor.tscn'), 'utf8')
  expect(copy).not.toContain('uid://harbor')
  expect(copy.replace(/uid="[^"]*"/, 'uid="uid://harbor"')).toBe(files['levels/harbor.tscn'])

  await call(host, 'POST', '/scenes/edit', {
    path: 'res://levels/harbor.tscn',
    edits: [{ kind: 'rename', node: 'Dock', name: 'Pier' }],
  })
  const removed = await act(host, '/remove', { paths: ['res://levels', 'res://art/boat.png'] })
  await settle()
  expect(await names(folder)).not.toContain('levels')
  expect((await treeState(host)).trash.map(({ name, files: count }) => `${name} ${count}`).sort()).toEqual([
    'boat.png 1',
    'levels 2',
  ])
  await act(host, '/undo', { id: removed.undo ?? '' })
  await settle()
  expect(await readFile(join(folder, 'levels/harbor.tscn'), 'utf8')).toContain('Pier')
  expect(await readFile(join(folder, 'art/boat.png'), 'latin1')).toBe(files['art/boat.png'])
  expect((await treeState(host)).trash).toEqual([])

  expect(
    await call(host, 'POST', '/tree/move', { moves: [{ from: 'res://levels', to: 'res://levels/in' }] }),
  ).toMatchObject({
    status: 400,
  })
  expect(await call(host, 'POST', '/tree', { path: 'res://Docs/PLAN.md', kind: 'file' })).toMatchObject({ status: 400 })
  expect(await call(host, 'POST', '/tree', { path: 'res://../out.md', kind: 'file' })).toMatchObject({ status: 400 })
})

test('FIL9 FIL16 folders made, renamed and removed on disk are the same in the tree', { timeout: 60_000 }, async () => {
  await using ground = await createGround()
  const host = await ground.host('ines')
  const folder = await ground.project('first')
  await host.api.openFolder(folder)
  const workspace = host.api.workspace()
  const levels = workspace.tree.byPath('levels')?.id
  const harbor = workspace.tree.byPath('levels/harbor.tscn')
  await rename(join(folder, 'levels'), join(folder, 'stages'))
  const text = files['levels/harbor.tscn'].replace('Vector2(10, 20)', 'Vector2(11, 22)')
  await writeFile(join(folder, 'stages/harbor.tscn'), text)
  await mkdir(join(folder, 'empty'))
  await workspace.rescan()
  expect(workspace.tree.byPath('stages')?.id).toBe(levels)
  expect(workspace.tree.byPath('stages/harbor.tscn')).toMatchObject({ id: harbor?.id, document: harbor?.document })
  expect(workspace.tree.byPath('empty')).toMatchObject({ kind: 'folder', isKept: true })
  await workspace.whenSettled()
  expect(await readFile(join(folder, 'stages/harbor.tscn'), 'utf8')).toBe(text)
  await rm(join(folder, 'empty'), { recursive: true })
  await workspace.rescan()
  expect(workspace.tree.byPath('empty')).toBeUndefined()
})

test('REP7 two people offline move folders into each other: one tree on both disks, and the repair is settled once', {
  timeout: 90_000,
}, async () => {
  await using ground = await createGround()
  const { ines, tomas, first, second } = await twoHosts(ground)
  await tomas.api.sharing.disconnect()
  await expect.poll(() => connectionOf(tomas), patience).toBe('offline')
  await act(ines, '/move', { moves: [{ from: 'res://levels', to: 'res://scripts/levels' }] })
  await act(tomas, '/move', { moves: [{ from: 'res://scripts', to: 'res://levels/scripts' }] })
  await act(tomas, '', { path: 'res://notes', kind: 'folder' })
  await tomas.api.sharing.reconnect()
  await settled(tomas)
  await settled(ines)
  await equal(first, second)
  expect(await names(first)).toEqual(await names(second))
  const all = Object.keys(await contents(first)).map(path => path.split('/').at(-1))
  expect(all).toEqual(expect.arrayContaining(['boat.gd', 'harbor.tscn', 'empty.tscn', 'boat.png']))
  expect(await names(first)).toContain('notes')
  const { repairs } = await treeState(ines)
  expect(repairs).toMatchObject([{ kind: 'circle' }])
  expect((await treeState(tomas)).repairs).toEqual(repairs)
  await act(tomas, '/mend', { id: repairs[0]?.id ?? '', name: null })
  await expect.poll(async () => (await treeState(ines)).repairs, patience).toEqual([])
})

test('REP4 REP8 a taken name is given another with one call; work below a removed folder is brought back', {
  timeout: 90_000,
}, async () => {
  await using ground = await createGround()
  const { ines, tomas, first, second } = await twoHosts(ground)
  await tomas.api.sharing.disconnect()
  await expect.poll(() => connectionOf(tomas), patience).toBe('offline')
  await act(ines, '', { path: 'res://Plan.md', kind: 'file', text: 'of Ines\n' })
  await act(tomas, '', { path: 'res://plan.md', kind: 'file', text: 'of Tomas\n' })
  await act(ines, '/remove', { paths: ['res://levels'] })
  await act(tomas, '', { path: 'res://levels/new.md', kind: 'file', text: 'new\n' })
  await tomas.api.sharing.reconnect()
  await settled(tomas)
  await settled(ines)
  await expect
    .poll(async () => (await treeState(ines)).repairs.map(({ kind }) => kind), patience)
    .toEqual(['taken', 'unseen'])
  const [taken, unseen] = (await treeState(ines)).repairs
  expect(unseen).toMatchObject({ name: 'levels', files: ['new.md'] })
  if (taken?.kind !== 'taken') throw new Error('no name was taken')
  await act(ines, '/mend', { id: taken.id, name: taken.free })
  await act(ines, '/mend', { id: unseen?.id ?? '', name: null })
  await equal(first, second)
  await expect
    .poll(
      async () =>
        Object.entries(await contents(first))
          .filter(([path]) => path.endsWith('.md'))
          .map(([, text]) => text)
          .sort(),
      patience,
    )
    .toEqual(['new\n', 'of Ines\n', 'of Tomas\n'])
  await equal(first, second)
  expect((await treeState(ines)).repairs).toEqual([])
})

const CREW = `[gd_scene load_steps=2 format=3 uid="uid://crew"]

[ext_resource type="Script" path="res://scripts/boat.gd" id="1_aaaaa"]

[node name="Crew" type="Node2D"]
script = ExtResource("1_aaaaa")
`
