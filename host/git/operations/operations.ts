/**
 * What Weft does to a Git repository: each operation previewed where asked (`isDryRun`), on record before it begins,
 * taken back with `undo`, and finished after a crash. Nothing that a repository names is run: no hook, no driver.
 * (OPS rules in docs/spec/git-operations.md)
 *
 *     const operations = openOperations({ repository, now: Date.now, … })
 *     const { result } = await operations.merge('night', {})
 *     await operations.undo()
 */
import type { FileChange, Repository } from '../engine.ts'
import * as branches from './branches.ts'
import { type CommitOptions, type Committed, planCommit } from './commit.ts'
import { createIdentity, type IdentityDeps } from './identity.ts'
import { type Merged, type MergeOptions, planMerge } from './merge.ts'
import type { OperationContext } from './operation-context.ts'
import type { Operation } from './operation-log.ts'
import { type Picked, type PickOptions, planPicks, planReverts } from './pick.ts'
import { planResetTo, type Reset, type ResetMode } from './reset.ts'
import {
  createRunner,
  type Done,
  type OperationDeps,
  type Plan,
  type Recovered,
  type RunOptions,
} from './run-operation.ts'
import { planSettle, type Settled, type SettleOptions } from './settle.ts'
import { type Chosen, planDiscard, planStage, planUnstage, type Staged } from './stage.ts'
import { planDiscardHunks, planStageHunks, planUnstageHunks } from './stage-hunks.ts'
import * as stash from './stash.ts'
import { planSwitch, type Switched, type SwitchOptions } from './switch.ts'
import { type AppliedBranch, planApply, planTry, type Tried, type TryOptions, triedWith } from './try-branches.ts'
import { findLastInForce, planUndo, type Undone } from './undo.ts'

type Dry = Pick<RunOptions, 'isDryRun'>

export interface Operations {
  /** Files and folders from the top of the repository. */
  stage(paths: Chosen, options?: Dry): Promise<Done<Staged>>
  unstage(paths: Chosen, options?: Dry): Promise<Done<Staged>>
  /** Back to what the index has; new files go. */
  discard(paths: readonly string[], options?: Dry): Promise<Done<Staged>>
  /** By the ids of hunks (`hunkId`) as the file is now. */
  stageHunks(path: string, hunks: readonly string[], options?: Dry): Promise<Done<Staged>>
  unstageHunks(path: string, hunks: readonly string[], options?: Dry): Promise<Done<Staged>>
  discardHunks(path: string, hunks: readonly string[], options?: Dry): Promise<Done<Staged>>
  /** What Git left contested is merged, or taken from one side. */
  settle(options: SettleOptions & Dry): Promise<Done<Settled>>
  commit(options: CommitOptions & Dry): Promise<Done<Committed>>
  merge(revision: string, options: MergeOptions & Dry): Promise<Done<Merged>>
  cherryPick(revisions: readonly string[], options: PickOptions & Dry): Promise<Done<Picked>>
  revert(revisions: readonly string[], options: PickOptions & Dry): Promise<Done<Picked>>
  reset(revision: string, mode: ResetMode, options?: Dry): Promise<Done<Reset>>
  switch(name: string, options: SwitchOptions & Dry): Promise<Done<Switched>>
  branches(): Promise<branches.BranchEntry[]>
  createBranch(name: string, options: { readonly at?: string } & Dry): Promise<Done<branches.NamedRef>>
  renameBranch(from: string, to: string, options?: Dry): Promise<Done<branches.NamedRef>>
  deleteBranch(name: string, options: { readonly force?: boolean } & Dry): Promise<Done<branches.NamedRef>>
  /** Several branches at once, to try things in. */
  try(options: TryOptions & Dry): Promise<Done<Tried>>
  /** Those that were made together with this one and are still there. Throws AppError BAD_REQUEST for any other. */
  triedWith(name: string): Promise<string[]>
  /** One of them merged into the branch one is on, the others deleted. */
  apply(name: string, drop: readonly string[], options?: Dry): Promise<Done<AppliedBranch>>
  tags(): Promise<branches.NamedRef[]>
  createTag(
    name: string,
    options: { readonly at?: string; readonly message?: string } & Dry,
  ): Promise<Done<branches.NamedRef>>
  deleteTag(name: string, options?: Dry): Promise<Done<branches.NamedRef>>
  stashes(): Promise<stash.StashEntry[]>
  showStash(index: number): Promise<readonly FileChange[]>
  stashPush(options: stash.StashPushOptions & Dry): Promise<Done<{ readonly hash: string }>>
  stashApply(index: number, options: stash.StashApplyOptions & Dry): Promise<Done<Merged>>
  /** Stays on the stash where something met. */
  stashPop(index: number, options: stash.StashApplyOptions & Dry): Promise<Done<Merged>>
  stashDrop(index: number, options?: Dry): Promise<Done<{ readonly hash: string }>>
  /** Newest first. */
  operations(limit?: number): Promise<Operation[]>
  /** What `undo` would take back; null where there is nothing. */
  lastInForce(): Promise<Operation | null>
  /** The last one that is in force, or the one named; of an undo it does again what that took back. */
  undo(id?: number, options?: Dry): Promise<Done<Undone>>
  /** One was cut short by the end of a process. */
  isInterrupted(): Promise<boolean>
  /** Finishes what was interrupted; every other call does so first. */
  recover(): Promise<Recovered>
  /** For another program's work: no operation is done here meanwhile. */
  hold<T>(run: () => Promise<T>): Promise<T>
}

