/**
 * Two texts from outside compared, as fast as their differences allow: from characters to the list of changes.
 *
 * DIFF12: the list is that of `diffScenes` on the whole texts; the models hold only what it needed.
 */
import type { CodecFault } from '../codec/fault.ts'
import { parseSceneText } from '../codec/scene-text.ts'
import { alignModels } from './align-models.ts'
import { diffScenes, type SceneDiff } from './diff-scenes.ts'
import { pruneAlike } from './prune/prune-alike.ts'

export type DiffTextsResult =
  | { readonly ok: true; readonly value: SceneDiff }
  | { readonly ok: false; readonly side: 'from' | 'to'; readonly fault: CodecFault }

/** Throws AppError BAD_REQUEST where one is a scene and the other a resource. */
export function diffTexts(from: string, to: string): DiffTextsResult {
  const pruned = pruneAlike(from, to)
  return pruned === null ? diffWhole(from, to) : diffWhole(pruned.first, pruned.second)
}

/** As `diffTexts`, with no text left out. */
export function diffWhole(from: string, to: string): DiffTextsResult {
  const before = parseSceneText(from)
  if (!before.ok) return { ok: false, side: 'from', fault: before.fault }
  const after = parseSceneText(to)
  if (!after.ok) return { ok: false, side: 'to', fault: after.fault }
  const models = alignModels({ file: before.value, ids: null }, { file: after.value, ids: null })
  return { ok: true, value: diffScenes(models.from, models.to) }
}
