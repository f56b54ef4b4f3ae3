/** What happened in the repository, over its table. STO16: the newest `REPO_EVENTS_KEPT` are kept; ids only go up. */
import type { Database } from 'better-sqlite3'
import { REPO_EVENTS_KEPT } from '../../shared/limits.ts'

export interface RepoEventRow {
  readonly id: number
  /** Unix ms. */
  readonly time: number
  /** JSON of what happened, as the contract has it. */
  readonly what: string
}

export interface RepoEventRows {
  /** In order, at most `limit`. */
  after(id: number, limit: number): readonly RepoEventRow[]
  /** Ids of the oldest and the newest that are kept; 0 where there never was one. */
  range(): { readonly first: number; readonly last: number }
  /** Returns its id, which is never used again. */
  add(row: Omit<RepoEventRow, 'id'>): number
}

export function createRepoEventRows(database: Database, kept = REPO_EVENTS_KEPT): RepoEventRows {
  const after = database.prepare<[number, number], RepoEventRow>(
    'SELECT id, time, what FROM repo_events WHERE id > ? ORDER BY id LIMIT ?',
  )
  const range = database.prepare<[], { first: number | null; last: number | null }>(
    'SELECT min(id) AS first, max(id) AS last FROM repo_events',
  )
  const add = database.prepare<[number, string]>('INSERT INTO repo_events (time, what) VALUES (?, ?)')
  const trim = database.prepare<[number]>('DELETE FROM repo_events WHERE id <= ?')
  return {
    after: (id, limit) => after.all(id, limit),
    range() {
      const { first, last } = range.get() ?? { first: null, last: null }
      return { first: first ?? 0, last: last ?? 0 }
    },
    add({ time, what }) {
      const id = Number(add.run(time, what).lastInsertRowid)
      trim.run(id - kept)
      return id
    },
  }
}
