/** Two states of a scene compared, and chosen changes put back into the present one. */
import type { RevertedChanges, SceneComparison } from '../../shared/contract/compare.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { StateRef } from '../../shared/contract/state-ref.ts'
import { parseSceneText } from '../../shared/scene/codec/scene-text.ts'
import { alignModels, type KnownText } from '../../shared/scene/diff/align-models.ts'
import { applyDiff } from '../../shared/scene/diff/apply-diff.ts'
import { diffScenes, reverseDiff, type SceneDiff } from '../../shared/scene/diff/diff-scenes.ts'
import { textWithout } from '../../shared/scene/diff/no-scene.ts'
import { planPutBack } from '../../shared/scene/diff/put-back-plan.ts'
import type { NodeId } from '../../shared/scene/scene.ts'
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

export interface Revert extends ComparedPair {
  /** Ids. */
  readonly changes: readonly string[]
  /** Only says what it would do. */
  readonly isDryRun: boolean
}

export async function revertChanges(
  workspace: Workspace,
  { changes, isDryRun, ...pair }: Revert,
  signal?: AbortSignal,
): Promise<RevertedChanges> {
  const diff = await diffOf(workspace, pair, signal)
  using opened = await workspace.openScene(pair.path)
  if (opened.status === 'unreadable') throw new AppError('UNREADABLE', opened.fault.reason, { path: pair.path })
  const { nodes } = opened.scene.scene
  const way = pair.from.kind === 'now' && pair.to.kind !== 'now' ? diff : reverseDiff(diff)
  const { done, along, left } = planPutBack(way, changes, node => nodes.has(node as NodeId))
  if (!isDryRun && done.length > 0) {
    applyDiff(opened.editor, way, { only: new Set(done.map(({ id }) => id)), label: 'Put back' })
    using document = await workspace.documents.open(opened.document)
    await document.whenStored()
  }
  return {
    reverted: done.length,
    along: along.map(({ id, kind, node, property }) => ({ id, kind, node, property })),
    left: [...left],
  }
}

async function diffOf(
  workspace: Workspace,
  { path, from, to }: ComparedPair,
  signal?: AbortSignal,
): Promise<SceneDiff> {
  const read = async (ref: StateRef) =>
    ref.kind === 'nothing' ? null : known(await sceneState(workspace, path, ref, signal), path)
  const [before, after] = await Promise.all([read(from), read(to)])
  const [old, now] = [before ?? nothingLike(after, path), after ?? nothingLike(before, path)]
  const models = alignModels(old, now)
  return diffScenes(models.from, models.to)
}

/** DIFF14 */
function nothingLike(other: KnownText | null, path: string): KnownText {
  if (other === null) throw new AppError('BAD_REQUEST', 'One of the two states has to have the scene.', { path })
  return known({ text: textWithout(other.file), ids: null }, path)
}

function known({ text, ids }: Pick<SceneState, 'text' | 'ids'>, path: string): KnownText {
  const parsed = parseSceneText(text)
  if (parsed.ok) return { file: parsed.value, ids }
  const { reason, line } = parsed.fault
  throw new AppError('UNREADABLE', `This state cannot be read as a scene: ${reason}.`, { path, hint: `line ${line}` })
}

function cut(text: string | null): string | null {
  return text === null || text.length <= VALUE_LENGTH ? text : `${text.slice(0, VALUE_LENGTH)}…`
}
