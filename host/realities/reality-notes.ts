/**
 * What is kept of a reality beside its row: which others it was made with, the branch that goes with it, and the commit
 * at which that went together with it (`gone`), or came back (`back`).
 */
import type { SettingRows } from '../storage/store.ts'

export type RealityNote = 'tried' | 'branch' | 'gone' | 'back'

export function readNote(settings: SettingRows, note: RealityNote, reality: string): string | null {
  return settings.get(keyOf(note, reality)) ?? null
}

/** Null takes it away. */
export function writeNote(settings: SettingRows, note: RealityNote, reality: string, value: string | null): void {
  if (value === null) settings.delete(keyOf(note, reality))
  else settings.set(keyOf(note, reality), value)
}

function keyOf(note: RealityNote, reality: string): string {
  return `reality.${note}.${reality}`
}
