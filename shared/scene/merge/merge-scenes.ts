/**
 * Three texts of one scene merged into one that always loads, and a list of what met.
 *
 * Never blocks: where both sides set the same thing, the strategy says whose value is in use, and all three are listed.
 * (MRG rules in docs/spec/merge.md.)
 *
 *     const merged = mergeScenes({ base, ours, theirs }, 'auto')
 *     if (merged.ok) write(merged.text)   // merged.conflicts: what a person may want to look at
 */
import { parseSceneText, type SceneText } from '../codec/scene-text.ts'
import { type ExportOptions, exportScene } from '../export.ts'
import { whyNotLoadable } from './check-text.ts'
import type { MergeResult } from './conflict.ts'
import { readConflicts, readNotices } from './conflicts.ts'
import { meetingOf, mergeContext } from './merge-context.ts'
import { openMerge } from './open-merge.ts'
import { applyStrategy, type MergeStrategy } from './strategy.ts'

export interface MergedTexts {
  readonly base: string
  readonly ours: string
  readonly theirs: string
}

/** `ok: false` where one of the texts cannot be read as a scene. Throws where the result would not load: a bug. */
export function mergeScenes(texts: MergedTexts, strategy: MergeStrategy, options: ExportOptions = {}): MergeResult {
  const parsed: Partial<Record<keyof MergedTexts, SceneText>> = {}
  for (const side of ['base', 'ours', 'theirs'] as const) {
    const read = parseSceneText(texts[side])
    if (!read.ok) return { ok: false, side, fault: read.fault }
    parsed[side] = read.value
  }
  const { base, ours, theirs } = parsed
  if (base === undefined || ours === undefined || theirs === undefined) throw new Error('all three were read')
  const only = onlyChange(texts)
  if (only !== null) return { ok: true, text: only, clean: true, conflicts: [], notices: [] }
  using merge = openMerge({ base, ours, theirs })
  const { document, editor, sides } = merge
  const meeting = meetingOf(document, sides)
  applyStrategy(editor, strategy, sides)
  const context = mergeContext(document, sides)
  const conflicts = readConflicts(context, meeting)
  const { text } = exportScene(document, merge.oursBase, options)
  const fault = whyNotLoadable(text)
  if (fault !== null) throw new Error(`The merged scene would not load: ${fault}`)
  return { ok: true, text, clean: conflicts.length === 0, conflicts, notices: readNotices(context) }
}

/** MRG13: where only one side changed anything, its very bytes. */
function onlyChange({ base, ours, theirs }: MergedTexts): string | null {
  if (ours === theirs || theirs === base) return ours
  return ours === base ? theirs : null
}
