/** `git log --topo-order`: no commit before all of its children, and the lines of a history are kept together. */
import type { Commit, Hash } from '../../shared/repo/git-object.ts'

/** `parents`: those that the walk follows. */
export interface Walked {
  readonly commit: Commit
  readonly parents: readonly Hash[]
  readonly isShown: boolean
}

/** `walked` newest first. */
export function byTopology(walked: readonly Walked[]): Walked[] {
  const byHash = new Map(walked.map(each => [each.commit.hash, each]))
  const children = new Map<Hash, number>()
  for (const { parents } of walked) for (const parent of parents) children.set(parent, (children.get(parent) ?? 0) + 1)
  // The last one goes first: of several tips the newest, of several parents the last, so that a branch stands together.
  const ready = walked.filter(({ commit }) => !children.has(commit.hash)).toReversed()
  const sorted: Walked[] = []
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    sorted.push(next)
    for (const parent of next.parents) {
      const left = (children.get(parent) ?? 0) - 1
      children.set(parent, left)
      const commit = byHash.get(parent)
      if (left === 0 && commit !== undefined) ready.push(commit)
    }
  }
  return sorted
}
