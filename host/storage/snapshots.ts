/** Whole states of documents, in update format v2. */
import type { Database } from 'better-sqlite3'
import { checked, checksum } from './checksum.ts'
import type { Snapshot, Snapshots } from './store.ts'

interface SnapshotRow {
  through: number
  bytes: Uint8Array
  checksum: number
  time: number
}

export function createSnapshots(database: Database): Snapshots {
  const latest = database.prepare<[string], SnapshotRow>(
    'SELECT * FROM snapshots WHERE document = ? ORDER BY through DESC LIMIT 1',
  )
  const nearest = database.prepare<[string, number], SnapshotRow>(
    'SELECT * FROM snapshots WHERE document = ? AND through <= ? ORDER BY through DESC LIMIT 1',
  )
  const get = database.prepare<[string, number], SnapshotRow>(
    'SELECT * FROM snapshots WHERE document = ? AND through = ?',
  )
  const put = database.prepare<[string, number, Uint8Array, number, number]>(
    `INSERT INTO snapshots (document, through, bytes, checksum, time) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (document, through) DO UPDATE SET bytes = excluded.bytes, checksum = excluded.checksum, time = excluded.time`,
  )
  const list = database.prepare<[string], { through: number; time: number; sizeBytes: number }>(
    'SELECT through, time, length(bytes) AS sizeBytes FROM snapshots WHERE document = ? ORDER BY through',
  )
  const drop = database.prepare<[string, number]>('DELETE FROM snapshots WHERE document = ? AND through = ?')
  return {
    latest: document => readRow(document, latest.get(document)),
    nearest: (document, through) => readRow(document, nearest.get(document, through)),
    get: (document, through) => readRow(document, get.get(document, through)),
    put: (document, { through, bytes, time }) => {
      put.run(document, through, bytes, checksum(bytes), time)
    },
    list: document => list.all(document),
    drop: (document, through) => {
      for (const one of through) drop.run(document, one)
    },
  }
}

function readRow(document: string, row: SnapshotRow | undefined): Snapshot | undefined {
  if (row === undefined) return undefined
  const bytes = checked(row.bytes, row.checksum, `The stored state of document ${document}`)
  return { through: row.through, bytes, time: row.time }
}
