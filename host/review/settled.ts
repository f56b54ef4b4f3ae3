/** What was settled from here, and the way back. STO15: kept in the store, so that a later session can take it back. */
import type { ReviewItem, SettledItem } from '../../shared/contract/data.ts'
import type { SettledRow, SettledRows } from '../storage/settled-rows.ts'
import type { WayBack } from './way-back.ts'

export interface Settled {
  /** Newest last. */
  list(): readonly SettledItem[]
  add(item: ReviewItem, choice: string, way: WayBack): SettledItem
  /** Takes these back, newest first; answers how many could not be. */
  undo(ids: readonly string[]): Promise<number>
}

export interface SettledDeps {
  readonly rows: SettledRows
  /** False where somebody has worked on it since. */
  readonly takeBack: (way: WayBack) => Promise<boolean>
}

export function createSettled({ rows, takeBack }: SettledDeps): Settled {
  return {
    list: () => rows.all().map(shown),
    add(item, choice, way) {
      const choices = item.choices.map(each => ({ ...each, inUse: each.id === choice }))
      const settled = { ...item, choices }
      const row = { document: item.document, choice, item: JSON.stringify(settled), way: JSON.stringify(way) }
      return { id: String(rows.add(row)), item: settled, choice }
    },
    async undo(ids) {
      const wanted = new Set(ids)
      let left = 0
      for (const { id, way } of rows
        .all()
        .filter(row => wanted.has(String(row.id)))
        .reverse()) {
        rows.delete(id)
        if (!(await takeBack(JSON.parse(way) as WayBack))) left += 1
      }
      return left
    },
  }
}

function shown({ id, item, choice }: SettledRow): SettledItem {
  return { id: String(id), item: JSON.parse(item) as ReviewItem, choice }
}
