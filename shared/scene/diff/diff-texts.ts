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
  const before = parseSceneText(from)
  if (!before.ok) return { ok: false, side: 'from', fault: before.fault }
  const pruned = pruneAlike(before.value, to)
  if (pruned !== null) {
    const [first, second] = [parseSceneText(pruned.first), parseSceneText(pruned.second)]
    if (first.ok && second.ok) return { ok: true, value: compare(first.value, second.value) }
  }
  const after = parseSceneText(to)
  if (!after.ok) return { ok: false, side: 'to', fault: after.fault }
  return { ok: true, value: compare(before.value, after.value) }
}

function compare(from: Parameters<typeof alignModels>[0]['file'], to: typeof from): SceneDiff {
  const models = alignModels({ file: from, ids: null }, { file: to, ids: null })
  return diffScenes(models.from, models.to)
}
