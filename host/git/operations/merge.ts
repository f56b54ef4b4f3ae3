/** Another commit merged into the branch one is on. It never stops: what met is listed, and the commit is made. (OPS6) */
import { AppError } from '../../../shared/contract/errors.ts'
import type { Hash } from '../../../shared/repo/git-object.ts'
import type { TreeConflict } from '../../../shared/repo/tree-conflict.ts'
import type { MergeStrategy } from '../../../shared/scene/merge/strategy.ts'
import { readSettled } from './apply-change.ts'
import { findRef } from './branches.ts'
import { fileChanges, NOTHING } from './change.ts'
import { planFolder, wouldBeLost } from './folder-plan.ts'
import { mergeCommits, writeFlatTree } from './merge-commits.ts'
import { cleanMessage } from './message.ts'
import type { OperationContext } from './operation-context.ts'
import { moveTo, needCommit, type Position } from './position.ts'
import type { Plan } from './run-operation.ts'

export interface MergeOptions {
  readonly message?: string
  /** Left out: into index and folder, and a commit concludes it. */
  readonly commit?: boolean
  /** Where the branch could simply move on: `never` makes a commit even so, `only` refuses anything else. */
  readonly fastForward?: 'allowed' | 'never' | 'only'
  /** Of a branch that has no commit in common too. */
  readonly unrelated?: boolean
  /** Whose side is in use where something meets: of scenes as `MRG2` says, of all else the same (TRM9). */
  readonly strategy?: MergeStrategy
}

export interface Merged {
  /** Where the branch is afterwards. */
  readonly hash: Hash
  readonly clean: boolean
  readonly conflicts: readonly TreeConflict[]
}

export async function planMerge(
  context: OperationContext,
  revision: string,
  { message, commit = true, fastForward = 'allowed', strategy = 'auto', unrelated = false }: MergeOptions,
): Promise<Plan<Merged>> {
  const { repository, identity, now } = context
  const ours = await needCommit(repository)
  const theirs = await repository.commit(revision)
  const bases = await repository.mergeBases(ours.hash, theirs.hash)
  const words = message ?? `${await mergeSubject(context, revision, ours)}\n`
  if (bases.length === 0 && !unrelated) {
    const hint = 'ask for it with --allow-unrelated-histories'
    throw new AppError('BAD_REQUEST', `${revision} has no commit in common with ${ours.name}.`, { revision, hint })
  }
  if (bases.includes(theirs.hash)) {
    return { kind: 'merge', words: cleanMessage(words), change: NOTHING, result: clean(ours.hash) }
  }
  if (bases.includes(ours.hash) && commit && fastForward !== 'never') {
    const folder = await planFolder(repository, ours.tree, await repository.readTree(theirs.hash))
    const change = { ...NOTHING, ...folder, ...moveTo(ours, theirs.hash), log: `merge ${revision}: Fast-forward` }
    return { kind: 'merge', words: `Move ${ours.name} on to ${revision}`, change, result: clean(theirs.hash) }
  }
  if (fastForward === 'only') {
    const hint = 'merge it with a commit instead'
    throw new AppError('BAD_REQUEST', `${ours.name} cannot simply move on to ${revision}.`, { revision, hint })
  }
  const merged = await mergeCommits({ repository, now }, ours.hash, theirs.hash, bases, strategy)
  if (!commit) await refuseStaged(context, ours)
  const folder = await planFolder(repository, ours.tree, merged.tree)
  const text = cleanMessage(words)
  const plan = { kind: 'merge', words: text.trim(), afterwards: merged.keepForReview }
  if (!commit) {
    const waiting = { before: null, after: { kind: 'merge' as const, parent: theirs.hash, message: text } }
    const change = { ...NOTHING, ...folder, waiting, log: `merge ${revision}` }
    return { ...plan, change, result: { ...clean(ours.hash), ...metIn(merged.conflicts) } }
  }
  const hash = await repository.writeCommit({
    tree: await writeFlatTree(repository, merged.tree, ours.hash),
    parents: [ours.hash, theirs.hash],
    ...(await identity.both()),
    message: text,
  })
  const change = { ...NOTHING, ...folder, ...moveTo(ours, hash), log: `merge ${revision}: Merge made by Weft.` }
  return { ...plan, change, result: { hash, ...metIn(merged.conflicts) } }
}

export function metIn(conflicts: readonly TreeConflict[]): Pick<Merged, 'clean' | 'conflicts'> {
  return { clean: conflicts.length === 0, conflicts }
}

function clean(hash: Hash): Merged {
  return { hash, clean: true, conflicts: [] }
}

/** What is staged would become part of the commit that concludes. */
export async function refuseStaged({ repository }: OperationContext, { tree }: Position): Promise<void> {
  const staged = fileChanges(tree, await readSettled(repository))
  if (staged.length > 0) throw wouldBeLost(staged.map(({ path }) => path))
}

/** As Git words it. */
async function mergeSubject({ repository }: OperationContext, revision: string, ours: Position): Promise<string> {
  const into = ours.name === 'main' || ours.name === 'master' ? '' : ` into ${ours.name}`
  const kinds = [
    ['refs/heads/', 'branch'],
    ['refs/tags/', 'tag'],
    ['refs/remotes/', 'remote-tracking branch'],
  ] as const
  for (const [prefix, kind] of kinds) {
    if ((await findRef(repository, prefix + revision)) !== null) return `Merge ${kind} '${revision}'${into}`
  }
  return `Merge commit '${revision}'${into}`
}
