/** Realities over their table. */
import type { Database } from 'better-sqlite3'
import { readAuthor } from './edit-rows.ts'
import type { RealityRow, RealityRows } from './history-tables.ts'
import { eachDocument, REALITY_OF_DOCUMENT } from './stored-id.ts'

interface RealityColumns {
  id: string
  name: string
  parent: string
  position: number | null
  written: number
  time: number
  author: string | null
  color: number | null
  status: string
  gone: number | null
}

/** Whatever is kept by document. */
const TABLES = ['updates', 'snapshots', 'written', 'outbox', 'stale', 'settled', 'edits'] as const

export function createRealityRows(database: Database): RealityRows {
  const all = database.prepare<[], RealityColumns>('SELECT * FROM realities ORDER BY time, id')
  const get = database.prepare<[string], RealityColumns>('SELECT * FROM realities WHERE id = ?')
  const put = database.prepare<RealityColumns>(
    `INSERT OR REPLACE INTO realities (id, name, parent, position, written, time, author, color, status, gone)
     VALUES (:id, :name, :parent, :position, :written, :time, :author, :color, :status, :gone)`,
  )
  const remove = database.prepare<[string]>('DELETE FROM realities WHERE id = ?')
  const removeRows = TABLES.map(table => database.prepare<[string]>(`DELETE FROM ${table} WHERE document = ?`))
  const documents = database.prepare<[string], { document: string }>(
    `WITH RECURSIVE ${eachDocument('edits')} SELECT document FROM each
     WHERE document IS NOT NULL AND ${REALITY_OF_DOCUMENT} = ?`,
  )
  const removeDocuments = database.prepare<[string]>(
    `DELETE FROM documents WHERE ${REALITY_OF_DOCUMENT.replaceAll('document', 'id')} = ?`,
  )
  const removeVersions = database.prepare<[string]>('DELETE FROM versions WHERE reality = ?')
  return {
    all: () => all.all().map(readReality),
    get: id => {
      const row = get.get(id)
      return row === undefined ? undefined : readReality(row)
    },
    put: ({ author, goneAt, id, name, parent, position, written, time, status }) => {
      const who = { author: author?.name ?? null, color: author?.color ?? null }
      put.run({ id, name, parent, position, written, time, ...who, status, gone: goneAt })
    },
    delete: id => {
      for (const { document } of documents.all(id)) for (const statement of removeRows) statement.run(document)
      for (const statement of [remove, removeDocuments, removeVersions]) statement.run(id)
    },
  }
}

function readReality(row: RealityColumns): RealityRow {
  const { id, name, parent, position, written, time } = row
  const status = row.status === 'merged' || row.status === 'dropped' ? row.status : 'open'
  return {
    id,
    name,
    parent,
    position,
    written,
    time,
    author: readAuthor(row.author, row.color),
    status,
    goneAt: row.gone,
  }
}
