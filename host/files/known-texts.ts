/**
 * Before files are put to another state on purpose: what stands in them is what that state was chosen against. Without
 * it an older text that comes back would be taken for a stale copy, which undoes nothing (FIL6).
 */
import type { Project } from '../workspace/project.ts'

export function basesAreKnown({ store, table, now }: Project, paths: Iterable<string>): void {
  store.transaction(() => {
    for (const path of paths) {
      const row = table.get(path)
      if (row?.document == null) continue
      const newest = store.written.newest(row.document)
      if (newest?.source === 'weft' && store.written.newestHash(row.document) === row.hash) {
        store.written.put(row.document, { ...newest, source: 'outside' }, row.hash, now())
      }
    }
  })
}