export interface OpenOperationsDeps
  extends Omit<IdentityDeps, 'repository'>,
    Pick<OperationDeps, 'wait' | 'onStep' | 'willChange'> {
  readonly repository: Repository
}

export function openOperations(deps: OpenOperationsDeps): Operations {
  const { repository, now } = deps
  const identity = createIdentity(deps)
  const context: OperationContext = { repository, identity, now }
  const runner = createRunner({ ...deps, who: () => identity.logged() })
  const { log } = runner

  function run<T>(plan: () => Promise<Plan<T>>, options?: RunOptions): Promise<Done<T>> {
    return runner.run(plan, options)
  }

  return {
    stage: (paths, options = {}) => run(() => planStage(context, paths), beside(options)),
    unstage: (paths, options = {}) => run(() => planUnstage(context, paths), beside(options)),
    discard: (paths, options = {}) => run(() => planDiscard(context, paths), beside(options)),
    stageHunks: (path, hunks, options = {}) => run(() => planStageHunks(context, path, hunks), beside(options)),
    unstageHunks: (path, hunks, options = {}) => run(() => planUnstageHunks(context, path, hunks), beside(options)),
    discardHunks: (path, hunks, options = {}) => run(() => planDiscardHunks(context, path, hunks), beside(options)),
    settle: options => run(() => planSettle(context, options), { ...options, during: 'contest' }),
    commit: options => run(() => planCommit(context, options), { ...options, during: 'conclusion' }),
    merge: (revision, options) => run(() => planMerge(context, revision, options), options),
    cherryPick: (revisions, options) => run(() => planPicks(context, revisions, options), options),
    revert: (revisions, options) => run(() => planReverts(context, revisions, options), options),
    reset: (revision, mode, options = {}) =>
      run(() => planResetTo(context, revision, mode), {
        ...options,
        during: mode === 'soft' ? 'nothing' : 'conclusion',
      }),
    switch: (name, options) => run(() => planSwitch(context, name, options), options),
    branches: () => branches.listBranches(repository),
    createBranch: (name, options) => run(() => branches.planBranch(context, name, options.at), options),
    renameBranch: (from, to, options = {}) => run(() => branches.planBranchRename(context, from, to), options),
    deleteBranch: (name, options) => run(() => branches.planBranchDelete(context, name, options), options),
    try: options => run(() => planTry(context, options), options),
    triedWith: name => triedWith(context, log, name),
    apply: (name, drop, options = {}) => run(() => planApply(context, name, drop), options),
    tags: () => branches.listTags(repository),
    createTag: (name, options) => run(() => branches.planTag(context, name, options), options),
    deleteTag: (name, options = {}) => run(() => branches.planTagDelete(context, name), options),
    stashes: () => stash.listStashes(context),
    showStash: index => stash.showStash(context, index),
    stashPush: options => run(() => stash.planStashPush(context, options), options),
    stashApply: (index, options) => run(() => stash.planStashApply(context, index, options, false), options),
    stashPop: (index, options) => run(() => stash.planStashApply(context, index, options, true), options),
    stashDrop: (index, options = {}) => run(() => stash.planStashDrop(context, index), options),
    operations: limit => log.list(limit),
    lastInForce: () => findLastInForce(log),
    undo: (id, options = {}) => run(() => planUndo(context, log, id), { ...options, during: 'contest' }),
    isInterrupted: async () => (await log.pending()) !== null,
    recover: () => runner.recover(),
    hold: run => runner.hold(run),
  }
}

/** What is staged while something waits for its commit becomes part of that. */
function beside(options: Dry): RunOptions {
  return { ...options, during: 'anything' }
}
