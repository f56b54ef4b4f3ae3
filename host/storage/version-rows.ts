/** Versions, backups and merges over their tables. */
import type { Database } from 'better-sqlite3'
import { readAuthor } from './edit-rows.ts'
import type { MergeRow, MergeRows, VersionRow, VersionRows } from './history-tables.ts'

interface VersionColumns {
  id: string
  kind: string
  name: string
  note: string
  reality: string
  position: number
  time: number
  author: string | null
  color: number | null
  size: number
  changed: number
}

const STRATEGIES: readonly MergeRow['strategy'][] = ['auto', 'ours', 'theirs', 'manual']

interface MergeColumns {
  id: string
  source: string
  target: string
  strategy: string
  status: string
  time: number
  author: string | null
  color: number | null
  version: string | null
  files: number
  contested: number
  plan: string
}

export function createVersionRows(database: Database): VersionRows {
  const all = database.prepare<[], VersionColumns>('SELECT * FROM versions ORDER BY position, time, id')
  const get = database.prepare<[string], VersionColumns>('SELECT * FROM versions WHERE id = ?')
  const put = database.prepare<VersionColumns>(
    `INSERT OR REPLACE INTO versions (id, kind, name, note, reality, position, time, author, color, size, changed)
     VALUES (:id, :kind, :name, :note, :reality, :position, :time, :author, :color, :size, :changed)`,
  )
  const remove = database.prepare<[string]>('DELETE FROM versions WHERE id = ?')
  return {
    all: () => all.all().map(readVersion),
    get: id => {
      const row = get.get(id)
      return row === undefined ? undefined : readVersion(row)
    },
    put: ({ author, sizeBytes, id, kind, name, note, reality, position, time, changed }) => {
      const who = { author: author?.name ?? null, color: author?.color ?? null }
      put.run({ id, kind, name, note, reality, position, time, ...who, size: sizeBytes, changed })
    },
    delete: id => {
      remove.run(id)
    },
  }
}

function readVersion(row: VersionColumns): VersionRow {
  const { id, name, note, reality, position, time, changed } = row
  const kind = row.kind === 'backup' || row.kind === 'merge' ? row.kind : 'version'
  return {
    id,
    kind,
    name,
    note,
    reality,
    position,
    time,
    author: readAuthor(row.author, row.color),
    sizeBytes: row.size,
    changed,
  }
}

export function createMergeRows(database: Database): MergeRows {
  const all = database.prepare<[], MergeColumns>('SELECT * FROM merges ORDER BY time, id')
  const get = database.prepare<[string], MergeColumns>('SELECT * FROM merges WHERE id = ?')
  const put = database.prepare<MergeColumns>(
    `INSERT OR REPLACE INTO merges (id, source, target, strategy, status, time, author, color, version, files, contested, plan)
     VALUES (:id, :source, :target, :strategy, :status, :time, :author, :color, :version, :files, :contested, :plan)`,
  )
  return {
    all: () => all.all().map(readMerge),
    get: id => {
      const row = get.get(id)
      return row === undefined ? undefined : readMerge(row)
    },
    put: ({ author, before, id, source, target, strategy, status, time, version, files, contested }) => {
      const who = { author: author?.name ?? null, color: author?.color ?? null }
      const plan = JSON.stringify(before)
      put.run({ id, source, target, strategy, status, time, ...who, version, files, contested, plan })
    },
  }
}

function readMerge(row: MergeColumns): MergeRow {
  const { id, source, target, time, version, files, contested } = row
  return {
    id,
    source,
    target,
    strategy: STRATEGIES.find(known => known === row.strategy) ?? 'auto',
    status: row.status === 'running' || row.status === 'undone' ? row.status : 'done',
    time,
    author: readAuthor(row.author, row.color),
    version,
    files,
    contested,
    before: JSON.parse(row.plan) as Record<string, string>,
  }
}
