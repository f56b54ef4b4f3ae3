/** Work in a folder or a file that somebody else removed without knowing of it: listed on every host, and never silent. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import type { Host } from '../../host/host.ts'
import type { Workspace } from '../../host/workspace/workspace.ts'
import type { ReviewItem } from '../../shared/contract/data.ts'
import { openTextDocument } from '../../shared/text/text-document.ts'
import { signEdits } from '../../shared/text/text-people.ts'
import { call, connectionOf, contents, createGround, edit, equal, patience, settled, twoHosts } from './share-ground.ts'
import { testProject } from './workspace-setup.ts'

/** As a window does it, which says whose hand it is. */
async function write(host: Host, path: string, run: (text: Y.Text) => void): Promise<void> {
  const workspace = host.api.workspace()
  using document = await workspace.documents.open(workspace.textAt(path)?.document ?? '')
  signEdits(
    document.doc,
    () => host.api.state().identity,
    () => true,
  )
  document.doc.transact(() => run(openTextDocument(document.doc).text), { kind: 'window', connection: 1 })
  await document.whenStored()
}

async function deletedItems(host: Host): Promise<ReviewItem[]> {
  const { body } = await call(host, 'GET', '/review')
  return (body as ReviewItem[]).filter(({ id }) => id.split('|')[1] === 'deleted')
}

async function choose(host: Host, id: string, choice: string): Promise<void> {
  expect(await call(host, 'POST', '/review/choose', { id, choice })).toMatchObject({ status: 200 })
}

async function apart(ground: Awaited<ReturnType<typeof createGround>>) {
  const hosts = await twoHosts(ground)
  await hosts.tomas.api.sharing.disconnect()
  await expect.poll(() => connectionOf(hosts.tomas), patience).toBe('offline')
  return hosts
}

async function meet(...hosts: readonly Host[]): Promise<void> {
  await hosts.at(-1)?.api.sharing.reconnect()
  for (const host of hosts) await settled(host)
}

test('REP11 a folder is deleted while somebody offline edits a scene and a text in it: both hosts list it alike, and a click brings it back with the edits', {
  timeout: 90_000,
}, async () => {
  await using ground = await createGround()
  const { ines, tomas, first, second } = await apart(ground)
  await call(ines, 'POST', '/tree/move', { moves: [{ from: 'res://levels/empty.tscn', to: 'res://empty.tscn' }] })
  await call(ines, 'POST', '/tree/remove', { paths: ['res://levels', 'res://scripts'] })
  await edit(tomas, { kind: 'add', parent: 'Dock', name: 'Rope', type: 'Line2D' })
  await edit(tomas, { kind: 'set', node: 'Dock', property: 'position', value: 'Vector2(3, 4)' })
  await write(tomas, 'res://scripts/boat.gd', text => text.insert(0, '# of Tomas\n'))
  await meet(ines, tomas)
  await expect.poll(async () => (await deletedItems(ines)).length, patience).toBe(2)
  const items = await deletedItems(ines)
  await expect.poll(() => deletedItems(tomas), patience).toEqual(items)
  const [scenes, scripts] = ['levels', 'scripts'].map(name => items.find(({ node }) => node === name))
  expect(scenes?.text).toMatch(
    /^ines deleted levels without seeing what others did there: tomas made \d+ changes in levels\/harbor\.tscn \(Dock, Rope\)\.$/,
  )
  expect(scripts?.text).toBe(
    'ines deleted scripts without seeing what others did there: tomas wrote 11 characters in scripts/boat.gd.',
  )
  expect(scenes?.choices).toMatchObject([
    { id: 'keep', inUse: true, author: { name: 'ines' } },
    { id: 'restore', label: 'Restore levels', inUse: false },
  ])

  await choose(tomas, scenes?.id ?? '', 'restore')
  await choose(ines, scripts?.id ?? '', 'keep')
  for (const host of [ines, tomas]) await expect.poll(() => deletedItems(host), patience).toEqual([])
  await settled(ines)
  await settled(tomas)
  await expect
    .poll(async () => (await contents(first))['levels/harbor.tscn'], patience)
    .toMatch(/Vector2\(3, 4\)[\s\S]*Rope/)
  await equal(first, second)
  expect(await contents(second)).not.toHaveProperty('scripts/boat.gd')

  // Taken back, it is asked again, everywhere.
  const { body } = await call(ines, 'GET', '/review/settled')
  const kept = (body as { id: string; item: ReviewItem }[]).find(({ item }) => item.node === 'scripts')
  await call(ines, 'POST', '/review/undo', { ids: [kept?.id] })
  for (const host of [ines, tomas]) {
    await expect.poll(async () => (await deletedItems(host)).map(({ text }) => text), patience).toEqual([scripts?.text])
  }
})

