/** A workspace over a real folder: what is edited reaches the file, what others write is taken in (docs/spec/files.md). */
import { readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Workspace } from '../../host/workspace/workspace.ts'
import { addNode, setProperty } from '../../shared/scene/commands.ts'
import { hashOf, LEVEL, nodeNamed, openReadable, testProject, until } from './workspace-setup.ts'

const MOVED = LEVEL.replace('Vector2(10, 20)', 'Vector2(11, 22)')

describe('edits reach the file', () => {
  test('only the lines that were edited change; a project nobody edits keeps every byte', async () => {
    await using project = testProject({
      'project.godot': 'config_version=5\n',
      'level.tscn': LEVEL,
      'other.tscn': `${LEVEL}\r\n`,
    })
    await using workspace = await project.open()
    using level = await openReadable(workspace, 'res://level.tscn')
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toBe(LEVEL)
    setProperty(level.editor, [nodeNamed(level, 'Player')], 'position', 'Vector2(11, 22)')
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toBe(MOVED)
    expect(project.read('other.tscn')).toBe(`${LEVEL}\r\n`)
    expect(workspace.state()).toMatchObject({ unsaved: 0, notice: null })
    expect(workspace.state().lastWrittenAt).not.toBeNull()
  })

  test('hides its folder from Git and Godot', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    await using _ = await project.open()
    expect(project.read('.weft/.gitignore')).toBe('*\n')
    expect(project.exists('.weft/.gdignore')).toBe(true)
  })

  test('an edit that was stored and not written is written when the workspace opens again', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    {
      await using workspace = await project.open()
      using level = await openReadable(workspace, 'level.tscn')
      setProperty(level.editor, [nodeNamed(level, 'Player')], 'position', 'Vector2(11, 22)')
    }
    expect(project.read('level.tscn')).toBe(MOVED)
  })

  test('a new file is made and taken in', async () => {
    await using project = testProject({})
    await using workspace = await project.open()
    await workspace.createFile('res://levels/new.tscn', Buffer.from(LEVEL))
    expect(workspace.files().map(file => file.path)).toEqual(['res://levels/new.tscn'])
    using level = await openReadable(workspace, 'levels/new.tscn')
    expect(level.scene.scene.nodes.size).toBe(3)
    await expect(workspace.createFile('res://levels/new.tscn', Buffer.from(''))).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(workspace.createFile('res://../out.tscn', Buffer.from(''))).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})

