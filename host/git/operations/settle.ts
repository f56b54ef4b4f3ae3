/**
 * What a merge, a rebase, a cherry-pick, a revert or a stash of Git left contested, settled as Weft merges: what met
 * keeps ours and is listed. Or whole files as one side has them. Afterwards nothing of it is contested, and folder and
 * index are alike; going on is another step. (OPS11)
 */
import { AppError } from '../../../shared/contract/errors.ts'
import { isSameFile } from '../../../shared/repo/flat-tree.ts'
import type { FlatTree } from '../../../shared/repo/git-object.ts'
import type { TreeSides } from '../../../shared/repo/merge-trees.ts'
import type { MergeStrategy } from '../../../shared/scene/merge/strategy.ts'
import { type Change, fileChanges, NOTHING } from './change.ts'
import { isWithin } from './commit.ts'
import { type Entries, readEntries, whereGitIs } from './contested.ts'
import { wouldBeLost } from './folder-plan.ts'
import { type Merged, metIn } from './merge.ts'
import { mergeFlatTrees } from './merge-commits.ts'
import type { OperationContext } from './operation-context.ts'
import { needCommit } from './position.ts'
import type { Plan } from './run-operation.ts'
import { settleSides } from './settle-sides.ts'

export interface SettleOptions {
  /** Files, and folders with what is below them; all that is contested unless given. */
  readonly paths?: readonly string[]
  /** Whose side is in use where something meets (TRM9). */
  readonly strategy?: MergeStrategy
  /** Instead of merging: whole files as that side has them, gone where it has none. */
  readonly take?: 'ours' | 'theirs'
}

export interface Settled extends Merged {
  readonly paths: readonly string[]
  /** How many files are contested still. */
  readonly left: number
}

export async function planSettle(
  context: OperationContext,
  { paths = [], strategy = 'auto', take }: SettleOptions,
): Promise<Plan<Settled>> {
  const { repository, now } = context
  const { hash } = await needCommit(repository)
  const entries = await readEntries(repository)
  if (entries.contested.size === 0) {
    throw new AppError('BAD_REQUEST', 'Nothing is contested.', { hint: 'weft repo merge merges a branch' })
  }
  const chosen = await choose(context, entries, paths)
  const sides = await settleSides(context, entries, chosen)
  const merged = await mergeFlatTrees({ repository, now }, take === undefined ? sides : only(sides[take]), strategy)
  const index = indexChanges(entries, chosen, merged.tree)
  const [first = '', ...more] = chosen
  const words = more.length === 0 ? `Settle ${first}` : `Settle ${chosen.length} files`
  return {
    kind: 'settle',
    words,
    afterwards: merged.keepForReview,
    result: { hash, ...metIn(merged.conflicts), paths: chosen, left: entries.contested.size - chosen.length },
    change: {
      ...NOTHING,
      index,
      files: await filesOf(context, index, new Set(chosen)),
      contested: {
        at: await whereGitIs(repository),
        files: chosen.map(path => ({ path, before: entries.contested.get(path) ?? null, after: null })),
      },
      log: words,
    },
  }
}

/** Throws AppError NOT_FOUND for a path at which nothing is contested. */
async function choose(context: OperationContext, entries: Entries, paths: readonly string[]): Promise<string[]> {
  const all = [...entries.contested.keys()].sort()
  const missing = paths.find(parent => !all.some(path => isWithin(path, parent)))
  if (missing !== undefined) throw new AppError('NOT_FOUND', `Nothing is contested at ${missing}.`, { path: missing })
  const chosen = new Set(all.filter(path => paths.length === 0 || paths.some(parent => isWithin(path, parent))))
  if (chosen.size === all.length) return all
  // The names of one file go together.
  const { repository, now } = context
  const { conflicts } = await mergeFlatTrees({ repository, now }, await settleSides(context, entries, all))
  const groups = conflicts.map(({ path, otherPaths }) => [path, ...otherPaths])
  for (let size = 0; size !== chosen.size; ) {
    size = chosen.size
    for (const group of groups) {
      if (group.some(path => chosen.has(path)))
        for (const path of group) if (entries.contested.has(path)) chosen.add(path)
    }
  }
  return [...chosen].sort()
}

/** Nothing meets, and a file that stands where there is a folder still gets another name (TRM5). */
function only(tree: FlatTree): TreeSides {
  return { base: tree, ours: tree, theirs: tree }
}

/** Those that were chosen are named even where they come to nothing: they are contested no more. */
function indexChanges({ settled }: Entries, chosen: readonly string[], tree: FlatTree): Change['index'] {
  const changes = new Map(chosen.map(path => [path, { path, before: null, after: tree.get(path) ?? null }]))
  return [...fileChanges(settled, tree).filter(({ path }) => !changes.has(path)), ...changes.values()]
}

/** What Git wrote with markers gives way, and can be brought back; what Git knows nothing of is in the way. */
async function filesOf(
  { repository }: OperationContext,
  index: Change['index'],
  contested: ReadonlySet<string>,
): Promise<Change['files']> {
  const stored = await repository.storeFiles(index.map(({ path }) => path))
  const files = index.map(({ path, before: staged, after }, i) => ({ path, staged, before: stored[i] ?? null, after }))
  const differing = files.filter(({ before, after }) => !isSameFile(before, after))
  const lost = differing.filter(({ path, staged, before }) => !contested.has(path) && !isSameFile(before, staged))
  if (lost.length > 0) throw wouldBeLost(lost.map(({ path }) => path))
  return differing.map(({ path, before, after }) => ({ path, before, after }))
}
