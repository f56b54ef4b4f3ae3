/** Two states of a scene compared, and chosen changes put back into the present one. */
import type { SceneComparison } from '../../shared/contract/compare.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { StateRef } from '../../shared/contract/state-ref.ts'
import { parseSceneText, type SceneText } from '../../shared/scene/codec/scene-text.ts'
import { alignModels } from '../../shared/scene/diff/align-models.ts'
import { applyDiff } from '../../shared/scene/diff/apply-diff.ts'
import { diffScenes, reverseDiff, type SceneDiff } from '../../shared/scene/diff/diff-scenes.ts'
import type { SceneState } from '../history/scene-state.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { sceneState } from './scene-states.ts'

export interface ComparedPair {
  readonly path: string
  readonly from: StateRef
  readonly to: StateRef
}

/** A longer value is shown cut: whole tile maps are told by their cells. */
const VALUE_LENGTH = 4096
const PARTS_LISTED = 500

export async function compareStates(
  workspace: Workspace,
  pair: ComparedPair,
  signal?: AbortSignal,
): Promise<SceneComparison> {
  const { changes, from, to } = await diffOf(workspace, pair, signal)
  return {
    changes: changes.map(change => ({
      ...change,
      from: cut(change.from),
      to: cut(change.to),
      parts: change.parts?.slice(0, PARTS_LISTED) ?? null,
    })),
    from: { text: from.structure.file.text, ids: [...from.ids] },
    to: { text: to.structure.file.text, ids: [...to.ids] },
  }
}

/** How many of the changes were there to be put back. */
export async function revertChanges(
  workspace: Workspace,
  { changes, ...pair }: ComparedPair & { readonly changes: readonly string[] },
  signal?: AbortSignal,
): Promise<number> {
  const diff = await diffOf(workspace, pair, signal)
  const known = new Set(diff.changes.map(change => change.id))
  const only = new Set(changes.filter(id => known.has(id)))
  if (only.size === 0) return 0
  using opened = await workspace.openScene(pair.path)
  if (opened.status === 'unreadable') throw new AppError('UNREADABLE', opened.fault.reason, { path: pair.path })
  const way = pair.from.kind === 'now' && pair.to.kind !== 'now' ? diff : reverseDiff(diff)
  applyDiff(opened.editor, way, { only, label: 'Put back' })
  using document = await workspace.documents.open(opened.document)
  await document.whenStored()
  return only.size
}

async function diffOf(
  workspace: Workspace,
  { path, from, to }: ComparedPair,
  signal?: AbortSignal,
): Promise<SceneDiff> {
  const [before, after] = await Promise.all([
    sceneState(workspace, path, from, signal),
    sceneState(workspace, path, to, signal),
  ])
  const models = alignModels(known(before, path), known(after, path))
  return diffScenes(models.from, models.to)
}

function known({ text, ids }: SceneState, path: string): { file: SceneText; ids: readonly string[] | null } {
  const parsed = parseSceneText(text)
  if (parsed.ok) return { file: parsed.value, ids }
  const { reason, line } = parsed.fault
  throw new AppError('UNREADABLE', `This state cannot be read as a scene: ${reason}.`, { path, hint: `line ${line}` })
}

function cut(text: string | null): string | null {
  return text === null || text.length <= VALUE_LENGTH ? text : `${text.slice(0, VALUE_LENGTH)}…`
}