test('REP8 REP11 what was removed on disk is listed as well, and more than edits: letters that went, a file renamed, one moved into it; and it is not asked about again', {
  timeout: 90_000,
}, async () => {
  await using ground = await createGround()
  const { ines, tomas, first } = await apart(ground)
  await call(ines, 'POST', '/tree/remove', { paths: ['res://levels'] })
  await rm(join(first, 'scripts'), { recursive: true })
  await ines.api.workspace().rescan()
  await call(tomas, 'POST', '/tree/move', { moves: [{ from: 'res://art/boat.png', to: 'res://levels/boat.png' }] })
  await call(tomas, 'POST', '/tree/move', {
    moves: [{ from: 'res://levels/empty.tscn', to: 'res://levels/void.tscn' }],
  })
  await write(tomas, 'res://scripts/boat.gd', text => text.delete(0, 8))
  await meet(ines, tomas)
  const texts = async (host: Host) => (await deletedItems(host)).map(({ text }) => text).sort()
  await expect.poll(async () => (await texts(ines)).length, patience).toBe(2)
  expect(await texts(ines)).toEqual([
    expect.stringMatching(/^ines deleted boat\.gd .*: somebody took text out of boat\.gd\.$/),
    expect.stringMatching(
      /^ines deleted levels .*: boat\.png was put into it; something in it was renamed to void\.tscn\.$/,
    ),
  ])
  await expect.poll(() => texts(tomas), patience).toEqual(await texts(ines))
  for (const { id } of await deletedItems(ines)) await choose(ines, id, 'keep')
  for (const host of [ines, tomas]) await expect.poll(() => texts(host), patience).toEqual([])
})

test('REP11 RTY4 a reality that deleted a folder is merged into one where it was edited: the review says so', async () => {
  await using project = testProject({ 'scripts/boat.gd': 'extends Node2D\n', 'notes.md': 'notes\n' })
  await using workspace = await project.open()
  const reality = await workspace.realities.create({ name: 'Without scripts' })
  await typeInto(workspace, 'scripts/boat.gd')
  await workspace.leaveFor(reality.id)
  await workspace[Symbol.asyncDispose]()
  await using without = await project.open()
  await rm(join(project.folder, 'scripts'), { recursive: true })
  await without.rescan()
  await without.leaveFor('main')
  await without[Symbol.asyncDispose]()
  await using again = await project.open()
  await again.realities.merge(reality.id, 'ours')
  await again.deletedWork.refresh()
  expect(again.deletedWork.list()).toMatchObject([
    { removed: { name: expect.stringMatching(/scripts|boat\.gd/) }, work: [{ what: { kind: 'text', written: 7 } }] },
  ])
})

async function typeInto(workspace: Workspace, path: string): Promise<void> {
  using host = await workspace.documents.open(workspace.textAt(`res://${path}`)?.document ?? '')
  host.doc.transact(() => openTextDocument(host.doc).text.insert(0, '# mine\n'), { kind: 'command' })
  await host.whenStored()
}
