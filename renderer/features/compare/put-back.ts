/** Chosen changes put back into the open scene, as one gesture of this person. */
import type { StateRef } from '../../../shared/contract/state-ref.ts'
import { applyDiff } from '../../../shared/scene/diff/apply-diff.ts'
import { diffScenes, reverseDiff } from '../../../shared/scene/diff/diff-scenes.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import type { Comparison } from './comparison.ts'

export function putBack(
  session: SceneSession,
  { from, to }: Comparison,
  states: { readonly from: StateRef; readonly to: StateRef },
  changes: readonly string[],
  label: string,
): void {
  const diff = diffScenes(from, to)
  // The other state is what the present one goes back to.
  const way = states.from.kind === 'now' && states.to.kind !== 'now' ? diff : reverseDiff(diff)
  applyDiff(session.editor, way, { only: new Set(changes), label })
}