describe('what others write is taken in', () => {
  test('a file written by rename becomes edits of the document', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    await using workspace = await project.open()
    using level = await openReadable(workspace, 'level.tscn')
    project.write('level.tscn.tmp', MOVED)
    renameSync(join(project.folder, 'level.tscn.tmp'), join(project.folder, 'level.tscn'))
    await workspace.rescan()
    const player = level.scene.scene.nodes.get(nodeNamed(level, 'Player'))
    expect(player?.properties.get('position')).toBe('Vector2(11, 22)')
    expect(project.read('level.tscn')).toBe(MOVED)
  })

  test('a change is noticed without being asked for', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    await using workspace = await project.open()
    using level = await openReadable(workspace, 'level.tscn')
    const changed = new Promise<void>(resolve => level.scene.onDidChange(() => resolve()))
    project.write('level.tscn', MOVED)
    await changed
    expect(level.scene.scene.nodes.get(nodeNamed(level, 'Player'))?.properties.get('position')).toBe('Vector2(11, 22)')
  })

  test('an open Godot that saves its stale copy undoes nothing', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    await using workspace = await project.open()
    using level = await openReadable(workspace, 'level.tscn')
    setProperty(level.editor, [nodeNamed(level, 'Enemy')], 'position', 'Vector2(99, 99)')
    await workspace.whenSettled()
    project.write('level.tscn', MOVED)
    await workspace.rescan()
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toBe(MOVED.replace('Vector2(30, 40)', 'Vector2(99, 99)'))
    expect(workspace.stale.list().map(entry => entry.path)).toEqual(['res://level.tscn'])
  })

  test('edits on both sides of a file are both there', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    await using workspace = await project.open()
    using level = await openReadable(workspace, 'level.tscn')
    project.write('level.tscn', MOVED)
    setProperty(level.editor, [nodeNamed(level, 'Enemy')], 'position', 'Vector2(99, 99)')
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toBe(MOVED.replace('Vector2(30, 40)', 'Vector2(99, 99)'))
  })

  test('what changed while Weft was closed is taken in when it opens', async () => {
    await using project = testProject({ 'level.tscn': LEVEL, 'a.png': 'one', 'gone.txt': 'x' })
    {
      await using _ = await project.open()
    }
    project.write('level.tscn', MOVED)
    project.write('a.png', 'two')
    project.write('new.txt', 'y')
    rmSync(join(project.folder, 'gone.txt'))
    await using workspace = await project.open()
    using level = await openReadable(workspace, 'level.tscn')
    expect(level.scene.scene.nodes.get(nodeNamed(level, 'Player'))?.properties.get('position')).toBe('Vector2(11, 22)')
    expect(workspace.files().map(file => file.path)).toEqual(['res://a.png', 'res://level.tscn', 'res://new.txt'])
  })

  test('a file that was moved stays the document it was', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    await using workspace = await project.open()
    using before = await openReadable(workspace, 'level.tscn')
    project.write('levels/first.tscn', project.read('level.tscn'))
    rmSync(join(project.folder, 'level.tscn'))
    await workspace.rescan()
    using after = await openReadable(workspace, 'levels/first.tscn')
    expect(after.document).toBe(before.document)
    setProperty(after.editor, [nodeNamed(after, 'Player')], 'position', 'Vector2(11, 22)')
    await workspace.whenSettled()
    expect(project.read('levels/first.tscn')).toBe(MOVED)
    expect(project.exists('level.tscn')).toBe(false)
  })

  test('a file with conflict markers is shown read-only and left alone; its document goes on when they are gone', async () => {
    const conflict = LEVEL.replace(
      'position = Vector2(10, 20)\n',
      '<<<<<<< ours\nposition = Vector2(1, 2)\n=======\nposition = Vector2(3, 4)\n>>>>>>> theirs\n',
    )
    await using project = testProject({ 'level.tscn': LEVEL, 'born-broken.tscn': conflict })
    await using workspace = await project.open()
    const broken = await workspace.openScene('born-broken.tscn')
    expect(broken).toMatchObject({ status: 'unreadable', text: conflict, fault: { code: 'conflict-markers' } })
    using level = await openReadable(workspace, 'level.tscn')
    project.write('level.tscn', conflict)
    await workspace.rescan()
    setProperty(level.editor, [nodeNamed(level, 'Enemy')], 'position', 'Vector2(99, 99)')
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toBe(conflict)
    expect(workspace.files().map(file => file.fault?.code)).toEqual(['conflict-markers', 'conflict-markers'])
    project.write('level.tscn', MOVED)
    await workspace.rescan()
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toBe(MOVED.replace('Vector2(30, 40)', 'Vector2(99, 99)'))
    project.write('born-broken.tscn', LEVEL)
    await workspace.rescan()
    using mended = await openReadable(workspace, 'born-broken.tscn')
    expect(mended.scene.scene.nodes.size).toBe(3)
  })

  test('a folder that is gone for a while has lost no files', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    await using workspace = await project.open()
    renameSync(project.folder, `${project.folder}-away`)
    await workspace.rescan()
    expect(workspace.state().notice).toMatch(/not there/)
    expect(workspace.files()).toHaveLength(1)
    renameSync(`${project.folder}-away`, project.folder)
    await workspace.rescan()
    expect(workspace.state().notice).toBeNull()
    expect(project.read('level.tscn')).toBe(LEVEL)
  })
})

