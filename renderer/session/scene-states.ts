/**
 * Scenes as they were or are elsewhere, read from the host and compared here: the page has the whole difference at hand,
 * for trees, drawings and going back. What was read of a moment that is over is kept, for sliding to and fro.
 */
import type { StateRef } from '../../shared/contract/state-ref.ts'
import { parseSceneText } from '../../shared/scene/codec/scene-text.ts'
import { alignModels, type KnownText } from '../../shared/scene/diff/align-models.ts'
import { diffScenes, type SceneDiff } from '../../shared/scene/diff/diff-scenes.ts'
import { type MergedRow, mergedTree } from '../../shared/scene/diff/merged-tree.ts'
import type { FileModel } from '../../shared/scene/file-model.ts'
import { sceneOfModel } from '../../shared/scene/model-scene.ts'
import type { Scene } from '../../shared/scene/scene.ts'
import type { ApiClient } from './host-link.ts'

export interface SceneStates {
  /** Throws AppError where that state has no such scene; a text that cannot be read is `null`. */
  read(path: string, at: StateRef, signal?: AbortSignal): Promise<KnownText | null>
  /** Another workspace or reality: the same moments are others. */
  clear(): void
}

export interface Comparison {
  readonly diff: SceneDiff
  readonly from: FileModel
  readonly to: FileModel
  /** Both states as one tree; built when asked for. */
  readonly tree: () => readonly MergedRow[]
  /** Built when asked for: trees do without. */
  readonly scenes: () => { readonly from: Scene; readonly to: Scene }
}

/** Texts of so many moments are kept; older ones are asked for again. */
const mostKept = 24

export function createSceneStates(api: ApiClient): SceneStates {
  const kept = new Map<string, KnownText | null>()
  return {
    async read(path, at, signal) {
      const key = at.kind === 'moment' || at.kind === 'version' ? `${path} ${JSON.stringify(at)}` : null
      const known = key === null ? undefined : kept.get(key)
      if (known !== undefined) return known
      const read = readState(await api.history.sceneAt({ path, at }, signal === undefined ? {} : { signal }))
      if (key !== null) {
        kept.set(key, read)
        const [oldest] = kept.keys()
        if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
      }
      return read
    },
    clear: () => kept.clear(),
  }
}

/** null for a text that is no scene. */
export function readState({ text, ids }: { readonly text: string; readonly ids: readonly string[] | null }) {
  const parsed = parseSceneText(text)
  return parsed.ok ? { file: parsed.value, ids } : null
}

export function compareTexts(before: KnownText, after: KnownText): Comparison {
  const { from, to } = alignModels(before, after)
  const diff = diffScenes(from, to)
  let tree: readonly MergedRow[] | null = null
  let scenes: { from: Scene; to: Scene } | null = null
  return {
    diff,
    from,
    to,
    tree() {
      tree ??= mergedTree(from, to)
      return tree
    },
    scenes() {
      scenes ??= { from: sceneOfModel(from), to: sceneOfModel(to) }
      return scenes
    },
  }
}
