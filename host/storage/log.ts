/** Documents and their append logs. */
import type { Database } from 'better-sqlite3'
import { checked, checksum } from './checksum.ts'
import type { DocumentRow, DocumentRows, LogEntry, UpdateLog } from './store.ts'
import { eachDocument } from './stored-id.ts'

interface UpdateRow {
  document: string
  sequence: number
  bytes: Uint8Array
  checksum: number
  origin: string
  author: string | null
  time: number
}

export function createDocumentRows(database: Database): DocumentRows {
  const all = database.prepare<[], DocumentRow>('SELECT id, seed, time FROM documents ORDER BY id')
  const get = database.prepare<[string], DocumentRow>('SELECT id, seed, time FROM documents WHERE id = ?')
  const add = database.prepare<[string, string | null, number]>(
    'INSERT INTO documents (id, seed, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  return {
    all: () => all.all(),
    get: id => get.get(id),
    add: (row, time) => {
      add.run(row.id, row.seed, time)
    },
  }
}

export function createUpdateLog(database: Database): UpdateLog {
  const append = database.prepare<[string, number, Uint8Array, number, string, string | null, number]>(
    'INSERT INTO updates (document, sequence, bytes, checksum, origin, author, time) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const after = database.prepare<[string, number], UpdateRow>(
    'SELECT * FROM updates WHERE document = ? AND sequence > ? ORDER BY sequence',
  )
  const range = database.prepare<[string, number, number], UpdateRow>(
    'SELECT * FROM updates WHERE document = ? AND sequence > ? AND sequence <= ? ORDER BY sequence',
  )
  const last = database.prepare<{ document: string }, { last: number | null }>(
    `SELECT max((SELECT coalesce(max(sequence), 0) FROM updates WHERE document = :document),
                (SELECT coalesce(max(through), 0) FROM snapshots WHERE document = :document)) AS last`,
  )
  // The rows hold the bytes: read whole, they would be the whole database.
  const lastOfAll = database.prepare<[], { document: string; last: number }>(
    `WITH RECURSIVE ${eachDocument('updates')}
     SELECT document, max(last) AS last FROM (
       SELECT document, (SELECT max(sequence) FROM updates WHERE updates.document = each.document) AS last
         FROM each WHERE document IS NOT NULL
       UNION ALL SELECT document, max(through) AS last FROM snapshots GROUP BY document
     ) GROUP BY document`,
  )
  const size = database.prepare<[string, number], { rows: number; bytes: number | null }>(
    'SELECT count(*) AS rows, sum(length(bytes)) AS bytes FROM updates WHERE document = ? AND sequence > ?',
  )
  const first = database.prepare<[string], { first: number | null }>(
    'SELECT min(sequence) AS first FROM updates WHERE document = ?',
  )
  const drop = database.prepare<[string, number]>('DELETE FROM updates WHERE document = ? AND sequence <= ?')
  return {
    append: entry => {
      append.run(
        entry.document,
        entry.sequence,
        entry.bytes,
        checksum(entry.bytes),
        entry.origin,
        entry.author,
        entry.time,
      )
    },
    after: (document, sequence) => after.all(document, sequence).map(readRow),
    range: (document, sequence, through) => range.all(document, sequence, through).map(readRow),
    last: document => last.get({ document })?.last ?? 0,
    lastOfAll: () => new Map(lastOfAll.all().map(row => [row.document, row.last])),
    size: (document, sequence) => {
      const row = size.get(document, sequence)
      return { rows: row?.rows ?? 0, bytes: row?.bytes ?? 0 }
    },
    floor: document => {
      const found = first.get(document)?.first ?? null
      return found === null ? (last.get({ document })?.last ?? 0) : found - 1
    },
    thin: (document, sequence) => {
      drop.run(document, sequence)
    },
  }
}

function readRow(row: UpdateRow): LogEntry {
  const { document, sequence, origin, author, time } = row
  const bytes = checked(row.bytes, row.checksum, `Update ${sequence} of document ${document}`)
  return { document, sequence, bytes, origin, author, time }
}
