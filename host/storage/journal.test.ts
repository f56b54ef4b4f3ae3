import { expect, test } from 'vitest'
import { createJournal, NOTHING_DESCRIBED } from './journal.ts'
import { openMemoryStore } from './sqlite-store.ts'

const line = { file: 'a.tscn', node: 'Root', text: 'renamed', kind: 'changed', time: 7 } as const

function journalOver(store: ReturnType<typeof openMemoryStore>, isOutboxOn = false) {
  return createJournal({
    store,
    now: () => 7,
    isOutboxOn: () => isOutboxOn,
    describe: () => ({ lines: [line], people: [] }),
  })
}

const update = (document: string, value: number, isOwn = true) => ({
  document,
  bytes: Uint8Array.of(value),
  origin: 'window',
  author: null,
  isOwn,
})

test('commits all updates of one turn in one transaction, each with its own sequence', async () => {
  using store = openMemoryStore()
  let transactions = 0
  function count<T>(run: () => T): T {
    transactions += 1
    return store.transaction(run)
  }
  const counted = { ...store, transaction: count }
  await using journal = createJournal({
    store: counted,
    now: () => 7,
    isOutboxOn: () => false,
    describe: () => NOTHING_DESCRIBED,
  })
  const sequences = await Promise.all([
    journal.append(update('a', 1)),
    journal.append(update('b', 2)),
    journal.append(update('a', 3)),
  ])
  expect(sequences).toEqual([1, 1, 2])
  expect(transactions).toBe(1)
  expect(store.log.after('a', 0).map(entry => entry.bytes[0])).toEqual([1, 3])
})

test('keeps what was made here for the relay, and nothing else', async () => {
  using store = openMemoryStore()
  await using journal = journalOver(store, true)
  await Promise.all([journal.append(update('a', 1)), journal.append(update('a', 2, false))])
  expect(store.outbox.pending('a', 0).map(row => row.sequence)).toEqual([1])
  expect(store.outbox.texts('main', 5)).toEqual([line])
})

test('a full disk loses nothing and acknowledges nothing; what waited is saved when there is space', async () => {
  using store = openMemoryStore()
  await using journal = journalOver(store)
  const pages = Number(store.database.pragma('page_count', { simple: true }))
  store.database.pragma(`max_page_count = ${pages + 1}`)
  const states: string[] = []
  journal.onDidChangeState(() => states.push(journal.state))
  const large = { ...update('a', 1), bytes: new Uint8Array(200_000) }
  let isStored = false
  const first = journal.append(large).then(() => {
    isStored = true
  })
  const second = journal.append(update('a', 2))
  journal.flush()
  await new Promise(resolve => setImmediate(resolve))
  expect({ state: journal.state, waiting: journal.waiting, isStored }).toEqual({
    state: 'full',
    waiting: 2,
    isStored: false,
  })
  expect(store.log.last('a')).toBe(0)
  store.database.pragma('max_page_count = 100000')
  journal.flush()
  await first
  expect(await second).toBe(2)
  expect(states).toEqual(['full', 'ok'])
  expect(store.log.size('a', 0)).toEqual({ rows: 2, bytes: 200_001 })
})

test('a host that stops on a full disk says that it did not save', async () => {
  using store = openMemoryStore()
  const journal = journalOver(store)
  store.database.pragma(`max_page_count = ${Number(store.database.pragma('page_count', { simple: true }))}`)
  const lost = journal.append({ ...update('a', 1), bytes: new Uint8Array(200_000) })
  const refused = expect(lost).rejects.toMatchObject({ code: 'DISK' })
  await journal[Symbol.asyncDispose]()
  await refused
})
