/**
 * What taking chosen changes over would do, before it is done: those that go, what comes along because they cannot do
 * without it, and those that stay, with the reason. (DIFF13 in docs/spec/diff.md; `applyDiff` does it.)
 */
import { parentOf } from '../intake/moved-nodes.ts'
import type { SceneDiff } from './diff-scenes.ts'
import { presenceId } from './node-changes.ts'
import type { SceneChange } from './scene-change.ts'
import { neededChanges } from './select-changes.ts'

/**
 * `follows`: a resource comes and goes with the values that use it. `gone`: its node is not in the scene any more.
 * `unknown`: both states say the same there.
 */
export type LeftReason = 'follows' | 'gone' | 'unknown'

export interface PutBackPlan {
  readonly done: readonly SceneChange[]
  readonly along: readonly SceneChange[]
  readonly left: readonly { readonly id: string; readonly reason: LeftReason }[]
}

/** `diff` as it would be applied; `isThere` of a node in the scene it would be applied to. */
export function planPutBack(
  diff: SceneDiff,
  wanted: Iterable<string>,
  isThere: (node: string) => boolean,
): PutBackPlan {
  const byId = new Map(diff.changes.map(change => [change.id, change]))
  const done: SceneChange[] = []
  const left: PutBackPlan['left'][number][] = []
  for (const id of new Set(wanted)) {
    const change = byId.get(id)
    const reason = change === undefined ? 'unknown' : reasonToLeave(change, diff, isThere)
    if (change === undefined || reason !== null) left.push({ id, reason: reason ?? 'unknown' })
    else done.push(change)
  }
  const chosen = new Set(done.map(change => change.id))
  const needed = neededChanges(diff, chosen)
  const along = diff.changes.filter(
    change =>
      !chosen.has(change.id) && !isResource(change) && (needed.has(change.id) || goesWith(change, diff, needed)),
  )
  return { done, along, left }
}

function reasonToLeave(change: SceneChange, { from, to }: SceneDiff, isThere: (node: string) => boolean) {
  if (isResource(change)) return 'follows'
  const { owner } = change
  if (owner.kind !== 'node' || isThere(owner.id)) return null
  const isComing = to.nodes.has(owner.id) && !from.nodes.has(owner.id)
  return isComing ? null : 'gone'
}

function isResource({ kind }: SceneChange): boolean {
  return kind === 'resource-added' || kind === 'resource-removed'
}

/** A node that goes takes along those below it that only the first state has. */
function goesWith({ kind, owner }: SceneChange, { from }: SceneDiff, chosen: ReadonlySet<string>): boolean {
  if (kind !== 'node-removed' || owner.kind !== 'node') return false
  for (let at = parentOf(from, owner.id); at !== null; at = parentOf(from, at)) {
    if (chosen.has(presenceId(at))) return true
  }
  return false
}
