/** A text merged by what its name says it is: settings of Godot by their keys where their lines met. (TXM6) */
import { isSettingsFile, mergeSettings } from './merge-settings.ts'
import { type Kept, type MergedText, mergeText, type TextSides } from './text-merge.ts'

/** As mergeText; `path` with `/`. */
export function mergeTextFile(path: string, sides: TextSides, keep: Kept = 'ours'): MergedText {
  const merged = mergeText(sides, keep)
  if (merged.kind === 'binary' || merged.conflicts.length === 0 || !isSettingsFile(path)) return merged
  const texts = decode(sides)
  const settings = texts === null ? null : mergeSettings(texts, keep)
  if (settings === null) return merged
  return { kind: 'text', bytes: new TextEncoder().encode(settings.text), conflicts: settings.conflicts }
}

/** Null where one of them is no UTF-8. */
function decode({ base, ours, theirs }: TextSides) {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    return { base: decoder.decode(base), ours: decoder.decode(ours), theirs: decoder.decode(theirs) }
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
