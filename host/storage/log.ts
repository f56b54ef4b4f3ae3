/** Documents and their append logs. */
import type { Database } from 'better-sqlite3'
import { checked, checksum } from './checksum.ts'
import type { DocumentRow, DocumentRows, LogEntry, UpdateLog } from './store.ts'

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
  const all = database.prepare<[], DocumentRow>('SELECT id, seed FROM documents ORDER BY id')
  const get = database.prepare<[string], DocumentRow>('SELECT id, seed FROM documents WHERE id = ?')
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
  const last = database.prepare<{ document: string }, { last: number | null }>(
    `SELECT max((SELECT coalesce(max(sequence), 0) FROM updates WHERE document = :document),
                (SELECT coalesce(max(through), 0) FROM snapshots WHERE document = :document)) AS last`,
  )
  const lastOfAll = database.prepare<[], { document: string; last: number }>(
    `SELECT document, max(last) AS last FROM (
       SELECT document, max(sequence) AS last FROM updates GROUP BY document
       UNION ALL SELECT document, max(through) AS last FROM snapshots GROUP BY document
     ) GROUP BY document`,
  )
  const size = database.prepare<[string], { rows: number; bytes: number | null }>(
    'SELECT count(*) AS rows, sum(length(bytes)) AS bytes FROM updates WHERE document = ?',
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
    last: document => last.get({ document })?.last ?? 0,
    lastOfAll: () => new Map(lastOfAll.all().map(row => [row.document, row.last])),
    size: document => {
      const row = size.get(document)
      return { rows: row?.rows ?? 0, bytes: row?.bytes ?? 0 }
    },
    dropThrough: (document, sequence) => {
      drop.run(document, sequence)
    },
  }
}

function readRow(row: UpdateRow): LogEntry {
  const { document, sequence, origin, author, time } = row
  const bytes = checked(row.bytes, row.checksum, `Update ${sequence} of document ${document}`)
  return { document, sequence, bytes, origin, author, time }
}
