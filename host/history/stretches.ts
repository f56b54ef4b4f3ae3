/** Which part of the line of edits is a reality's own past: its own since the fork, and before it that of its parent. */
import type { Stretch } from '../storage/history-tables.ts'
import type { Lineage } from '../storage/reality-store.ts'

/** Its own first, then that of each it comes from. */
export function stretchesOf(lineage: Lineage): Stretch[] {
  const stretches: Stretch[] = []
  let through = Number.MAX_SAFE_INTEGER
  for (let at: Lineage | null = lineage; at !== null; at = at.fork?.from ?? null) {
    const after = at.fork?.position ?? 0
    stretches.push({ reality: at.id, after: Math.min(after, through), through })
    through = Math.min(through, after)
  }
  return stretches
}
