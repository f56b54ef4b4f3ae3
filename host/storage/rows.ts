/** The small tables: what was seen of each file, settings, differences and stale values. */
import type { Database } from 'better-sqlite3'
import type { LocalDifference } from '../../shared/contract/data.ts'
import type {
  DifferenceRow,
  DifferenceRows,
  FileFault,
  FileRow,
  FileRows,
  SettingRows,
  StaleRow,
  StaleRows,
} from './store.ts'

interface FileColumns {
  path: string
  entry: string | null
  document: string | null
  size: number
  mtime: number
  hash: string
  fault: string | null
  inherits: string | null
  written_sequence: number
}

export function createFileRows(database: Database): FileRows {
  const all = database.prepare<[], FileColumns>('SELECT * FROM files ORDER BY path')
  const put = database.prepare<FileColumns>(
    `INSERT OR REPLACE INTO files (path, entry, document, size, mtime, hash, fault, inherits, written_sequence)
     VALUES (:path, :entry, :document, :size, :mtime, :hash, :fault, :inherits, :written_sequence)`,
  )
  const remove = database.prepare<[string]>('DELETE FROM files WHERE path = ?')
  return {
    all: () => all.all().map(readFile),
    put: row => {
      put.run({
        path: row.path,
        entry: row.entry,
        document: row.document,
        size: row.sizeBytes,
        mtime: row.mtimeUs,
        hash: row.hash,
        fault: row.fault === null ? null : JSON.stringify(row.fault),
        inherits: row.inherits,
        written_sequence: row.writtenSequence,
      })
    },
    delete: path => {
      remove.run(path)
    },
  }
}

function readFile(row: FileColumns): FileRow {
  return {
    path: row.path,
    entry: row.entry,
    document: row.document,
    sizeBytes: row.size,
    mtimeUs: row.mtime,
    hash: row.hash,
    fault: row.fault === null ? null : (JSON.parse(row.fault) as FileFault),
    inherits: row.inherits,
    writtenSequence: row.written_sequence,
  }
}

export function createSettingRows(database: Database): SettingRows {
  const get = database.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?')
  const set = database.prepare<[string, string]>('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)')
  const remove = database.prepare<[string]>('DELETE FROM settings WHERE key = ?')
  return {
    get: key => get.get(key)?.value,
    set: (key, value) => {
      set.run(key, value)
    },
    delete: key => {
      remove.run(key)
    },
  }
}

export function createDifferenceRows(database: Database): DifferenceRows {
  const all = database.prepare<[], { difference: string; hash: string; status: string }>(
    'SELECT difference, hash, status FROM differences ORDER BY path',
  )
  const put = database.prepare<[string, string, string, string]>(
    'INSERT OR REPLACE INTO differences (path, difference, hash, status) VALUES (?, ?, ?, ?)',
  )
  const remove = database.prepare<[string]>('DELETE FROM differences WHERE path = ?')
  return {
    all: () => all.all().map(readDifference),
    put: ({ difference, hash, status }) => {
      put.run(difference.path, JSON.stringify(difference), hash, status)
    },
    delete: path => {
      remove.run(path)
    },
  }
}

function readDifference(row: { difference: string; hash: string; status: string }): DifferenceRow {
  const status = row.status === 'left' ? 'left' : 'open'
  return { difference: JSON.parse(row.difference) as LocalDifference, hash: row.hash, status }
}

export function createStaleRows(database: Database): StaleRows {
  const all = database.prepare<[], StaleRow>('SELECT * FROM stale ORDER BY id')
  const add = database.prepare<[string, string, number, string]>(
    'INSERT INTO stale (document, path, time, value) VALUES (?, ?, ?, ?)',
  )
  const remove = database.prepare<[number]>('DELETE FROM stale WHERE id = ?')
  return {
    all: () => all.all(),
    add: row => {
      add.run(row.document, row.path, row.time, row.value)
    },
    delete: id => {
      remove.run(id)
    },
  }
}
