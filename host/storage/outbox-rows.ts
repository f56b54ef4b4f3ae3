/** Updates that the relay has not acknowledged, with a line for people about each. */
import type { Database } from 'better-sqlite3'
import type { WaitingChange } from '../../shared/contract/data.ts'
import type { OutboxRows } from './store.ts'
import { REALITY_OF_DOCUMENT } from './stored-id.ts'

export function createOutboxRows(database: Database): OutboxRows {
  const append = database.prepare<[string, number, Uint8Array, string, number]>(
    'INSERT INTO outbox (document, sequence, bytes, texts, time) VALUES (?, ?, ?, ?, ?)',
  )
  const documents = database.prepare<[string], { document: string }>(
    `SELECT DISTINCT document FROM outbox WHERE ${REALITY_OF_DOCUMENT} = ? ORDER BY document`,
  )
  const pending = database.prepare<
    [string, number],
    { document: string; sequence: number; bytes: Uint8Array; time: number }
  >('SELECT document, sequence, bytes, time FROM outbox WHERE document = ? AND sequence > ? ORDER BY sequence')
  const texts = database.prepare<[string, number], { texts: string }>(
    `SELECT texts FROM outbox WHERE texts <> '[]' AND ${REALITY_OF_DOCUMENT} = ? ORDER BY time DESC, sequence DESC LIMIT ?`,
  )
  const ack = database.prepare<[string, number]>('DELETE FROM outbox WHERE document = ? AND sequence = ?')
  const ackThrough = database.prepare<[string, number]>('DELETE FROM outbox WHERE document = ? AND sequence <= ?')
  const count = database.prepare<[string], { count: number }>(
    `SELECT count(*) AS count FROM outbox WHERE ${REALITY_OF_DOCUMENT} = ?`,
  )
  const clear = database.prepare('DELETE FROM outbox')
  return {
    append: row => {
      append.run(row.document, row.sequence, row.bytes, JSON.stringify(row.texts), row.time)
    },
    documents: reality => documents.all(reality).map(row => row.document),
    pending: (document, after) => pending.all(document, after),
    texts: (reality, limit) => {
      const rows = texts.all(reality, limit).reverse()
      return rows.flatMap(row => JSON.parse(row.texts) as WaitingChange[]).slice(-limit)
    },
    ack: (document, sequences) => {
      for (const sequence of sequences) ack.run(document, sequence)
    },
    ackThrough: (document, sequence) => {
      ackThrough.run(document, sequence)
    },
    count: reality => count.get(reality)?.count ?? 0,
    clear: () => {
      clear.run()
    },
  }
}
