/** Text files edited together: documents, files, two hosts over a relay, and projects of earlier versions (TXT rules). */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Workspace } from '../../host/workspace/workspace.ts'
import { openRepoTree } from '../../shared/repo/repo-tree.ts'
import { openTextDocument } from '../../shared/text/text-document.ts'
import { call, connectionOf, createGround, equal, patience, settled, twoHosts } from './share-ground.ts'
import { testProject } from './workspace-setup.ts'

const SCRIPT = 'extends Node2D\n\nvar speed = 10\n\nfunc _ready():\n\tprint(speed)\n'

async function edit(workspace: Workspace, path: string, run: (text: Y.Text) => void): Promise<void> {
  const document = workspace.textAt(`res://${path}`)?.document ?? ''
  using host = await workspace.documents.open(document)
  host.doc.transact(() => run(openTextDocument(host.doc).text), { kind: 'command' })
  await host.whenStored()
}

async function read(workspace: Workspace, path: string): Promise<string> {
  using host = await workspace.documents.open(workspace.textAt(`res://${path}`)?.document ?? '')
  return openTextDocument(host.doc).raw()
}

test('TXT2 TXT3 edits reach the file with its mark and line endings; a program that saves an old copy undoes nothing', async () => {
  const raw = `\uFEFF${SCRIPT.replaceAll('\n', '\r\n')}`
  await using project = testProject({ 'boat.gd': raw })
  await using workspace = await project.open()
  await edit(workspace, 'boat.gd', text => text.insert(text.toJSON().indexOf('10'), '1'))
  await workspace.whenSettled()
  const edited = raw.replace('10', '110')
  expect(project.read('boat.gd')).toBe(edited)
  project.write('boat.gd', raw.replace('print(speed)', 'print(speed * 2)'))
  await workspace.rescan()
  await workspace.whenSettled()
  const both = edited.replace('print(speed)', 'print(speed * 2)')
  expect(project.read('boat.gd')).toBe(both)
  project.write('boat.gd', edited.replaceAll('\r\n', '\n'))
  await workspace.rescan()
  await workspace.whenSettled()
  expect(await read(workspace, 'boat.gd')).toBe(edited.replaceAll('\r\n', '\n'))
})

test('TXT1 what is no text in UTF-8 is kept by its bytes; a text that becomes unreadable is left alone until it is not', async () => {
  await using project = testProject({ 'a.txt': new Uint8Array([0xff, 0xfe, 0x61, 0]), 'b.txt': 'b\n', 'c.import': 'x' })
  await using workspace = await project.open()
  expect(['a.txt', 'b.txt', 'c.import'].map(path => workspace.textAt(`res://${path}`) !== null)).toEqual([
    false,
    true,
    false,
  ])
  project.write('b.txt', new Uint8Array([0x62, 0]))
  await workspace.rescan()
  expect(workspace.textAt('res://b.txt')?.fault).toContain('NUL')
  await edit(workspace, 'b.txt', text => text.insert(0, 'more '))
  await workspace.whenSettled()
  expect(project.read('b.txt')).toBe('b\u0000')
  project.write('b.txt', 'b\nend\n')
  await workspace.rescan()
  await workspace.whenSettled()
  expect(project.read('b.txt')).toBe('more b\nend\n')
})

test('TXT6 two people type in one text, offline and on disk, and both have all of it', {
  timeout: 90_000,
}, async () => {
  await using ground = await createGround()
  const { ines, tomas, first, second } = await twoHosts(ground)
  const [here, there] = [ines.api.workspace(), tomas.api.workspace()]
  await tomas.api.sharing.disconnect()
  await expect.poll(() => connectionOf(tomas), patience).toBe('offline')
  await edit(here, 'scripts/boat.gd', text => text.insert(0, '# of Ines\n'))
  await writeFile(join(second, 'scripts/boat.gd'), 'extends Node2D\n# of an editor\n')
  await there.rescan()
  await edit(there, 'scripts/boat.gd', text => text.insert(text.length, '# of Tomas\n'))
  expect(there.outbox.list()).toMatchObject([
    { file: 'res://scripts/boat.gd' },
    { file: 'res://scripts/boat.gd', text: '# of Tomas' },
  ])
  await tomas.api.sharing.reconnect()
  await settled(tomas)
  await settled(ines)
  await equal(first, second)
  const all = '# of Ines\nextends Node2D\n# of an editor\n# of Tomas\n'
  await expect.poll(() => readFile(join(first, 'scripts/boat.gd'), 'utf8'), patience).toBe(all)
  await equal(first, second)
})

