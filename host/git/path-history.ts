/**
 * The history of some paths, as `git log -- PATH` simplifies it: of a merge that is the same as one of its parents there,
 * only that parent's side is followed, and only commits that differ from every parent they follow are shown.
 */
import type { Commit, Hash } from '../../shared/repo/git-object.ts'

export interface CommitSource {
  commit(hash: Hash): Commit
  /** What is at a path in a tree, in words that tell one state from another; null for nothing. */
  state(tree: Hash, path: string): string | null
}

export interface Simplified {
  readonly isShown: boolean
  /** Those that the walk goes on to. */
  readonly parents: readonly Hash[]
}

export function createPathFilter(source: CommitSource, paths: readonly string[]): (commit: Commit) => Simplified {
  if (paths.length === 0) return ({ parents }) => ({ isShown: true, parents })
  const plain = paths.map(path => path.replace(/^\.\/|\/+$/g, '').replace(/^\.$/, ''))
  const stateOf = (tree: Hash) => plain.map(path => source.state(tree, path) ?? '').join(' ')
  const nothing = paths.map(() => '').join(' ')
  return ({ tree, parents }) => {
    const state = stateOf(tree)
    if (parents.length === 0) return { isShown: state !== nothing, parents }
    const same = parents.find(parent => stateOf(source.commit(parent).tree) === state)
    return same === undefined ? { isShown: true, parents } : { isShown: false, parents: [same] }
  }
}