describe('Git', () => {
  const head = (branch: string) => `ref: refs/heads/${branch}\n`

  test('a pull is taken in; another branch is not, until somebody says so', async () => {
    await using project = testProject({ '.git/HEAD': head('main'), 'level.tscn': LEVEL })
    await using workspace = await project.open()
    using level = await openReadable(workspace, 'level.tscn')
    const position = () => level.scene.scene.nodes.get(nodeNamed(level, 'Player'))?.properties.get('position')
    project.write('level.tscn', MOVED)
    await workspace.rescan()
    expect(position()).toBe('Vector2(11, 22)')
    project.write('.git/HEAD', head('other'))
    const elsewhere = LEVEL.replace('Vector2(10, 20)', 'Vector2(7, 7)')
    project.write('level.tscn', elsewhere)
    await workspace.rescan()
    expect(workspace.git.isPaused).toBe(true)
    expect(workspace.state().notice).toContain('branch other')
    setProperty(level.editor, [nodeNamed(level, 'Enemy')], 'position', 'Vector2(99, 99)')
    await workspace.whenSettled()
    expect(position()).toBe('Vector2(11, 22)')
    expect(project.read('level.tscn')).toBe(elsewhere)
    await workspace.git.acceptAsEdits()
    await workspace.whenSettled()
    expect(position()).toBe('Vector2(7, 7)')
    expect(project.read('level.tscn')).toBe(elsewhere.replace('Vector2(30, 40)', 'Vector2(99, 99)'))
  })

  test('back on its branch, the files go on where they were', async () => {
    await using project = testProject({ '.git/HEAD': head('main'), 'level.tscn': LEVEL })
    await using workspace = await project.open()
    using level = await openReadable(workspace, 'level.tscn')
    project.write('.git/HEAD', head('other'))
    project.write('level.tscn', MOVED)
    await workspace.rescan()
    setProperty(level.editor, [nodeNamed(level, 'Enemy')], 'position', 'Vector2(99, 99)')
    await workspace.whenSettled()
    project.write('.git/HEAD', head('main'))
    project.write('level.tscn', LEVEL)
    await workspace.rescan()
    await workspace.whenSettled()
    expect(workspace.git.isPaused).toBe(false)
    expect(project.read('level.tscn')).toBe(LEVEL.replace('Vector2(30, 40)', 'Vector2(99, 99)'))
  })

  test('an ignored file is no file of the project', async () => {
    await using project = testProject({
      '.gitignore': '*.log\n/build/\n',
      'a.log': 'x',
      'build/game': 'x',
      'a.txt': 'x',
    })
    await using workspace = await project.open()
    expect(workspace.files().map(file => file.path)).toEqual(['res://.gitignore', 'res://a.txt'])
  })
})

