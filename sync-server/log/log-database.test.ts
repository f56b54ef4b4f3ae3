import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { type LogDatabase, openLogDatabase } from './log-database.ts'
import { createMergedRooms } from './merged-rooms.ts'
import { MIGRATIONS, migrate } from './migrations.ts'

const room = { workspace: 'game', document: 'scene' }
const known = { clock: 1, principal: 'P', carried: false }

function openPair(): { writer: LogDatabase; reader: LogDatabase; path: string } & Disposable {
  const folder = mkdtempSync(path.join(tmpdir(), 'weft-log-'))
  const file = path.join(folder, 'relay.sqlite')
  const writer = openLogDatabase(file, { readonly: false, maxBytes: 1e9 })
  const reader = openLogDatabase(file, { readonly: true, maxBytes: 1e9 })
  return {
    writer,
    reader,
    path: file,
    [Symbol.dispose]() {
      reader.close()
      writer.close()
      rmSync(folder, { recursive: true })
    },
  }
}

function updatesOf(count: number): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = 1
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let index = 0; index < count; index++) doc.getMap('m').set(`k${index % 3}`, index)
  return updates
}

function contentOf(update: Uint8Array): unknown {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc.getMap('m').toJSON()
}

test('what is appended is read by the other connection, with its authors and sizes', () => {
  using files = openPair()
  const [first = new Uint8Array(), second = new Uint8Array()] = updatesOf(2)
  files.writer.append([{ room, updates: [first, second], clients: [[1, { ...known, clock: 2 }]] }], 5)
  expect(files.reader.roomState(room)).toEqual({
    clients: [[1, { ...known, clock: 2 }]],
    rows: 2,
    logBytes: first.length + second.length,
    snapshotBytes: 0,
  })
  expect(files.reader.workspaceBytes()).toEqual([['game', first.length + second.length]])
  expect(files.reader.roomState({ ...room, document: 'none' }).rows).toBe(0)
  files.writer.forgetAuthors()
  expect(files.reader.roomState(room).clients).toEqual([[1, { clock: 2, principal: 'P', carried: true }]])
})

test('REL4 compaction replaces only the snapshot it was made from, and keeps rows that came since', () => {
  using files = openPair()
  const updates = updatesOf(30)
  const rooms = createMergedRooms(files.reader, 1e6)
  files.writer.append([{ room, updates: updates.slice(0, 10), clients: [] }], 0)
  const first = rooms.snapshot(room)
  files.writer.append([{ room, updates: updates.slice(10, 20), clients: [] }], 0)
  const second = rooms.snapshot(room)
  if (first === null || second === null) throw new Error('nothing to compact')
  expect(files.writer.compact({ room, ...first })).toBe(true)
  expect(files.writer.compact({ room, ...second })).toBe(false)
  expect(files.reader.roomState(room).rows).toBe(10)
  const empty = Y.encodeStateVector(new Y.Doc())
  expect(contentOf(rooms.diff(room, empty))).toEqual({ k0: 18, k1: 19, k2: 17 })
  files.writer.append([{ room, updates: updates.slice(20), clients: [] }], 0)
  expect(contentOf(rooms.diff(room, empty))).toEqual({ k0: 27, k1: 28, k2: 29 })
  expect(contentOf(createMergedRooms(files.reader, 0).diff(room, empty))).toEqual({ k0: 27, k1: 28, k2: 29 })
})

test('REL4 a log with missing dependencies is not compacted', () => {
  using files = openPair()
  const [, second = new Uint8Array()] = updatesOf(2)
  files.writer.append([{ room, updates: [second], clients: [] }], 0)
  expect(createMergedRooms(files.reader, 1e6).snapshot(room)).toBeNull()
  expect(createMergedRooms(files.reader, 1e6).snapshot({ ...room, document: 'none' })).toBeNull()
})

test('known deletions are told from new ones', () => {
  using files = openPair()
  const updates = updatesOf(12)
  const rooms = createMergedRooms(files.reader, 1e6)
  files.writer.append([{ room, updates: updates.slice(0, 9), clients: [] }], 0)
  expect(rooms.hasDeletesOf(room, Y.mergeUpdates(updates.slice(0, 9)))).toBe(true)
  expect(rooms.hasDeletesOf(room, Y.mergeUpdates(updates))).toBe(false)
})

test('a failed transaction leaves nothing of any room', () => {
  using files = openPair()
  const bad = { room: { ...room, document: 'other' }, updates: [null as unknown as Uint8Array], clients: [] }
  const good = { room, updates: updatesOf(1), clients: [[1, known]] as const }
  expect(() => files.writer.append([good, bad], 0)).toThrow()
  expect(files.reader.roomState(room)).toEqual({ clients: [], rows: 0, logBytes: 0, snapshotBytes: 0 })
})

test('tokens are kept by hash and go when they are deleted', () => {
  using files = openPair()
  const token = {
    id: 'a',
    hash: Buffer.alloc(32, 1),
    workspace: 'game',
    rights: 'read',
    canShare: false,
    expiresAt: 9,
    madeBy: 'master',
    madeAt: 3,
  } as const
  files.writer.saveToken(token)
  expect(files.reader.tokens()).toEqual([token])
  files.writer.deleteTokens(['a'])
  expect(files.reader.tokens()).toEqual([])
})

test('migrations run once each, in order, and whole; a newer database is left alone', () => {
  using database = disposable(new Database(':memory:'))
  migrate(database.value)
  migrate(database.value)
  expect(database.value.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length)
  const tables = database.value
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .pluck()
    .all()
  expect(tables).toEqual(['clients', 'rooms', 'snapshots', 'sqlite_sequence', 'tokens', 'updates'])

  const next = [...MIGRATIONS, 'ALTER TABLE rooms ADD COLUMN note TEXT', 'CREATE TABLE half (a); NONSENSE']
  expect(() => migrate(database.value, next)).toThrow()
  expect(database.value.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length + 1)
  expect(database.value.prepare("SELECT 1 FROM sqlite_master WHERE name = 'half'").get()).toBeUndefined()
  expect(() => migrate(database.value)).toThrow(/Use a newer one/)
})

function disposable(value: Database.Database): { value: Database.Database } & Disposable {
  return { value, [Symbol.dispose]: () => void value.close() }
}
