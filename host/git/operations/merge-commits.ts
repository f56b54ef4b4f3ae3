/** Two commits, or any three trees of this repository, merged into one. (TRM8 where histories crossed) */
import { join } from 'node:path'
import type { FlatTree, Hash } from '../../../shared/repo/git-object.ts'
import { mergeTrees, type TreeSides } from '../../../shared/repo/merge-trees.ts'
import type { TreeConflict } from '../../../shared/repo/tree-conflict.ts'
import type { MergeStrategy } from '../../../shared/scene/merge/strategy.ts'
import { createMergeRecords } from '../../merges/merge-records.ts'
import type { Repository } from '../engine.ts'
import { fileChanges } from './change.ts'
import { createContentMerger } from './merge-contents.ts'

export interface MergedCommits {
  readonly tree: FlatTree
  readonly conflicts: readonly TreeConflict[]
  /** Puts what met in scenes onto the review list: when the merge happens, not before. */
  readonly keepForReview: () => Promise<void>
}

export interface MergeDeps {
  readonly repository: Repository
  readonly now: () => number
}

export const EMPTY_TREE: FlatTree = new Map()

export async function mergeFlatTrees(
  { repository, now }: MergeDeps,
  sides: TreeSides,
  strategy: MergeStrategy = 'auto',
): Promise<MergedCommits> {
  const { mergeContents, scenes, keep } = createContentMerger({ repository, now, strategy })
  const read = (hash: Hash) => repository.readBlob(hash)
  const { tree, conflicts } = await mergeTrees(sides, { read, mergeContents, keep })
  return {
    tree,
    conflicts,
    async keepForReview() {
      const records = createMergeRecords(join(repository.gitFolder, 'weft', 'merges'))
      for (const scene of scenes) await records.keep(scene)
    },
  }
}

export async function mergeCommits(
  deps: MergeDeps,
  ours: Hash,
  theirs: Hash,
  bases: readonly Hash[],
  strategy: MergeStrategy = 'auto',
) {
  const { repository } = deps
  const sides = {
    base: await baseTree(deps, bases),
    ours: await repository.readTree(ours),
    theirs: await repository.readTree(theirs),
  }
  return mergeFlatTrees(deps, sides, strategy)
}

/** Where histories crossed there are several bases: they are merged, each with what came before both. */
export async function baseTree(deps: MergeDeps, bases: readonly Hash[]): Promise<FlatTree> {
  const { repository } = deps
  const [first, ...others] = [...bases].reverse()
  if (first === undefined) return EMPTY_TREE
  let tree = await repository.readTree(first)
  let merged = first
  for (const other of others) {
    const before = await repository.mergeBases(merged, other)
    const sides = { base: await baseTree(deps, before), ours: tree, theirs: await repository.readTree(other) }
    tree = (await mergeFlatTrees(deps, sides, 'manual')).tree
    merged = other
  }
  return tree
}

/** The tree as an object; only the folders that differ from `near` are written. */
export async function writeFlatTree(repository: Repository, tree: FlatTree, near: Hash): Promise<Hash> {
  const changes = fileChanges(await repository.readTree(near), tree)
  return repository.writeTree(new Map(changes.map(({ path, after }) => [path, after])), near)
}
