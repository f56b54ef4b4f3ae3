/**
 * The folder given to another reality. RTY3: one transaction says whose it is and what of its files is behind; the
 * files follow when the workspace is opened, by the rules of any other change (FIL4, FIL11). A crash before it leaves
 * the old reality, one after it the new, and nothing has to be taken back.
 */
import type { FileTable } from '../files/file-table.ts'
import { whereabouts } from '../history/moment.ts'
import { lineageOf, openRealityStore, type RealityStore } from '../storage/reality-store.ts'
import type { Store } from '../storage/store.ts'

/** Settings key. */
export const CURRENT_SETTING = 'reality.current'

/** Never written: behind whatever the document's log says. */
const BEHIND = -1

/**
 * The caller has settled the folder: every file says what its document says, in the reality that is left, but for those
 * in `foreign`, which another program wrote for the reality that comes (RTY18).
 * Throws AppError NOT_FOUND for a reality that is not there.
 */
export function recordSwitch(
  disk: Store,
  from: RealityStore,
  id: string,
  table: FileTable,
  now: number,
  foreign: ReadonlySet<string> = new Set(),
): void {
  const to = openRealityStore(disk, lineageOf(disk, id))
  const before = { store: from, position: null }
  const after = { store: to, position: null }
  const behind = [...table.all()].filter(
    ({ document }) => document !== null && whereabouts(before, document) !== whereabouts(after, document),
  )
  disk.transaction(() => {
    disk.settings.set(CURRENT_SETTING, id)
    for (const row of behind) {
      table.put({ ...row, writtenSequence: BEHIND })
      if (row.document !== null && !foreign.has(row.path)) keepStandingText(from, to, row.document, row.hash, now)
    }
  })
}

/**
 * What stands in the file is a text of the reality that is left. The other one has to know it, or a program that saves
 * its copy of the file would seem to have made all that differs between the two (FIL6, INT3).
 */
function keepStandingText(from: RealityStore, to: RealityStore, document: string, hash: string, now: number): void {
  const text = from.written.newest(document)
  if (text === undefined || to.documents.get(document) === undefined) return
  to.written.put(document, { ...text, source: 'weft' }, hash, now)
}
