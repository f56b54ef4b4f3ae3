/**
 * Work put away and taken out again, kept as Git keeps it: a commit of the folder whose parents are HEAD, a commit of
 * the index and, with new files, one of those. `git stash` reads Weft's, and Weft reads Git's. (OPS7)
 */
import { AppError } from '../../../shared/contract/errors.ts'
import { isSameFile } from '../../../shared/repo/flat-tree.ts'
import type { Commit, FlatTree, Hash, TreeFile } from '../../../shared/repo/git-object.ts'
import type { FileChange, Repository } from '../engine.ts'
import { readSettled } from './apply-change.ts'
import { type Change, fileChanges, NOTHING } from './change.ts'
import { isWithin } from './commit.ts'
import { readFolderTree, wouldBeLost } from './folder-plan.ts'
import { type Merged, metIn } from './merge.ts'
import { mergeFlatTrees, writeFlatTree } from './merge-commits.ts'
import { subjectOf } from './message.ts'
import type { OperationContext } from './operation-context.ts'
import { needCommit } from './position.ts'
import type { Plan } from './run-operation.ts'
import { readStashes } from './stash-list.ts'

export interface StashEntry {
  /** 0 is the newest. */
  readonly index: number
  readonly hash: Hash
  readonly message: string
  /** Unix seconds. */
  readonly seconds: number
}

export interface StashPushOptions {
  readonly message?: string
  /** New files too, those that are ignored left out. */
  readonly untracked?: boolean
  readonly paths?: readonly string[]
}

export async function listStashes({ repository }: Pick<OperationContext, 'repository'>): Promise<StashEntry[]> {
  return (await readStashes(repository)).map(({ to, who, message }, index) => ({
    index,
    hash: to,
    message,
    seconds: who.seconds,
  }))
}

export async function showStash(context: OperationContext, index: number): Promise<readonly FileChange[]> {
  const { repository } = context
  const { commit, base } = await readStash(context, index)
  return repository.diff({ kind: 'tree', hash: base }, { kind: 'tree', hash: commit.hash })
}

export async function planStashPush(
  { repository, identity }: OperationContext,
  { message, untracked = false, paths }: StashPushOptions,
): Promise<Plan<{ readonly hash: Hash }>> {
  const ours = await needCommit(repository)
  const isChosen = (path: string) =>
    paths === undefined || paths.length === 0 || paths.some(each => isWithin(path, each))
  const index = await readSettled(repository)
  const inFolder = await readFolderTree(repository, index)
  await addTakenOut(
    repository,
    inFolder,
    [...ours.tree.keys()].filter(path => !index.has(path)),
  )
  const stashed = new Map(index)
  for (const { path, after } of fileChanges(index, inFolder)) {
    if (!isChosen(path)) continue
    if (after !== null) stashed.set(path, after)
    // As Git: a new file that was staged and then deleted is kept as it was staged.
    else if (ours.tree.has(path)) stashed.delete(path)
  }
  const fresh = untracked ? (await newFiles(repository)).filter(([path]) => isChosen(path)) : []
  const files: Change['files'] = [
    ...fileChanges(inFolder, ours.tree).filter(({ path }) => isChosen(path)),
    ...fresh.map(([path, file]) => ({ path, before: file, after: null })),
  ]
  const staged = fileChanges(index, ours.tree).filter(({ path }) => isChosen(path))
  if (files.length === 0 && staged.length === 0) {
    throw new AppError('BAD_REQUEST', 'There is no work to put away.', {
      hint: 'new files are, with --include-untracked',
    })
  }
  const commit = await repository.readCommit(ours.hash)
  const about = `${ours.name === 'HEAD' ? '(no branch)' : ours.name}: ${ours.hash.slice(0, 7)} ${subjectOf(commit.message)}`
  const committer = await identity.committer()
  const write = async (tree: FlatTree, parents: readonly Hash[], text: string) =>
    repository.writeCommit({
      tree: parents.length === 0 ? await repository.writeTree(tree) : await writeFlatTree(repository, tree, ours.hash),
      parents,
      author: committer,
      committer,
      message: text,
    })
  const indexCommit = await write(index, [ours.hash], `index on ${about}\n`)
  const freshCommit = untracked ? [await write(new Map(fresh), [], `untracked files on ${about}\n`)] : []
  const words = message === undefined ? `WIP on ${about}` : `On ${about.slice(0, about.indexOf(':'))}: ${message}`
  const hash = await write(
    stashed,
    [ours.hash, indexCommit, ...freshCommit],
    message === undefined ? `${words}\n` : words,
  )
  const before = await readStashes(repository)
  return {
    kind: 'stash push',
    words,
    result: { hash },
    change: {
      ...NOTHING,
      files,
      index: staged,
      stashes: { before, after: [{ to: hash, who: committer, message: words }, ...before] },
      log: words,
    },
  }
}

