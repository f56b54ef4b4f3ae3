/** Rows of the list of edits: the edits, their days, and the moment that is looked at between them. Pure. */
import type { TimelineEntry } from '../../../shared/contract/history.ts'
import type { TreeRow } from '../../ui/tree-grid.tsx'
import { dayWords, type EditWords, editText } from './edit-words.ts'
import { entryAt, type Life } from './moments.ts'

export type EditRow = TreeRow &
  (
    | { readonly kind: 'day' }
    | { readonly kind: 'moment' }
    | { readonly kind: 'edit'; readonly entry: TimelineEntry; readonly isLater: boolean }
  )

/** `moment` null: nothing is looked at but now. `now`: unix ms, for the names of days. */
export function editRows(
  life: Life,
  moment: number | null,
  filter: string,
  now: number,
  wordsOf: (entry: TimelineEntry) => EditWords,
): EditRow[] {
  const wanted = filter.trim().toLowerCase()
  const at = moment === null ? -1 : entryAt(life, moment)
  const rows: EditRow[] = []
  const place = (key: string, text: string): TreeRow => ({
    key,
    level: 1,
    isExpandable: false,
    isExpanded: false,
    position: rows.length + 1,
    siblings: life.entries.length,
    text,
  })
  let day = ''
  life.entries.forEach((entry, index) => {
    if (index === at) rows.push({ ...place('moment', ''), kind: 'moment' })
    if (wanted !== '' && !editText(entry, wordsOf(entry)).includes(wanted)) return
    const name = dayWords(entry.time, now)
    if (name !== day) rows.push({ ...place(`day:${entry.sequence}`, name), kind: 'day' })
    day = name
    const isLater = at >= 0 && index < at
    rows.push({ ...place(keyOf(entry), entry.lines[0]?.node ?? ''), kind: 'edit', entry, isLater })
  })
  if (at >= 0 && at === life.entries.length) rows.push({ ...place('moment', ''), kind: 'moment' })
  return rows
}

export function keyOf({ sequence }: Pick<TimelineEntry, 'sequence'>): string {
  return `edit:${sequence}`
}
