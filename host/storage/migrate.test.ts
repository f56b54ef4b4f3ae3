/** Databases of every version that was released open for ever. */
import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../files/temporary-folder.ts'
import { migrate, migrations } from './migrate.ts'
import { openMemoryStore, openSqliteStore } from './sqlite-store.ts'

const fixtures = join(import.meta.dirname, '../../tests/fixtures/storage')

test('migrations count from 1 without gaps, and each version has a database in the fixtures', () => {
  const versions = migrations.map(step => step.version)
  expect(versions).toEqual(versions.map((_, i) => i + 1))
  expect(readdirSync(fixtures).sort()).toEqual(versions.map(version => `${String(version).padStart(4, '0')}.db`))
})

test.each(readdirSync(fixtures))('opens %s with all that is in it', name => {
  using folder = temporaryFolder()
  const file = join(folder.path, 'weft.db')
  copyFileSync(join(fixtures, name), file)
  using store = openSqliteStore(file)
  expect(store.settings.get('workspace.id')).toBe('fixture')
  expect(store.documents.get('tree')).toEqual({ id: 'tree', seed: null, time: 1 })
  expect(store.log.after('tree', 0).map(row => [...row.bytes])).toEqual([[1, 2, 3]])
  expect(store.written.newest('scene')?.text).toBe('[gd_scene format=3]\n')
})

test('the updates of a first database have a place in the line of edits', () => {
  using folder = temporaryFolder()
  const file = join(folder.path, 'weft.db')
  copyFileSync(join(fixtures, '0001.db'), file)
  using store = openSqliteStore(file)
  expect(store.edits.position()).toBeGreaterThan(0)
  expect(store.edits.sequenceAt('tree', store.edits.position())).toBe(store.log.last('tree'))
  expect(store.edits.sequenceAt('tree', 0)).toBe(0)
})

test('versions, realities and merges of 0002.db are there', () => {
  using folder = temporaryFolder()
  const file = join(folder.path, 'weft.db')
  copyFileSync(join(fixtures, '0002.db'), file)
  using store = openSqliteStore(file)
  expect(store.versions.get('v1')).toMatchObject({ name: 'Alpha', position: 1, author: { name: 'Ann', color: 3 } })
  expect(store.realities.all()).toMatchObject([{ id: 'a1b2c3', name: 'Night', parent: 'main', status: 'open' }])
  expect(store.merges.get('m1')).toMatchObject({ strategy: 'auto', before: { tree: 'AA==' } })
  const line = { document: 'tree', after: 0, through: 9 }
  expect(store.edits.list([line], 9, 9)).toMatchObject([{ lines: [{ node: 'Root', text: 'position' }] }])
})

test('what was settled in 0003.db is there, and a database from before has nothing settled', () => {
  using folder = temporaryFolder()
  const file = join(folder.path, 'weft.db')
  copyFileSync(join(fixtures, '0003.db'), file)
  {
    using store = openSqliteStore(file)
    expect(store.settled.all()).toMatchObject([{ id: 1, document: 'scene', choice: 'ours' }])
  }
  copyFileSync(join(fixtures, '0002.db'), file)
  using store = openSqliteStore(file)
  expect(store.settled.all()).toEqual([])
})

test('what happened in the repository of 0004.db is there, and a database from before knows of nothing', () => {
  using folder = temporaryFolder()
  const file = join(folder.path, 'weft.db')
  copyFileSync(join(fixtures, '0004.db'), file)
  {
    using store = openSqliteStore(file)
    expect(store.repoEvents.after(0, 9)).toMatchObject([{ id: 1, time: 5 }])
  }
  copyFileSync(join(fixtures, '0003.db'), file)
  using store = openSqliteStore(file)
  expect(store.repoEvents.after(0, 9)).toEqual([])
})

test('a step that fails changes nothing', () => {
  using store = openMemoryStore()
  const next = { version: migrations.length + 1, sql: 'CREATE TABLE extra (a TEXT) STRICT; SELECT broken;' }
  expect(() => migrate(store.database, [...migrations, next])).toThrow()
  expect(store.database.pragma('user_version', { simple: true })).toBe(migrations.length)
  expect(store.database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'extra'").get()).toBeUndefined()
})

test('leaves a database of a newer version alone', () => {
  using folder = temporaryFolder()
  const file = join(folder.path, 'weft.db')
  const database = new Database(file)
  database.pragma('user_version = 999')
  database.close()
  expect(() => openSqliteStore(file)).toThrow(expect.objectContaining({ code: 'UNREADABLE' }))
})
