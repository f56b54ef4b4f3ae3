/** What was settled since the workspace was opened, and the way back. Kept in memory: it is a convenience, not a record. */
import type { ReviewItem, SettledItem } from '../../shared/contract/data.ts'
import { SETTLED_KEPT } from '../../shared/limits.ts'

/** False where somebody has worked on it since, so that it stays settled. */
export type TakeBack = () => Promise<boolean>

export interface Settled {
  list(): readonly SettledItem[]
  add(item: ReviewItem, choice: string, takeBack: TakeBack): SettledItem
  /** Takes these back, newest first; answers how many could not be. */
  undo(ids: readonly string[]): Promise<number>
}

export function createSettled(): Settled {
  const kept: { readonly shown: SettledItem; readonly takeBack: TakeBack }[] = []
  let count = 0

  return {
    list: () => kept.map(({ shown }) => shown),
    add(item, choice, takeBack) {
      count += 1
      const choices = item.choices.map(each => ({ ...each, inUse: each.id === choice }))
      const shown = { id: String(count), item: { ...item, choices }, choice }
      kept.push({ shown, takeBack })
      if (kept.length > SETTLED_KEPT) kept.shift()
      return shown
    },
    async undo(ids) {
      const wanted = new Set(ids)
      let left = 0
      for (const one of kept.filter(({ shown }) => wanted.has(shown.id)).reverse()) {
        kept.splice(kept.indexOf(one), 1)
        if (!(await one.takeBack())) left += 1
      }
      return left
    },
  }
}
