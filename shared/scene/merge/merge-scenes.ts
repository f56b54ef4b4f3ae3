/**
 * Three texts of one scene merged into one that always loads, and a list of what met.
 *
 * Never blocks: where both sides set the same thing, the strategy says whose value is in use, and all three are listed.
 * (MRG rules in docs/spec/merge.md.)
 *
 *     const merged = mergeScenes({ base, ours, theirs }, 'auto')
 *     if (merged.ok) write(merged.text)   // merged.conflicts: what a person may want to look at
 */
import { parseSceneText } from '../codec/scene-text.ts'
import { type ExportOptions, exportScene } from '../export.ts'
import { whyNotLoadable } from './check-text.ts'
import { applyChoices, type Choices } from './choices.ts'
import { commonRoot, isNoBase } from './common-root.ts'
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

export interface MergeOptions extends ExportOptions {
  /** By the id of a conflict that this merge lists. */
  readonly choices?: Choices
}

/**
 * `ok: false` where one of the texts cannot be read as a scene. A blank base is none: two files were added under one
 * path. Throws where the result would not load: a bug.
 */
export function mergeScenes(texts: MergedTexts, strategy: MergeStrategy, options: MergeOptions = {}): MergeResult {
  const ours = parseSceneText(texts.ours)
  if (!ours.ok) return { ok: false, side: 'ours', fault: ours.fault }
  const theirs = parseSceneText(texts.theirs)
  if (!theirs.ok) return { ok: false, side: 'theirs', fault: theirs.fault }
  const base = isNoBase(texts.base) ? { ok: true as const, value: commonRoot(ours.value) } : parseSceneText(texts.base)
  if (!base.ok) return { ok: false, side: 'base', fault: base.fault }
  const only = onlyChange(texts)
  if (only !== null) return { ok: true, text: only, clean: true, conflicts: [], notices: [] }
  using merge = openMerge({ base: base.value, ours: ours.value, theirs: theirs.value })
  const { document, editor, sides } = merge
  const meeting = meetingOf(document, sides)
  const cycles = applyStrategy(editor, strategy, sides)
  if (options.choices !== undefined) applyChoices(editor, options.choices, sides)
  const context = mergeContext(document, sides)
  const conflicts = readConflicts(context, meeting, cycles)
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
