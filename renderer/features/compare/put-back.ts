/** Chosen changes put back into the open scene, as one gesture of this person; what it will do is told before. */
import type { StateRef } from '../../../shared/contract/state-ref.ts'
import { applyDiff } from '../../../shared/scene/diff/apply-diff.ts'
import { reverseDiff, type SceneDiff } from '../../../shared/scene/diff/diff-scenes.ts'
import { type PutBackPlan, planPutBack } from '../../../shared/scene/diff/put-back-plan.ts'
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import type { Comparison } from '../../session/scene-states.ts'
import { compareWords as words } from '../../text/compare.ts'

/** The other state is what the present one goes back to; of two that are over, the older one. */
export function isForward(states: { readonly from: StateRef; readonly to: StateRef }): boolean {
  return states.from.kind === 'now' && states.to.kind !== 'now'
}

export function wayBack({ diff }: Comparison, forward: boolean): SceneDiff {
  return forward ? diff : reverseDiff(diff)
}

export function planFor(session: SceneSession, way: SceneDiff, changes: readonly SceneChange[]): PutBackPlan {
  const { nodes } = session.document.scene
  const ids = changes.map(change => change.id)
  return planPutBack(way, ids, node => nodes.has(node as NodeId))
}

export function putBack(session: SceneSession, way: SceneDiff, plan: PutBackPlan): void {
  applyDiff(session.editor, way, { only: new Set(plan.done.map(({ id }) => id)), label: words.putBack })
}

/** `2 changes, and 1 that they cannot do without; 1 stays: it follows the values that use it.` */
export function planWords({ done, along, left }: PutBackPlan): string {
  const goes = words.plan.goes(done.length, along.length)
  const reasons = Map.groupBy(left, ({ reason }) => reason)
  const stays = [...reasons].map(([reason, of]) => words.plan.stays[reason](of.length))
  return [goes, ...stays].join('; ')
}
