/** What every store promises, in memory and on disk (docs/spec/storage.md). */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { sha256 } from '../../host/storage/blobs.ts'
import { COMPACT_BYTES, COMPACT_ROWS, compact, isWorthCompacting } from '../../host/storage/compaction.ts'
import { createRepoEventRows } from '../../host/storage/repo-event-rows.ts'
import { openMemoryStore, openSqliteStore, type SqliteStore } from '../../host/storage/sqlite-store.ts'
import { WRITTEN_TEXTS } from '../../host/storage/written-texts.ts'

interface Subject extends Disposable {
  readonly store: SqliteStore
}

const subjects: Record<string, () => Subject> = {
  memory() {
    const store = openMemoryStore()
    return { store, [Symbol.dispose]: () => store[Symbol.dispose]() }
  },
  file() {
    const folder = temporaryFolder()
    const store = openSqliteStore(join(folder.path, 'weft.db'))
    return {
      store,
      [Symbol.dispose]: () => {
        store[Symbol.dispose]()
        folder[Symbol.dispose]()
      },
    }
  },
}

const bytes = (...values: number[]) => Uint8Array.from(values)
const entry = (document: string, sequence: number, ...values: number[]) => ({
  document,
  sequence,
  bytes: bytes(...values),
  origin: 'window',
  author: 'Ann',
  time: 1000 + sequence,
})