/** Files that were taken out of the index and are still in the folder: Git's stash has them too. */
async function addTakenOut(repository: Repository, inFolder: Map<string, TreeFile>, paths: readonly string[]) {
  const stored = await repository.storeFiles(paths)
  for (const [i, path] of paths.entries()) {
    const file = stored[i]
    if (file != null) inFolder.set(path, file)
  }
}

export interface StashApplyOptions {
  /** What was staged is staged again. */
  readonly index?: boolean
}

/** `drop`: and taken off the stash, unless something met. */
export async function planStashApply(
  context: OperationContext,
  at: number,
  { index: withIndex = false }: StashApplyOptions,
  drop: boolean,
): Promise<Plan<Merged>> {
  const { repository, now } = context
  const ours = await needCommit(repository)
  const { commit, base, indexCommit, freshCommit, all } = await readStash(context, at)
  const index = await readSettled(repository)
  const baseTree = await repository.readTree(base)
  const sides = { base: baseTree, ours: index, theirs: await repository.readTree(commit.hash) }
  const merged = await mergeFlatTrees({ repository, now }, sides)
  const files = await filesOf(context, index, merged.tree)
  files.push(...(await newFilesOf(context, freshCommit)))
  const stagedAgain = withIndex
    ? await mergeFlatTrees({ repository, now }, { ...sides, theirs: await repository.readTree(indexCommit) })
    : null
  if (stagedAgain !== null && stagedAgain.conflicts.length > 0) {
    throw new AppError('BAD_REQUEST', 'What was staged cannot be staged again here.', { hint: 'leave --index out' })
  }
  // Without it, new files are staged as Git does, so that they are not lost sight of.
  const nextIndex = stagedAgain?.tree ?? withNewFiles(index, merged.tree)
  const keepsIt = merged.conflicts.length > 0
  return {
    kind: drop ? 'stash pop' : 'stash apply',
    words: all[at]?.message ?? '',
    result: { hash: ours.hash, ...metIn(merged.conflicts) },
    afterwards: merged.keepForReview,
    change: {
      ...NOTHING,
      files,
      index: fileChanges(index, nextIndex),
      stashes: drop && !keepsIt ? { before: all, after: all.toSpliced(at, 1) } : null,
      log: `stash apply: ${all[at]?.message ?? ''}`,
    },
  }
}

export async function planStashDrop(context: OperationContext, at: number): Promise<Plan<{ readonly hash: Hash }>> {
  const { commit, all } = await readStash(context, at)
  const stashes = { before: all, after: all.toSpliced(at, 1) }
  const words = all[at]?.message ?? ''
  return { kind: 'stash drop', words, result: { hash: commit.hash }, change: { ...NOTHING, stashes, log: words } }
}

async function readStash({ repository }: OperationContext, at: number) {
  const all = await readStashes(repository)
  const hash = all[at]?.to
  if (hash === undefined) throw new AppError('NOT_FOUND', `There is no stash ${at}.`, { hint: 'weft repo stash list' })
  const commit: Commit = await repository.readCommit(hash)
  const [base, indexCommit, freshCommit] = commit.parents
  if (base === undefined || indexCommit === undefined) {
    throw new AppError('UNREADABLE', `Stash ${at} is no stash that Git made.`, { hash })
  }
  return { all, commit, base, indexCommit, freshCommit: freshCommit ?? null }
}

/** What the folder gets; work on the same files must not be in the way. */
async function filesOf({ repository }: OperationContext, index: FlatTree, to: FlatTree): Promise<Change['files']> {
  const changes = fileChanges(index, to)
  const stored = await repository.storeFiles(changes.map(({ path }) => path))
  const files: Change['files'] = []
  const lost: string[] = []
  for (const [i, { path, before, after }] of changes.entries()) {
    const now = stored[i] ?? null
    if (isSameFile(now, after)) continue
    if (isSameFile(now, before)) files.push({ path, before: now, after })
    else lost.push(path)
  }
  if (lost.length > 0) throw wouldBeLost(lost)
  return files
}

async function newFilesOf({ repository }: OperationContext, hash: Hash | null): Promise<Change['files']> {
  if (hash === null) return []
  const tree = [...(await repository.readTree(hash))]
  const stored = await repository.storeFiles(tree.map(([path]) => path))
  const lost = tree.filter(([, file], i) => stored[i] != null && !isSameFile(stored[i], file)).map(([path]) => path)
  if (lost.length > 0) throw wouldBeLost(lost)
  return tree.flatMap(([path, file], i) => (stored[i] == null ? [{ path, before: null, after: file }] : []))
}

async function newFiles(repository: OperationContext['repository']): Promise<[string, TreeFile][]> {
  const entries = await repository.status({ untracked: 'all' })
  const paths = entries.filter(({ status }) => status === 'untracked').map(({ path }) => path)
  const stored = await repository.storeFiles(paths)
  return paths.flatMap((path, i): [string, TreeFile][] => {
    const file = stored[i]
    return file == null ? [] : [[path, file]]
  })
}

function withNewFiles(index: FlatTree, merged: FlatTree): FlatTree {
  const next = new Map(index)
  for (const [path, file] of merged) if (!next.has(path)) next.set(path, file)
  return next
}