describe('two hosts', () => {
  test('exchange updates and seeds by hand, and write files that mean the same', async () => {
    await using here = testProject({ 'level.tscn': LEVEL, 'art/a.png': 'pixels' })
    await using there = testProject({})
    await using first = await here.open()
    await using second = await there.open({ workspace: first.id })
    expect(second.id).toBe(first.id)
    await exchange(first, second)
    await second.adoptTree()
    await second.whenSettled()
    expect(there.read('level.tscn')).toBe(LEVEL)
    expect(there.read('art/a.png')).toBe('pixels')
    using a = await openReadable(first, 'level.tscn')
    using b = await openReadable(second, 'level.tscn')
    expect(b.document).toBe(a.document)
    setProperty(a.editor, [nodeNamed(a, 'Player')], 'position', 'Vector2(11, 22)')
    addNode(b.editor, { parent: nodeNamed(b, 'Level'), type: 'Node2D', name: 'Harbour' })
    there.write('art/b.png', 'more pixels')
    await second.rescan()
    await exchange(first, second)
    await first.whenSettled()
    await second.whenSettled()
    expect(here.read('level.tscn')).toBe(there.read('level.tscn'))
    expect(here.read('level.tscn')).toContain('name="Harbour"')
    expect(here.read('level.tscn')).toContain('Vector2(11, 22)')
    expect(here.read('art/b.png')).toBe('more pixels')
    rmSync(join(here.folder, 'art/a.png'))
    await first.rescan()
    await exchange(first, second)
    await second.whenSettled()
    expect(there.exists('art/a.png')).toBe(false)
  })

  test('the same pull on both is one edit', async () => {
    await using here = testProject({ 'level.tscn': LEVEL })
    await using there = testProject({})
    await using first = await here.open()
    await using second = await there.open({ workspace: first.id })
    await exchange(first, second)
    await second.adoptTree()
    await second.whenSettled()
    const pulled = `${MOVED}\n[node name="New" type="Node" parent="." unique_id=1000009]\n`
    here.write('level.tscn', pulled)
    there.write('level.tscn', pulled)
    await first.rescan()
    await second.rescan()
    await exchange(first, second)
    await first.whenSettled()
    await second.whenSettled()
    expect(here.read('level.tscn')).toBe(pulled)
    expect(there.read('level.tscn')).toBe(pulled)
    using level = await openReadable(first, 'level.tscn')
    expect([level.scene.scene.nodes.size, level.scene.scene.contested]).toEqual([4, []])
  })

  test('joining with a clone keeps its differences for review', async () => {
    await using here = testProject({ 'level.tscn': LEVEL, 'same.txt': 'x', 'art.png': 'shared', 'left.txt': 'shared' })
    await using clone = testProject({ 'level.tscn': MOVED, 'same.txt': 'x', 'art.png': 'mine', 'only-here.txt': 'y' })
    await using first = await here.open()
    await using second = await clone.open({ workspace: first.id })
    expect(second.isJoining).toBe(true)
    await exchange(first, second)
    expect(clone.read('level.tscn')).toBe(MOVED)
    await second.adoptTree()
    await second.whenSettled()
    expect(second.differences.list().map(one => [one.path, one.kind])).toEqual([
      ['res://art.png', 'changed'],
      ['res://level.tscn', 'changed'],
      ['res://only-here.txt', 'added'],
    ])
    expect(clone.read('left.txt')).toBe('shared')
    expect(clone.read('level.tscn')).toBe(MOVED)
    expect(clone.read('art.png')).toBe('mine')
    await second.differences.accept(['res://level.tscn', 'res://only-here.txt'])
    await second.differences.discard(['res://art.png'])
    await exchange(first, second)
    await first.whenSettled()
    await second.whenSettled()
    expect(second.differences.list()).toEqual([])
    expect(here.read('level.tscn')).toBe(MOVED)
    expect(here.read('only-here.txt')).toBe('y')
    expect(clone.read('art.png')).toBe('shared')
  })
})

describe('two people, one file', () => {
  async function pair(files: Readonly<Record<string, string>>) {
    const here = testProject(files)
    const there = testProject({})
    const first = await here.open()
    const second = await there.open({ workspace: first.id })
    await exchange(first, second)
    await second.adoptTree()
    await second.whenSettled()
    return { here, there, first, second }
  }

  test('replaced by both: one is in use, the other is kept and listed', async () => {
    const { here, there, first, second } = await pair({ 'a.png': 'old' })
    await using _here = here
    await using _there = there
    here.write('a.png', 'from here')
    there.write('a.png', 'from there')
    await first.rescan()
    await second.rescan()
    await exchange(first, second)
    await first.whenSettled()
    await second.whenSettled()
    expect(here.read('a.png')).toBe(there.read('a.png'))
    const inUse = here.read('a.png')
    const other = inUse === 'from here' ? 'from there' : 'from here'
    const loser = inUse === 'from here' ? second : first
    expect(first.tree.byPath('a.png')?.contested.map(one => one.hash)).toEqual([hashOf(other)])
    expect(Buffer.from((await loser.blob(hashOf(other))) ?? []).toString()).toBe(other)
    expect(Buffer.from((await loser.blob(hashOf('old'))) ?? []).toString()).not.toBe('from here')
  })

  test('added by both: neither is written over, and the one that lost its name is a difference', async () => {
    const { here, there, first, second } = await pair({})
    await using _here = here
    await using _there = there
    here.write('notes.txt', 'from here')
    there.write('notes.txt', 'from there')
    await first.rescan()
    await second.rescan()
    await exchange(first, second)
    await first.whenSettled()
    await second.whenSettled()
    expect([here.read('notes.txt'), there.read('notes.txt')]).toEqual(['from here', 'from there'])
    const listed = [...first.differences.list(), ...second.differences.list()]
    expect(listed.map(one => one.path)).toEqual(['res://notes.txt'])
    const loser = first.differences.list().length > 0 ? first : second
    await loser.differences.discard(['res://notes.txt'])
    await loser.whenSettled()
    expect(here.read('notes.txt')).toBe(there.read('notes.txt'))
  })

  test('a name that not every disk can hold is shown with the reason and stays here', async () => {
    const { here, there, first, second } = await pair({ 'a.txt': 'x' })
    await using _here = here
    await using _there = there
    here.write('con.txt', 'a device on Windows')
    here.write('A.txt', 'the same name on many disks')
    await first.rescan()
    await exchange(first, second)
    await second.whenSettled()
    const faults = first.files().flatMap(file => (file.fault === null ? [] : [[file.path, file.fault.code]]))
    expect(faults).toContainEqual(['res://con.txt', 'unsafe-name'])
    expect(first.files()).toHaveLength(3)
    expect([there.exists('con.txt'), there.read('a.txt')]).toEqual([false, 'x'])
    expect(here.read('a.txt')).toBe('x')
  })

  test('moved in a circle by one, they change places for the other', async () => {
    const { here, there, first, second } = await pair({ 'a.png': 'a', 'b.png': 'b' })
    await using _here = here
    await using _there = there
    renameSync(join(here.folder, 'a.png'), join(here.folder, 'c.png'))
    await first.rescan()
    renameSync(join(here.folder, 'b.png'), join(here.folder, 'a.png'))
    await first.rescan()
    renameSync(join(here.folder, 'c.png'), join(here.folder, 'b.png'))
    await first.rescan()
    await exchange(first, second)
    await second.whenSettled()
    expect([there.read('a.png'), there.read('b.png')]).toEqual(['b', 'a'])
  })
})

