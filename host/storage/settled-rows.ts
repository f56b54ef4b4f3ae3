/** What was settled in the review, over its table. STO15: the newest `SETTLED_KEPT` are kept. */
import type { Database } from 'better-sqlite3'
import { SETTLED_KEPT } from '../../shared/limits.ts'

export interface SettledRow {
  readonly id: number
  readonly document: string
  readonly choice: string
  /** JSON of the item as it was listed. */
  readonly item: string
  /** JSON of how to take it back (host/review/way-back.ts). */
  readonly way: string
}

export interface SettledRows {
  /** In the order in which they were settled. */
  all(): readonly SettledRow[]
  /** Returns its id, which is never used again. */
  add(row: Omit<SettledRow, 'id'>): number
  delete(id: number): void
}

export function createSettledRows(database: Database): SettledRows {
  const all = database.prepare<[], SettledRow>('SELECT id, document, choice, item, way FROM settled ORDER BY id')
  const add = database.prepare<Omit<SettledRow, 'id'>>(
    'INSERT INTO settled (document, choice, item, way) VALUES (:document, :choice, :item, :way)',
  )
  const trim = database.prepare<[number]>(
    'DELETE FROM settled WHERE id NOT IN (SELECT id FROM settled ORDER BY id DESC LIMIT ?)',
  )
  const remove = database.prepare<[number]>('DELETE FROM settled WHERE id = ?')
  return {
    all: () => all.all(),
    add({ document, choice, item, way }) {
      const { lastInsertRowid } = add.run({ document, choice, item, way })
      trim.run(SETTLED_KEPT)
      return Number(lastInsertRowid)
    },
    delete: id => {
      remove.run(id)
    },
  }
}