test('REP10 names in scripts and settings follow a move, and come back with it', { timeout: 60_000 }, async () => {
  await using ground = await createGround()
  const host = await ground.host('ines')
  const folder = await ground.project('first')
  const settings = 'config_version=5\n\n[application]\n\nrun/main_scene="res://levels/harbor.tscn"\n'
  const script = 'extends Node2D\n\nvar next = preload("res://levels/harbor.tscn") # res://levels/harbor.tscn\n'
  await writeFile(join(folder, 'project.godot'), settings)
  await writeFile(join(folder, 'scripts/boat.gd'), script)
  await host.api.openFolder(folder)
  const moved = await call(host, 'POST', '/tree/move', { moves: [{ from: 'res://levels', to: 'res://stages' }] })
  expect(moved).toMatchObject({ status: 200, body: { references: 2 } })
  await host.api.workspace().whenSettled()
  const now = () => Promise.all(['project.godot', 'scripts/boat.gd'].map(path => readFile(join(folder, path), 'utf8')))
  expect(await now()).toEqual([
    settings.replace('res://levels', 'res://stages'),
    script.replace('"res://levels', '"res://stages'),
  ])
  await call(host, 'POST', '/tree/undo', { id: (moved.body as { undo: string }).undo })
  await host.api.workspace().whenSettled()
  expect(await now()).toEqual([settings, script])
})

/** As a version without texts left it: the tree names the bytes, and nothing else is known of the file. */
function asBytes(workspace: Workspace, path: string, hash: string): void {
  const entry = workspace.tree.byPath(path)
  const set = (slot: string, value: Parameters<Workspace['tree']['registers']['set']>[1]) =>
    workspace.tree.registers.set(`e/${entry?.id}/${slot}`, value, { writer: 'old', time: 1, base: null })
  workspace.tree.doc.transact(() => {
    set('b', ['blob'])
    set('c', [hash, 1])
  })
}

test('TXT7 a text of an earlier version becomes a document once, the same on two hosts, and its entry stays', async () => {
  await using project = testProject({ 'notes.md': '# Notes\n' })
  const hash = '0d2d0fbbcbd9b4d8a4b8a5cba2ba3b2a'.padEnd(64, '0')
  await using workspace = await project.open()
  const before = workspace.tree.byPath('notes.md')
  asBytes(workspace, 'notes.md', hash)
  await workspace.becomeTexts()
  // Other bytes than the tree names are edits that nobody knows yet: they stay as they are.
  expect(workspace.tree.byPath('notes.md')).toMatchObject({ kind: 'blob', hash })
  const { createHash } = await import('node:crypto')
  asBytes(workspace, 'notes.md', createHash('sha256').update('# Notes\n').digest('hex'))
  const [one, other] = [new Y.Doc(), new Y.Doc()].map(doc => {
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(workspace.tree.doc))
    return openRepoTree(doc)
  })
  await workspace.becomeTexts()
  const after = workspace.tree.byPath('notes.md')
  expect(after).toMatchObject({ id: before?.id, kind: 'text', document: before?.document, contested: [] })
  for (const tree of [one, other]) expect(tree?.byPath('notes.md')).toMatchObject({ kind: 'blob' })
  await edit(workspace, 'notes.md', text => text.insert(0, '!'))
  await workspace.whenSettled()
  expect(project.read('notes.md')).toBe('!# Notes\n')
})