describe('a peer that means no good', () => {
  test('cannot make names that lead elsewhere', async () => {
    await using project = testProject({ 'a.txt': 'x' })
    await using workspace = await project.open()
    const names = ['..', '../evil', '.git', '.weft', 'con', 'a/b', 'bad.', 'A.TXT']
    const bytes = Buffer.from('evil')
    const doc = new Y.Doc()
    const registers = doc.getMap('registers')
    names.forEach((name, i) => {
      registers.set(`e/evil${i}/e@w`, [[['top', '', 1]], 1, 0])
      registers.set(`e/evil${i}/n@w`, [name, 1, 0])
      registers.set(`e/evil${i}/b@w`, [['blob'], 1, 0])
      registers.set(`e/evil${i}/c@w`, [[hashOf('evil'), 4], 1, 0])
    })
    await workspace.putBlob(bytes)
    using tree = await workspace.documents.open('tree')
    await tree.apply(Y.encodeStateAsUpdate(doc), { kind: 'relay' })
    await workspace.whenSettled()
    expect(workspace.tree.repairs).toHaveLength(names.length)
    expect(workspace.files().map(file => file.path)).toContain('res://a.txt')
    expect(readdirSync(project.folder).sort()).toEqual(['.weft', 'a.txt'])
    expect(project.read('a.txt')).toBe('x')
  })

  test('cannot write through a link that leads out', async () => {
    await using outside = testProject({ 'untouched.txt': 'x' })
    await using project = testProject({})
    symlinkSync(outside.folder, join(project.folder, 'out'))
    await using here = testProject({ 'out/new.txt': 'evil' })
    await using first = await here.open()
    await using second = await project.open({ workspace: first.id })
    await exchange(first, second)
    await second.adoptTree()
    await second.whenSettled()
    expect(outside.exists('new.txt')).toBe(false)
    expect(second.state().notice).toMatch(/out\/new.txt/)
  })
})

test('a folder of many scenes opens, and opens again without a word to its documents', async () => {
  const files: Record<string, string> = { 'project.godot': 'config_version=5\n' }
  for (let i = 0; i < 2000; i += 1) files[`levels/${i % 20}/level${i}.tscn`] = LEVEL.replace('10, 20', `${i}, 20`)
  await using project = testProject(files)
  const counts: number[] = []
  for (let i = 0; i < 2; i += 1) {
    await using workspace = await project.open()
    using tree = await workspace.documents.open('tree')
    let stored = 0
    tree.onDidStore(() => {
      stored += 1
    })
    await workspace.rescan()
    counts.push(workspace.files().length, workspace.documents.ids().length, stored)
  }
  expect(counts).toEqual([2001, 2003, 0, 2001, 2003, 0])
}, 60_000)

