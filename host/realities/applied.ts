/**
 * One reality taken and others dropped, as one step: which ones go is put on record with the merge that is begun, and
 * they go with its end, whenever that is. The last one can be taken back. (RTY15)
 */
import { z } from 'zod'
import type { SettingRows, Store } from '../storage/store.ts'

const SETTING = 'realities.applied'

const appliedShape = z.object({ merge: z.string(), dropped: z.array(z.string()) })
export type Applied = z.infer<typeof appliedShape>

/** In the transaction that begins the merge. */
export function recordApply(settings: SettingRows, applied: Applied): void {
  settings.set(SETTING, JSON.stringify(applied))
}

export function readApplied(settings: SettingRows): Applied | null {
  const text = settings.get(SETTING)
  return text === undefined ? null : appliedShape.parse(JSON.parse(text))
}

export function forgetApply(settings: SettingRows): void {
  settings.delete(SETTING)
}

/** In the transaction that ends the merge. One that is gone by then is passed over. */
export function dropWith(disk: Pick<Store, 'settings' | 'realities'>, merge: string, goneAt: number): void {
  const applied = readApplied(disk.settings)
  if (applied?.merge !== merge) return
  for (const id of applied.dropped) {
    const row = disk.realities.get(id)
    if (row !== undefined && row.status !== 'dropped') disk.realities.put({ ...row, status: 'dropped', goneAt })
  }
}
