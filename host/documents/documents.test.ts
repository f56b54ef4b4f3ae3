import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { COMPACT_ROWS } from '../storage/compaction.ts'
import { createJournal, NOTHING_DESCRIBED } from '../storage/journal.ts'
import { openMemoryStore, type SqliteStore } from '../storage/sqlite-store.ts'
import { createDocuments } from './create-documents.ts'
import type { StoredUpdate } from './documents.ts'

function open(store: SqliteStore) {
  const now = () => 1000
  const journal = createJournal({ store, now, isOutboxOn: () => true, describe: () => NOTHING_DESCRIBED })
  const documents = createDocuments({
    store,
    journal,
    now,
    author: () => ({ name: 'Ann', color: 0 }),
    isReadOnly: () => false,
  })
  return { journal, documents }
}

/** One update for each call, from a client of its own. */
function updatesOf(...edits: ((doc: Y.Doc) => void)[]): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const edit of edits) edit(doc)
  return updates
}

const push = (value: number) => (doc: Y.Doc) => doc.getArray('a').push([value])

test('an update is in the log when it is acknowledged, and there again when the document is opened anew', async () => {
  using store = openMemoryStore()
  const first = open(store)
  first.documents.create('tree', null)
  first.documents.announce(['tree'])
  const events: StoredUpdate[] = []
  {
    using document = await first.documents.open('tree')
    document.onDidStore(event => events.push(event))
    const [update = new Uint8Array()] = updatesOf(push(1))
    await document.apply(update, { kind: 'window', connection: 3 })
    expect(store.log.after('tree', 0).map(row => [row.sequence, row.origin, row.author])).toEqual([
      [1, 'window', 'Ann'],
    ])
    document.doc.transact(() => document.doc.getArray('a').push([2]), { kind: 'relay' })
    await document.whenStored()
  }
  expect(events.map(event => [event.sequence, event.origin.kind])).toEqual([
    [1, 'window'],
    [2, 'relay'],
  ])
  expect(store.outbox.pending('tree', 0).map(row => row.sequence)).toEqual([1])
  using document = await open(store).documents.open('tree')
  expect(document.doc.getArray('a').toJSON()).toEqual([1, 2])
})

test('everybody shares one document', async () => {
  using store = openMemoryStore()
  const { documents } = open(store)
  documents.create('tree', null)
  documents.announce(['tree'])
  using a = await documents.open('tree')
  using b = await documents.open('tree')
  expect(a.doc).toBe(b.doc)
  await expect(documents.open('other')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('keeps what waits for a missing update, and puts it together when that comes after a restart', async () => {
  using store = openMemoryStore()
  const [one = new Uint8Array(), two = new Uint8Array()] = updatesOf(push(1), push(2))
  const first = open(store)
  first.documents.create('tree', null)
  first.documents.announce(['tree'])
  {
    using document = await first.documents.open('tree')
    await document.apply(two, { kind: 'relay' })
    await document.apply(two, { kind: 'relay' })
    expect(store.log.size('tree', 0).rows).toBe(1)
  }
  using document = await open(store).documents.open('tree')
  expect(document.doc.getArray('a').toJSON()).toEqual([])
  await document.apply(one, { kind: 'relay' })
  expect(document.doc.getArray('a').toJSON()).toEqual([1, 2])
  using again = await open(store).documents.open('tree')
  expect(again.doc.getArray('a').toJSON()).toEqual([1, 2])
})

test('turns a long log into a snapshot', async () => {
  using store = openMemoryStore()
  const { documents } = open(store)
  documents.create('tree', null)
  documents.announce(['tree'])
  using document = await documents.open('tree')
  for (let i = 0; i < COMPACT_ROWS; i += 1) document.doc.getMap('m').set('k', i)
  await document.whenStored()
  await new Promise(resolve => setImmediate(resolve))
  expect(store.log.size('tree', 500).rows).toBe(0)
  expect(store.snapshots.list('tree').map(one => one.through)).toEqual([COMPACT_ROWS])
  document.doc.getMap('m').set('k', 'after')
  await document.whenStored()
  using again = await open(store).documents.open('tree')
  expect(again.doc.getMap('m').toJSON()).toEqual({ k: 'after' })
})

test.each([
  ['a damaged update', "UPDATE updates SET bytes = x'00' WHERE sequence = 1"],
  ['a missing update', 'DELETE FROM updates WHERE sequence = 1'],
])('does not open a document with %s, and leaves its bytes', async (_, damage) => {
  using store = openMemoryStore()
  const first = open(store)
  first.documents.create('tree', null)
  first.documents.announce(['tree'])
  {
    using document = await first.documents.open('tree')
    document.doc.getArray('a').push([1])
    await document.whenStored()
    document.doc.getArray('a').push([2])
    await document.whenStored()
  }
  store.database.exec(damage)
  const before = store.database.prepare('SELECT * FROM updates').all()
  await expect(open(store).documents.open('tree')).rejects.toMatchObject({ code: 'UNREADABLE' })
  expect(store.database.prepare('SELECT * FROM updates').all()).toEqual(before)
})

test('refuses bytes that are no update', async () => {
  using store = openMemoryStore()
  const { documents } = open(store)
  documents.create('tree', null)
  documents.announce(['tree'])
  using document = await documents.open('tree')
  await expect(document.apply(Uint8Array.of(255, 1, 2), { kind: 'relay' })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
})