/** What the relay does, by hand: states both ways, until neither has news, and blobs that are wanted. */
async function exchange(a: Workspace, b: Workspace): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await send(a, b)
    await send(b, a)
  }
}

async function send(from: Workspace, to: Workspace): Promise<void> {
  await from.whenSettled()
  for (const id of from.documents.ids()) {
    if (!to.documents.has(id)) continue
    using source = await from.documents.open(id)
    using target = await to.documents.open(id)
    await target.apply(Y.encodeStateAsUpdate(source.doc, Y.encodeStateVector(target.doc)), { kind: 'relay' })
  }
  await to.whenSettled()
  for (const { hash } of to.wanted()) {
    const bytes = await from.blob(hash)
    if (bytes !== undefined) await to.putBlob(bytes)
  }
  await to.whenSettled()
}

test('reads only what belongs to the project', async () => {
  await using project = testProject({ 'a.txt': 'x' })
  await using workspace = await project.open()
  expect(Buffer.from(await workspace.readBytes('res://a.txt')).toString()).toBe('x')
  await expect(workspace.readBytes('res://../../etc/passwd')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(workspace.readBytes('res://.weft/weft.db')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(workspace.readBytes('res://none')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('what waits for the relay survives a restart and has words for people', async () => {
  await using project = testProject({ 'level.tscn': LEVEL })
  {
    await using workspace = await project.open()
    workspace.outbox.setOn(true)
    using level = await openReadable(workspace, 'level.tscn')
    setProperty(level.editor, [nodeNamed(level, 'Player')], 'position', 'Vector2(11, 22)')
    await workspace.whenSettled()
  }
  await using workspace = await project.open()
  expect(workspace.outbox.isOn).toBe(true)
  expect(workspace.outbox.list()).toMatchObject([
    { file: 'res://level.tscn', node: 'Player', text: 'position', kind: 'changed' },
  ])
  const [document = ''] = workspace.outbox.documents()
  const pending = workspace.outbox.pending(document)
  expect(pending).toHaveLength(workspace.outbox.count())
  workspace.outbox.ack(
    document,
    pending.map(entry => entry.sequence),
  )
  expect(workspace.outbox.count()).toBe(0)
})

test('a second host is told that the folder is open', async () => {
  await using project = testProject({ 'a.txt': 'x' })
  await using _ = await project.open()
  await expect(project.open()).rejects.toMatchObject({ code: 'LOCKED' })
})

test('a damaged database is left as it is, and the project is shown read-only', async () => {
  await using project = testProject({
    'level.tscn': LEVEL,
    '.weft/weft.db': 'this is no database, though it was one once\n'.repeat(200),
  })
  const before = project.read('.weft/weft.db')
  await using workspace = await project.open()
  expect(workspace.isReadOnly).toBe(true)
  expect(workspace.state().notice).toMatch(/damaged/)
  using level = await openReadable(workspace, 'level.tscn')
  setProperty(level.editor, [nodeNamed(level, 'Player')], 'position', 'Vector2(11, 22)')
  await workspace.whenSettled()
  expect(project.read('level.tscn')).toBe(LEVEL)
  expect(project.read('.weft/weft.db')).toBe(before)
  using tree = await workspace.documents.open('tree')
  await expect(tree.apply(Y.encodeStateAsUpdate(new Y.Doc()), { kind: 'relay' })).rejects.toMatchObject({
    code: 'READ_ONLY',
  })
})

test('progress and files are told as they change', async () => {
  await using project = testProject({ 'a.txt': 'x' })
  await using workspace = await project.open()
  workspace.setProgress({ label: 'Joining', done: 1, total: 2, unit: 'bytes' })
  expect(workspace.state().progress).toEqual({ label: 'Joining', done: 1, total: 2, unit: 'bytes' })
  workspace.setProgress(null)
  const told = until(workspace, () => workspace.files().length === 2)
  project.write('b.gd', 'extends Node\n')
  await told
  expect(workspace.files().map(file => [file.path, file.kind])).toEqual([
    ['res://a.txt', 'text'],
    ['res://b.gd', 'script'],
  ])
})
