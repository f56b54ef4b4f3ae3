/** Time travel, versions and backups of a project folder (docs/spec/realities.md). */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { stateAt } from '../../host/documents/load-document.ts'
import { thinLog } from '../../host/history/thin-log.ts'
import { compact } from '../../host/storage/compaction.ts'
import { openSqliteStore } from '../../host/storage/sqlite-store.ts'
import type { OpenedSceneDocument, Workspace } from '../../host/workspace/workspace.ts'
import { addNode, deleteNodes, setProperty } from '../../shared/scene/commands.ts'
import { openTextDocument } from '../../shared/text/text-document.ts'
import { signEdits } from '../../shared/text/text-people.ts'
import { LEVEL, nodeNamed, openReadable, testProject } from './workspace-setup.ts'

const level = 'res://level.tscn'
const all = { limit: 100, slices: 10 }

async function put(workspace: Workspace, opened: OpenedSceneDocument, name: string, property: string, text: string) {
  setProperty(opened.editor, [nodeNamed(opened, name)], property, text)
  await stored(workspace)
}

/** One edit each: those of one turn of the loop are stored together. */
async function stored(workspace: Workspace) {
  using document = await workspace.documents.open('tree')
  await document.whenStored()
  await workspace.whenSettled()
}

describe('the line of a scene', () => {
  test('says who did what, newest first, page by page, and how dense it was', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    await using workspace = await project.open()
    using opened = await openReadable(workspace, 'level.tscn')
    for (const x of [1, 2, 3]) await put(workspace, opened, 'Player', 'position', `Vector2(${x}, 0)`)
    const line = workspace.history.timeline(level, { limit: 2, slices: 4 })
    expect(line.entries.map(entry => entry.sequence)).toEqual([3, 2])
    expect(line.entries[0]).toMatchObject({
      author: { name: 'Somebody', color: 0 },
      lines: [{ node: 'Player', text: 'position', kind: 'changed' }],
    })
    expect(line).toMatchObject({ before: 2, first: 0, last: 3, marks: [] })
    expect(workspace.history.timeline(level, { before: 2, limit: 2, slices: 4 })).toMatchObject({
      entries: [{ sequence: 1 }],
      before: null,
    })
    const counted = line.density.flatMap(slice => slice.counts.map(one => one.count))
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(3)
    expect(line.density.findLast(slice => slice.sequence !== null)?.sequence).toBe(3)
  })

  test('shows the scene as it was at any moment, laid out as its file was', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    await using workspace = await project.open()
    using opened = await openReadable(workspace, 'level.tscn')
    await put(workspace, opened, 'Player', 'position', 'Vector2(1, 0)')
    await put(workspace, opened, 'Player', 'position', 'Vector2(2, 0)')
    const text = async (sequence: number) => (await workspace.history.sceneAt(level, { kind: 'moment', sequence })).text
    expect(await text(0)).toBe(LEVEL)
    expect(await text(1)).toBe(LEVEL.replace('Vector2(10, 20)', 'Vector2(1, 0)'))
    expect(await text(2)).toBe(project.read('level.tscn'))
    await expect(text(3)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(workspace.history.sceneAt('res://no.tscn', { kind: 'now' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('RTY6: restoring a moment is one new edit, which one undo takes back', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    await using workspace = await project.open()
    using opened = await openReadable(workspace, 'level.tscn')
    const player = nodeNamed(opened, 'Player')
    deleteNodes(opened.editor, [nodeNamed(opened, 'Enemy')])
    await stored(workspace)
    const root = nodeNamed(opened, 'Level')
    addNode(opened.editor, { parent: root, index: 9, name: 'Coin', type: 'Node2D' })
    setProperty(opened.editor, [player], 'position', 'Vector2(9, 9)')
    await stored(workspace)
    const after = project.read('level.tscn')
    const restored = await workspace.history.restore(level, { kind: 'moment', sequence: 0 })
    expect(restored.changed).toBeGreaterThan(0)
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toBe(LEVEL)
    expect(workspace.history.timeline(level, all).entries[0]?.sequence).toBe(4)
    expect(await workspace.history.restore(level, { kind: 'moment', sequence: 0 })).toEqual({ changed: 0, left: 0 })
    opened.editor.undo()
    await stored(workspace)
    expect(project.read('level.tscn')).toBe(after)
  })

  test('restores chosen nodes and leaves the others', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    await using workspace = await project.open()
    using opened = await openReadable(workspace, 'level.tscn')
    await put(workspace, opened, 'Player', 'position', 'Vector2(1, 1)')
    await put(workspace, opened, 'Enemy', 'position', 'Vector2(2, 2)')
    await workspace.history.restore(level, { kind: 'moment', sequence: 0 }, [nodeNamed(opened, 'Enemy')])
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toBe(LEVEL.replace('Vector2(10, 20)', 'Vector2(1, 1)'))
  })

  test('reverts chosen edits where they still stand, and counts what was changed since', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    await using workspace = await project.open()
    using opened = await openReadable(workspace, 'level.tscn')
    await put(workspace, opened, 'Player', 'position', 'Vector2(1, 1)')
    await put(workspace, opened, 'Enemy', 'position', 'Vector2(2, 2)')
    await put(workspace, opened, 'Player', 'position', 'Vector2(3, 3)')
    expect(await workspace.history.revertEdits(level, [1, 2])).toEqual({ changed: 1, left: 1 })
    expect(await workspace.history.revertEdits(level, [1, 3])).toEqual({ changed: 2, left: 0 })
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toBe(LEVEL)
    await expect(workspace.history.revertEdits(level, [99])).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('versions', () => {
  test('STO13: a version names a moment of everything; what differs from it is listed and restored', async () => {
    await using project = testProject({ 'level.tscn': LEVEL, 'old.tscn': LEVEL, 'notes.txt': 'as it was' })
    await using workspace = await project.open()
    const version = await workspace.versions.create({ name: 'Alpha', note: 'before the party' })
    expect(workspace.versions.list()).toEqual([version])
    using opened = await openReadable(workspace, 'level.tscn')
    await put(workspace, opened, 'Player', 'position', 'Vector2(1, 1)')
    await workspace.createFile('res://new.tscn', Buffer.from(LEVEL.replace('Level', 'New')))
    project.write('gone.txt', 'soon')
    await workspace.rescan()
    expect(await workspace.versions.differences(version.id)).toMatchObject([
      { path: 'res://gone.txt', kind: 'added', isScene: false },
      { path: 'res://level.tscn', kind: 'changed', changed: 1, added: 0, removed: 0 },
      { path: 'res://new.tscn', kind: 'added', isScene: true },
    ])
    expect(workspace.history.timeline(level, all).marks).toMatchObject([{ id: version.id, name: 'Alpha', sequence: 0 }])
    expect((await workspace.history.sceneAt(level, { kind: 'version', id: version.id })).text).toBe(LEVEL)
    const restored = await workspace.versions.restore(version.id)
    expect(restored.map(file => file.path)).toEqual(['res://gone.txt', 'res://level.tscn', 'res://new.tscn'])
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toBe(LEVEL)
    expect(project.exists('new.tscn')).toBe(false)
    expect(await workspace.versions.differences(version.id)).toEqual([])
    expect(workspace.versions.rename(version.id, { name: 'Beta' })).toMatchObject({
      name: 'Beta',
      note: 'before the party',
    })
    workspace.versions.remove(version.id)
    expect(workspace.versions.list()).toEqual([])
    expect(() => workspace.versions.remove(version.id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })
})

describe('naming a moment that is over (RTY10)', () => {
  test('names the whole workspace as it was after that edit, or before any', async () => {
    await using project = testProject({ 'level.tscn': LEVEL, 'other.tscn': LEVEL })
    await using workspace = await project.open()
    using opened = await openReadable(workspace, 'level.tscn')
    using other = await openReadable(workspace, 'other.tscn')
    await put(workspace, opened, 'Player', 'position', 'Vector2(1, 1)')
    await put(workspace, other, 'Player', 'position', 'Vector2(5, 5)')
    await put(workspace, opened, 'Player', 'position', 'Vector2(2, 2)')
    await put(workspace, other, 'Player', 'position', 'Vector2(6, 6)')
    const name = (text: string, sequence: number) =>
      workspace.versions.create({ name: text, note: '', at: { kind: 'moment', path: level, sequence } })
    const second = await name('Second', 2)
    const first = await name('First', 1)
    const born = await name('Born', 0)
    expect(workspace.versions.list().map(one => one.name)).toEqual(['Second', 'First', 'Born'])
    expect(workspace.history.timeline(level, all).marks).toMatchObject([
      { name: 'Born', sequence: 0 },
      { name: 'First', sequence: 1 },
      { name: 'Second', sequence: 2 },
    ])
    expect(workspace.history.timeline(level, all).entries.find(one => one.sequence === 1)?.time).toBe(first.time)
    const text = async (path: string, id: string) =>
      (await workspace.history.sceneAt(path, { kind: 'version', id })).text
    expect(await text('res://other.tscn', second.id)).toContain('Vector2(5, 5)')
    expect(await text('res://other.tscn', first.id)).toBe(LEVEL)
    expect(await text(level, born.id)).toBe(LEVEL)
    await workspace.versions.restore(second.id)
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toContain('Vector2(2, 2)')
    expect(project.read('other.tscn')).toContain('Vector2(5, 5)')
    await expect(name('Never', 99)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('a time is the newest edit that is not after it', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    const clock = handClock()
    await using workspace = await project.open(undefined, clock.schedule)
    using opened = await openReadable(workspace, 'level.tscn')
    const opening = clock.schedule.now()
    clock.pass(10)
    await put(workspace, opened, 'Player', 'position', 'Vector2(1, 1)')
    clock.pass(10)
    await put(workspace, opened, 'Player', 'position', 'Vector2(2, 2)')
    const at = (time: number) => workspace.versions.create({ name: 'Then', note: '', at: { kind: 'time', time } })
    const version = await at(opening + 15 * 60_000)
    expect(version.time).toBe(opening + 10 * 60_000)
    const then = await workspace.history.sceneAt(level, { kind: 'version', id: version.id })
    expect(then.text).toContain('Vector2(1, 1)')
    await expect(at(opening - 60_000)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test("before its fork a reality's past is its parent's, and so is the version", async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    let workspace = await project.open()
    {
      using opened = await openReadable(workspace, 'level.tscn')
      await put(workspace, opened, 'Player', 'position', 'Vector2(1, 1)')
      await put(workspace, opened, 'Player', 'position', 'Vector2(2, 2)')
    }
    const night = await workspace.realities.create({ name: 'Night' })
    await workspace.leaveFor(night.id)
    await workspace[Symbol.asyncDispose]()
    workspace = await project.open()
    const at = (sequence: number) => ({ kind: 'moment', path: level, sequence }) as const
    const version = await workspace.versions.create({ name: 'First', note: '', at: at(1) })
    expect(version.reality).toBe('main')
    await workspace.versions.restore(version.id)
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toContain('Vector2(1, 1)')
    expect(await workspace.versions.create({ name: 'Back', note: '', at: at(3) })).toMatchObject({ reality: night.id })
  })

  test('STO14: a moment of which a part is no longer kept is not named', async () => {
    await using project = testProject({ 'level.tscn': LEVEL, 'other.tscn': LEVEL })
    let document: string
    {
      await using workspace = await project.open()
      using opened = await openReadable(workspace, 'level.tscn')
      using other = await openReadable(workspace, 'other.tscn')
      document = other.document
      await put(workspace, other, 'Player', 'position', 'Vector2(5, 5)')
      await put(workspace, opened, 'Player', 'position', 'Vector2(1, 1)')
      await put(workspace, other, 'Player', 'position', 'Vector2(6, 6)')
      await put(workspace, opened, 'Player', 'position', 'Vector2(2, 2)')
    }
    {
      using store = openSqliteStore(join(project.folder, '.weft', 'weft.db'))
      const row = store.documents.get(document)
      if (row === undefined) throw new Error('not stored')
      compact(store, document, stateAt(store, row, 2), 2, Date.now())
      expect(thinLog(store, document, Date.now() + 1, Date.now())).toBe(true)
    }
    await using workspace = await project.open()
    const name = (sequence: number) =>
      workspace.versions.create({ name: 'Then', note: '', at: { kind: 'moment', path: level, sequence } })
    await expect(name(1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await name(2)).toMatchObject({ kind: 'version' })
  })
})

describe('backups', () => {
  test('only where something changed; what it costs is what was edited since; restored as a version is', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    await using workspace = await project.open()
    expect(await workspace.backups.now()).not.toBeNull()
    expect(await workspace.backups.now()).toBeNull()
    using opened = await openReadable(workspace, 'level.tscn')
    await put(workspace, opened, 'Player', 'position', 'Vector2(1, 1)')
    const backup = await workspace.backups.now()
    expect(backup).toMatchObject({ kind: 'backup', changedFiles: 1 })
    expect(backup?.sizeBytes).toBeGreaterThan(10)
    expect(workspace.backups.list().map(one => one.id)[0]).toBe(backup?.id)
    await put(workspace, opened, 'Player', 'position', 'Vector2(2, 2)')
    await workspace.backups.restore(backup?.id ?? '')
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toContain('Vector2(1, 1)')
    const named = await workspace.versions.create({ name: 'Alpha', note: '' })
    await expect(workspace.backups.restore(named.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('are made by themselves, at most once in the time that was set, and go after their days', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    const clock = handClock()
    await using workspace = await project.open(undefined, clock.schedule)
    workspace.backups.setSettings({ isOn: true, everyMinutes: 30, retentionDays: 2 })
    using opened = await openReadable(workspace, 'level.tscn')
    await put(workspace, opened, 'Player', 'position', 'Vector2(1, 1)')
    clock.pass(2)
    await stored(workspace)
    expect(workspace.backups.list()).toHaveLength(1)
    await put(workspace, opened, 'Player', 'position', 'Vector2(2, 2)')
    clock.pass(20)
    await stored(workspace)
    expect(workspace.backups.list()).toHaveLength(1)
    clock.pass(11)
    await stored(workspace)
    expect(workspace.backups.list()).toHaveLength(2)
    clock.pass(3 * 24 * 60)
    await stored(workspace)
    await put(workspace, opened, 'Player', 'position', 'Vector2(3, 3)')
    clock.pass(40)
    await stored(workspace)
    clock.pass(1)
    expect(workspace.backups.list()).toHaveLength(1)
    expect((await workspace.history.sceneAt(level, { kind: 'moment', sequence: 1 })).text).toContain('Vector2(1, 1)')
  })
})

/** Time that passes when the test says so. */
function handClock() {
  let now = Date.now()
  const waiting = new Set<{ at: number; run: () => void }>()
  return {
    schedule: {
      now: () => now,
      after(delayMs: number, run: () => void) {
        const one = { at: now + delayMs, run }
        waiting.add(one)
        return { [Symbol.dispose]: () => void waiting.delete(one) }
      },
    },
    pass(minutes: number) {
      const until = now + minutes * 60_000
      for (;;) {
        const next = [...waiting].filter(one => one.at <= until).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        waiting.delete(next)
        now = Math.max(now, next.at)
        next.run()
      }
      now = until
    },
  }
}

describe('the line of a text', () => {
  const notes = 'res://notes.md'

  /** As a window types, which says whose hand it is. */
  async function type(workspace: Workspace, name: string, words: string) {
    using host = await workspace.documents.open(workspace.textAt(notes)?.document ?? '')
    // As it arrives from somebody else: under a client of its own, and with no name in the log.
    const peer = new Y.Doc()
    Y.applyUpdate(peer, Y.encodeStateAsUpdate(host.doc))
    signEdits(
      peer,
      () => ({ name, color: 3 }),
      () => true,
    )
    for (const letter of words) {
      const before = Y.encodeStateVector(peer)
      const { text } = openTextDocument(peer)
      peer.transact(() => text.insert(text.length, letter), 'typed')
      await host.apply(Y.encodeStateAsUpdate(peer, before), { kind: 'relay' })
    }
    peer.destroy()
    await workspace.whenSettled()
  }

  test('TXT10 TTR6 says who typed what in one go, shows it as it was, names a moment and goes back, as a new edit', async () => {
    await using project = testProject({ 'notes.md': 'plan\n' })
    await using workspace = await project.open()
    await type(workspace, 'Ines', 'a pier\n')
    await type(workspace, 'Tomas', 'a boat\n')
    const { entries, last } = workspace.history.timeline(notes, all)
    expect(entries).toMatchObject([
      { sequence: 14, author: { name: 'Tomas' }, lines: [{ node: 'a boat', text: '7 written', kind: 'added' }] },
      { sequence: 7, author: { name: 'Ines' }, lines: [{ node: 'a pier', text: '7 written', kind: 'added' }] },
    ])
    expect(last).toBe(14)
    const textAt = async (sequence: number) =>
      (await workspace.history.sceneAt(notes, { kind: 'moment', sequence })).text
    expect(await textAt(0)).toBe('plan\n')
    expect(await textAt(7)).toBe('plan\na pier\n')
    const version = await workspace.versions.create({
      name: 'Pier',
      note: '',
      at: { kind: 'moment', path: notes, sequence: 7 },
    })
    expect(workspace.history.timeline(notes, all).marks).toMatchObject([{ name: 'Pier', sequence: 7 }])
    expect(await workspace.history.restore(notes, { kind: 'version', id: version.id })).toEqual({ changed: 1, left: 0 })
    await workspace.whenSettled()
    expect(project.read('notes.md')).toBe('plan\na pier\n')
    expect(workspace.history.timeline(notes, all).entries[0]).toMatchObject({
      author: { name: 'Somebody' },
      lines: [{ kind: 'removed', text: '7 removed' }],
    })
    await workspace.history.restore(notes, { kind: 'moment', sequence: 14 })
    await workspace.whenSettled()
    expect(project.read('notes.md')).toBe('plan\na pier\na boat\n')
    await expect(workspace.history.revertEdits(notes, [1])).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
