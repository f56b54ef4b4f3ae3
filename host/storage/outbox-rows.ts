/** Updates that the relay has not acknowledged, with a line for people about each. */
import type { Database } from 'better-sqlite3'
import type { WaitingChange } from '../../shared/contract/data.ts'
import type { OutboxRows } from './store.ts'

export function createOutboxRows(database: Database): OutboxRows {
  const append = database.prepare<[string, number, Uint8Array, string, number]>(
    'INSERT INTO outbox (document, sequence, bytes, texts, time) VALUES (?, ?, ?, ?, ?)',
  )
  const documents = database.prepare<[], { document: string }>('SELECT DISTINCT document FROM outbox ORDER BY document')
  const pending = database.prepare<
    [string, number],
    { document: string; sequence: number; bytes: Uint8Array; time: number }
  >('SELECT document, sequence, bytes, time FROM outbox WHERE document = ? AND sequence > ? ORDER BY sequence')
  const texts = database.prepare<[number], { texts: string }>(
    "SELECT texts FROM outbox WHERE texts <> '[]' ORDER BY time DESC, sequence DESC LIMIT ?",
  )
  const ack = database.prepare<[string, number]>('DELETE FROM outbox WHERE document = ? AND sequence = ?')
  const ackThrough = database.prepare<[string, number]>('DELETE FROM outbox WHERE document = ? AND sequence <= ?')
  const count = database.prepare<[], { count: number }>('SELECT count(*) AS count FROM outbox')
  const clear = database.prepare('DELETE FROM outbox')
  return {
    append: row => {
      append.run(row.document, row.sequence, row.bytes, JSON.stringify(row.texts), row.time)
    },
    documents: () => documents.all().map(row => row.document),
    pending: (document, after) => pending.all(document, after),
    texts: limit => {
      const rows = texts.all(limit).reverse()
      return rows.flatMap(row => JSON.parse(row.texts) as WaitingChange[]).slice(-limit)
    },
    ack: (document, sequences) => {
      for (const sequence of sequences) ack.run(document, sequence)
    },
    ackThrough: (document, sequence) => {
      ackThrough.run(document, sequence)
    },
    count: () => count.get()?.count ?? 0,
    clear: () => {
      clear.run()
    },
  }
}
