/** A reality as windows and scripts see it. */
import { MAIN_REALITY, type Reality } from '../../shared/contract/realities.ts'
import type { RealityRow } from '../storage/history-tables.ts'
import type { Store } from '../storage/store.ts'
import { readNote } from './reality-notes.ts'

/** `current`: the one that has the folder. */
export function showReality(disk: Store, row: RealityRow, current: string): Reality {
  const edited = disk.edits.edited(row.id)
  const lastEditAt = newest(edited)
  const merged = disk.merges.all().findLast(merge => merge.source === row.id && merge.status === 'done')
  const isMerged = row.status === 'open' && merged !== undefined && merged.time >= (lastEditAt ?? 0)
  return {
    id: row.id,
    name: row.name,
    parent: row.parent,
    time: row.time,
    author: row.author,
    status: isMerged ? 'merged' : row.status,
    isCurrent: row.id === current,
    changedFiles: edited.length,
    lastEditAt,
    goneAt: row.goneAt,
    tried: readNote(disk.settings, 'tried', row.id),
    branch: readNote(disk.settings, 'branch', row.id),
  }
}

export function showMain(disk: Store, current: string): Reality {
  return {
    id: MAIN_REALITY,
    name: MAIN_REALITY,
    parent: null,
    time: 0,
    author: null,
    status: 'open',
    isCurrent: current === MAIN_REALITY,
    changedFiles: 0,
    lastEditAt: newest(disk.edits.edited(MAIN_REALITY)),
    goneAt: null,
    tried: null,
    branch: readNote(disk.settings, 'branch', MAIN_REALITY),
  }
}

function newest(edited: readonly { readonly time: number }[]): number | null {
  return edited.length === 0 ? null : Math.max(...edited.map(({ time }) => time))
}
