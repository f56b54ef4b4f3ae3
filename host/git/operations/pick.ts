/**
 * Commits done again here, or undone: what a commit changed, merged into HEAD in one or the other direction. They never
 * stop, as merges do not; several are one operation. (OPS6)
 */
import { AppError } from '../../../shared/contract/errors.ts'
import type { Commit, FlatTree, Hash } from '../../../shared/repo/git-object.ts'
import type { TreeConflict } from '../../../shared/repo/tree-conflict.ts'
import { NOTHING } from './change.ts'
import { planFolder } from './folder-plan.ts'
import { type Merged, metIn, refuseStaged } from './merge.ts'
import { EMPTY_TREE, mergeFlatTrees, writeFlatTree } from './merge-commits.ts'
import { subjectOf } from './message.ts'
import type { OperationContext } from './operation-context.ts'
import { moveTo, needCommit } from './position.ts'
import type { Plan } from './run-operation.ts'

export interface PickOptions {
  /** Of a merge: the parent, from 1, against which it changed anything. */
  readonly mainline?: number
  readonly commit?: boolean
  /** Says in the message where it comes from. */
  readonly note?: boolean
}

export interface Picked extends Merged {
  /** Commits that changed nothing here any more, and made none. */
  readonly empty: readonly Hash[]
}

export async function planPicks(
  context: OperationContext,
  revisions: readonly string[],
  options: PickOptions,
): Promise<Plan<Picked>> {
  return planEach(context, await commitsOf(context, revisions), options, {
    kind: 'cherry-pick',
    sides: (commit, parent) => ({ base: parent, theirs: commit }),
    describe: async commit => ({
      author: commit.author,
      message:
        options.note === true
          ? `${commit.message.trimEnd()}\n\n(cherry picked from commit ${commit.hash})\n`
          : commit.message,
    }),
  })
}

export async function planReverts(
  context: OperationContext,
  revisions: readonly string[],
  options: PickOptions,
): Promise<Plan<Picked>> {
  return planEach(context, await commitsOf(context, revisions), options, {
    kind: 'revert',
    sides: (commit, parent) => ({ base: commit, theirs: parent }),
    describe: async (commit, parent) => ({
      author: (await context.identity.both()).author,
      message: revertMessage(commit, options.mainline === undefined ? null : parent),
    }),
  })
}

interface Direction {
  readonly kind: 'cherry-pick' | 'revert'
  readonly sides: (commit: Hash, parent: Hash | null) => { readonly base: Hash | null; readonly theirs: Hash | null }
  readonly describe: (commit: Commit, parent: Hash | null) => Promise<Pick<Commit, 'author' | 'message'>>
}

async function planEach(
  context: OperationContext,
  commits: readonly Commit[],
  { mainline, commit: makesCommit = true }: PickOptions,
  direction: Direction,
): Promise<Plan<Picked>> {
  const { repository, identity, now } = context
  const ours = await needCommit(repository)
  if (!makesCommit) await refuseStaged(context, ours)
  let at = { hash: ours.hash, tree: ours.tree }
  const conflicts: TreeConflict[] = []
  const empty: Hash[] = []
  const reviews: (() => Promise<void>)[] = []
  let subject = ''
  for (const commit of commits) {
    const parent = parentOf(commit, mainline)
    const { base, theirs } = direction.sides(commit.hash, parent)
    const sides = { base: await treeOf(context, base), ours: at.tree, theirs: await treeOf(context, theirs) }
    const merged = await mergeFlatTrees({ repository, now }, sides)
    conflicts.push(...merged.conflicts)
    reviews.push(merged.keepForReview)
    const tree = await writeFlatTree(repository, merged.tree, at.hash)
    if (tree === (await repository.readCommit(at.hash)).tree && makesCommit) {
      empty.push(commit.hash)
      continue
    }
    const described = await direction.describe(commit, parent)
    subject = subjectOf(described.message)
    const committer = await identity.committer()
    const made = { tree, parents: [at.hash], committer, ...described }
    at = { hash: await repository.writeCommit(made), tree: merged.tree }
  }
  const folder = await planFolder(repository, ours.tree, at.tree)
  const move = makesCommit && at.hash !== ours.hash ? moveTo(ours, at.hash) : {}
  return {
    kind: direction.kind,
    words: commits.length === 1 ? subject : `${direction.kind} ${commits.length} commits`,
    change: { ...NOTHING, ...folder, ...move, log: `${direction.kind}: ${subject}` },
    result: { hash: makesCommit ? at.hash : ours.hash, empty, ...metIn(conflicts) },
    async afterwards() {
      for (const keep of reviews) await keep()
    },
  }
}

async function treeOf({ repository }: OperationContext, hash: Hash | null): Promise<FlatTree> {
  return hash === null ? EMPTY_TREE : repository.readTree(hash)
}

function parentOf({ hash, parents }: Commit, mainline: number | undefined): Hash | null {
  if (parents.length > 1 && mainline === undefined) {
    const words = `${hash.slice(0, 8)} is a merge.`
    throw new AppError('BAD_REQUEST', words, { hint: 'say with -m which parent it is to be compared with: 1 or 2' })
  }
  const parent = parents[(mainline ?? 1) - 1]
  if (parent === undefined && mainline !== undefined) {
    throw new AppError('BAD_REQUEST', `${hash.slice(0, 8)} has no parent ${mainline}.`)
  }
  return parent ?? null
}

/** In the order given; `A..B` stands for the commits of B that A does not have, oldest first. */
async function commitsOf({ repository }: OperationContext, revisions: readonly string[]): Promise<Commit[]> {
  const commits: Commit[] = []
  for (const revision of revisions) {
    const range = /^(.*?)\.\.(?!\.)(.*)$/.exec(revision)
    if (range === null) {
      commits.push(await repository.commit(revision))
      continue
    }
    const [without, from] = [range[1] || 'HEAD', range[2] || 'HEAD']
    const hashes = await repository.walk(
      [(await repository.commit(from)).hash],
      [(await repository.commit(without)).hash],
    )
    commits.push(...(await repository.readCommits(hashes.toReversed())))
  }
  return commits
}

/** As Git words it. */
function revertMessage(commit: Commit, against: Hash | null): string {
  const merge = against === null ? '' : `, reversing\nchanges made to ${against}`
  return `Revert "${subjectOf(commit.message)}"\n\nThis reverts commit ${commit.hash}${merge}.\n`
}