describe.each(Object.keys(subjects))('a store (%s)', name => {
  function open(): Subject {
    const create = subjects[name]
    if (create === undefined) throw new Error(name)
    return create()
  }

  test('gives the log back in order, per document', () => {
    using subject = open()
    const { log } = subject.store
    log.append(entry('a', 2, 2))
    log.append(entry('a', 1, 1))
    log.append(entry('b', 1, 9))
    expect(log.after('a', 0).map(plain)).toEqual([entry('a', 1, 1), entry('a', 2, 2)])
    expect(log.after('a', 1).map(plain)).toEqual([entry('a', 2, 2)])
    expect(log.last('a')).toBe(2)
    expect(log.last('none')).toBe(0)
    expect(log.lastOfAll()).toEqual(
      new Map([
        ['a', 2],
        ['b', 1],
      ]),
    )
    expect(log.size('a', 0)).toEqual({ rows: 2, bytes: 2 })
  })

  test('refuses a sequence that is there already', () => {
    using subject = open()
    subject.store.log.append(entry('a', 1, 1))
    expect(() => subject.store.log.append(entry('a', 1, 2))).toThrow(/UNIQUE/)
  })

  test('never counts a sequence twice, after compaction either, which keeps the log', () => {
    using subject = open()
    const { store } = subject
    const doc = new Y.Doc()
    doc.getMap('m').set('k', 1)
    store.log.append({ ...entry('a', 1), bytes: Y.encodeStateAsUpdate(doc) })
    expect(compact(store, 'a', doc, 1, 5000)).toBe('done')
    expect(store.log.after('a', 1)).toEqual([])
    expect(store.log.after('a', 0)).toHaveLength(1)
    expect(store.log.last('a')).toBe(1)
    expect(store.log.lastOfAll()).toEqual(new Map([['a', 1]]))
    const fresh = new Y.Doc()
    Y.applyUpdateV2(fresh, store.snapshots.latest('a')?.bytes ?? bytes())
    expect(fresh.getMap('m').toJSON()).toEqual({ k: 1 })
  })

  test('does not compact a log that went on meanwhile', () => {
    using subject = open()
    const { store } = subject
    const doc = new Y.Doc()
    store.log.append(entry('a', 1, 0, 0))
    store.log.append(entry('a', 2, 0, 0))
    expect(compact(store, 'a', doc, 1, 5000)).toBe('changed')
    expect(store.log.size('a', 0).rows).toBe(2)
    expect(store.snapshots.list('a')).toEqual([])
  })

  test('does not compact what waits for a missing update', () => {
    using subject = open()
    const source = new Y.Doc()
    const updates: Uint8Array[] = []
    source.on('update', (update: Uint8Array) => updates.push(update))
    source.getArray('a').push([1])
    source.getArray('a').push([2])
    const doc = new Y.Doc()
    Y.applyUpdate(doc, updates[1] ?? bytes())
    expect(compact(subject.store, 'a', doc, 1, 5000)).toBe('pending')
  })

  test('rolls a transaction back whole, nested ones with it', () => {
    using subject = open()
    const { store } = subject
    const failing = () =>
      store.transaction(() => {
        store.settings.set('a', '1')
        store.transaction(() => store.log.append(entry('a', 1, 1)))
        throw new Error('stop')
      })
    expect(failing).toThrow('stop')
    expect(store.settings.get('a')).toBeUndefined()
    expect(store.log.last('a')).toBe(0)
  })

  test('keeps bytes by their hash, once', () => {
    using subject = open()
    const { blobs } = subject.store
    const hash = blobs.put(bytes(1, 2, 3), 'file', 10)
    expect(hash).toBe(sha256(bytes(1, 2, 3)))
    expect(blobs.put(bytes(1, 2, 3), 'file', 20)).toBe(hash)
    expect([...(blobs.get(hash) ?? [])]).toEqual([1, 2, 3])
    expect(blobs.has(hash)).toBe(true)
    expect(blobs.filesBefore(11)).toEqual([hash])
    blobs.delete(hash)
    expect(blobs.get(hash)).toBeUndefined()
  })

  test(`keeps the last ${WRITTEN_TEXTS} written texts of each document`, () => {
    using subject = open()
    const { written } = subject.store
    for (let i = 0; i < WRITTEN_TEXTS + 5; i += 1) {
      written.put(
        'a',
        { source: i === 22 ? 'outside' : 'weft', text: `text ${i} ü`, ids: ['', `n${i}`], stateVector: bytes(i) },
        `hash ${i}`,
        i,
      )
    }
    written.put('b', { source: 'weft', text: 'other', ids: [], stateVector: bytes() }, 'other', 1)
    const kept = written.list('a')
    expect(kept).toHaveLength(WRITTEN_TEXTS)
    expect(kept[0]?.text).toBe('text 24 ü')
    expect(kept.map(text => text.source).slice(0, 4)).toEqual(['weft', 'weft', 'outside', 'weft'])
    expect(kept[0]?.ids).toEqual(['', 'n24'])
    expect([...(kept[0]?.stateVector ?? [])]).toEqual([24])
    expect(kept.at(-1)?.text).toBe('text 5 ü')
    expect(written.newestHash('a')).toBe('hash 24')
    expect(written.newest('b')?.ids).toEqual([])
  })

  test('keeps what waits for the relay until it is acknowledged', () => {
    using subject = open()
    const { outbox } = subject.store
    const change = { file: 'a.tscn', node: 'Root', text: 'position', kind: 'changed', time: 1 } as const
    outbox.append({ document: 'a', sequence: 1, bytes: bytes(1), texts: [change], time: 1 })
    outbox.append({ document: 'a', sequence: 4, bytes: bytes(4), texts: [], time: 2 })
    outbox.append({ document: 'b', sequence: 1, bytes: bytes(9), texts: [], time: 3 })
    expect(outbox.documents('main')).toEqual(['a', 'b'])
    expect(outbox.pending('a', 1).map(row => row.sequence)).toEqual([4])
    expect(outbox.texts('main', 10)).toEqual([change])
    outbox.ack('a', [1])
    expect(outbox.count('main')).toBe(2)
    outbox.ackThrough('a', 4)
    expect(outbox.documents('main')).toEqual(['b'])
    outbox.clear()
    expect(outbox.count('main')).toBe(0)
  })

  test('keeps what was seen of files, settings, differences and stale values', () => {
    using subject = open()
    const { files, settings, differences, stale } = subject.store
    const row = {
      path: 'levels/harbor.tscn',
      entry: 'e',
      document: 'd',
      sizeBytes: 12,
      mtimeUs: 1_790_000_000_000_001,
      hash: 'h',
      fault: { code: 'conflict-markers', reason: 'r', line: 1, column: 2, offset: 3 },
      inherits: 'res://base.tscn',
      writtenSequence: 3,
    } as const
    files.put(row)
    expect(files.all()).toEqual([row])
    files.delete(row.path)
    expect(files.all()).toEqual([])
    settings.set('a', '1')
    settings.set('a', '2')
    expect(settings.get('a')).toBe('2')
    settings.delete('a')
    expect(settings.get('a')).toBeUndefined()
    const difference = { path: 'res://a.tscn', kind: 'changed', changes: ['x'], count: 1 } as const
    differences.put({ difference: { ...difference, changes: ['x'] }, hash: 'h', status: 'open' })
    expect(differences.all()).toEqual([{ difference, hash: 'h', status: 'open' }])
    differences.delete('res://a.tscn')
    expect(differences.all()).toEqual([])
    stale.add({ document: 'd', path: 'res://a.tscn', time: 5, value: '{}' })
    const { settled } = subject.store
    const chosen = { document: 'd', choice: 'ours', item: '{}', way: '{}' }
    expect(settled.add(chosen)).toBe(1)
    expect(settled.add({ ...chosen, choice: 'theirs' })).toBe(2)
    settled.delete(2)
    expect(settled.add(chosen)).toBe(3)
    expect(settled.all()).toEqual([
      { id: 1, ...chosen },
      { id: 3, ...chosen },
    ])
    expect(stale.all()).toEqual([{ id: 1, document: 'd', path: 'res://a.tscn', time: 5, value: '{}' }])
    stale.delete(1)
    expect(stale.all()).toEqual([])
  })

  test('STO16 keeps the newest events of the repository, and gives no number twice', () => {
    using subject = open()
    const rows = createRepoEventRows(subject.store.database, 3)
    for (let time = 1; time <= 5; time += 1) expect(rows.add({ time, what: '{}' })).toBe(time)
    expect(rows.after(0, 9).map(({ id }) => id)).toEqual([3, 4, 5])
    expect(rows.after(3, 1)).toEqual([{ id: 4, time: 4, what: '{}' }])
    expect(rows.range()).toEqual({ first: 3, last: 5 })
    expect(subject.store.repoEvents.after(4, 9)).toHaveLength(1)
  })

  test('says so when stored bytes are no longer what they were', () => {
    using subject = open()
    const { store } = subject
    store.log.append(entry('a', 1, 1, 2, 3))
    store.database.exec("UPDATE updates SET bytes = x'010204' WHERE document = 'a'")
    expect(() => store.log.after('a', 0)).toThrow(expect.objectContaining({ code: 'UNREADABLE' }))
    const hash = store.blobs.put(bytes(7), 'file', 1)
    store.database.exec("UPDATE blobs SET bytes = x'08'")
    expect(() => store.blobs.get(hash)).toThrow(expect.objectContaining({ code: 'UNREADABLE' }))
  })
})

test('a log is worth compacting when it outgrew its snapshot', () => {
  expect(isWorthCompacting({ rows: COMPACT_ROWS - 1, bytes: COMPACT_BYTES - 1 }, 0)).toBe(false)
  expect(isWorthCompacting({ rows: COMPACT_ROWS, bytes: 1 }, 0)).toBe(true)
  expect(isWorthCompacting({ rows: 1, bytes: COMPACT_BYTES }, 0)).toBe(true)
  expect(isWorthCompacting({ rows: 1, bytes: COMPACT_BYTES }, COMPACT_BYTES * 2)).toBe(false)
})

/** The driver gives Buffers: compared as what they hold. */
function plain<T extends { bytes: Uint8Array }>(row: T): T {
  return { ...row, bytes: Uint8Array.from(row.bytes) }
}
