/**
 * The Git repository around the open workspace. Paths are those of the repository, with `/`: the workspace may be a
 * folder in it, which `repoState.prefix` names. Revisions are whatever `git rev-parse` takes; hashes are whole.
 *
 * Every procedure that writes takes `isDryRun`, answers with what it does to the repository, and is one entry in the log
 * of operations: `undo` takes it back. (OPS rules in docs/spec/git-operations.md)
 */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { REPO_LOG_PAGE } from '../limits.ts'
import { errorMap } from './error-map.ts'
import {
  operation,
  outcome,
  paths,
  refName,
  remoteProgress,
  repoBlame,
  repoCommit,
  repoFileChange,
  repoFileDiff,
  repoPath,
  repoRefs,
  repoSide,
  repoStash,
  repoState,
  revision,
} from './repo-data.ts'
import { repoEvent } from './repo-event.ts'
import { settleOptions, wentOn } from './repo-settle.ts'

const base = oc.errors(errorMap)

const dry = { isDryRun: z.boolean().default(false) }
const message = z.string().max(100_000)
const named = z.object({ name: refName, ...dry })

function writing<T extends z.ZodRawShape>(path: `/${string}`, shape: T) {
  return base
    .route({ method: 'POST', path: `/repo${path}` })
    .input(z.object({ ...shape, ...dry }))
    .output(outcome)
}

const procedures = {
  state: base.route({ method: 'GET', path: '/repo' }).output(repoState),
  /** The state again whenever it changes. The first event is the present one. */
  watch: base.route({ method: 'GET', path: '/repo/watch' }).output(eventIterator(repoState)),
  /**
   * What happens from now on; with `after` first what happened since that event. An event's id is also that of the
   * stream (`Last-Event-ID`). The last `REPO_EVENTS_KEPT` are kept, over restarts too.
   */
  events: base
    .route({ method: 'GET', path: '/repo/events' })
    .input(z.object({ after: z.coerce.number().int().nonnegative().optional() }))
    .output(eventIterator(repoEvent)),
  /** Makes a repository of the workspace's folder. Throws BAD_REQUEST where there is one. */
  init: base
    .route({ method: 'POST', path: '/repo/init' })
    .input(z.object({ branch: refName.default('main') }))
    .output(repoState),

  refs: base.route({ method: 'GET', path: '/repo/refs' }).output(repoRefs),
  log: base
    .route({ method: 'POST', path: '/repo/log' })
    .input(
      z.object({
        /** HEAD unless given. */
        from: z.array(revision).max(100).default([]),
        /** Of all branches, remote branches and tags. */
        all: z.boolean().default(false),
        order: z.enum(['date', 'topology']).default('topology'),
        paths: paths.default([]),
        /** Anywhere in `name <email>`, and in the message; capitals do not matter. */
        author: z.string().max(500).optional(),
        message: z.string().max(500).optional(),
        /** Unix seconds. */
        since: z.number().optional(),
        until: z.number().optional(),
        limit: z.number().int().min(1).max(REPO_LOG_PAGE).default(100),
        /** `next` of the page before, with the same query. */
        after: z.string().max(10_000).optional(),
      }),
    )
    .output(z.object({ commits: z.array(repoCommit), next: z.string().nullable() })),
  /** A commit, and what it changed against its first parent. */
  show: base
    .route({ method: 'GET', path: '/repo/show' })
    .input(z.object({ revision }))
    .output(z.object({ commit: repoCommit, files: z.array(repoFileChange) })),
  diff: base
    .route({ method: 'POST', path: '/repo/diff' })
    .input(z.object({ from: repoSide, to: repoSide, paths: paths.default([]) }))
    .output(z.object({ files: z.array(repoFileChange) })),
  /** `from`: its path on the old side, where it was renamed. */
  fileDiff: base
    .route({ method: 'POST', path: '/repo/file-diff' })
    .input(z.object({ old: repoSide, new: repoSide, path: repoPath, from: repoPath.optional() }))
    .output(repoFileDiff),
  /** A file's bytes on one side, in pieces as base64; null where that side has no such file. */
  bytes: base
    .route({ method: 'POST', path: '/repo/bytes' })
    .input(z.object({ side: repoSide, path: repoPath, offset: z.number().int().nonnegative().default(0) }))
    .output(z.object({ base64: z.string(), total: z.number(), next: z.number().nullable() }).nullable()),
  blame: base
    .route({ method: 'GET', path: '/repo/blame' })
    .input(z.object({ path: repoPath, revision: revision.optional() }))
    .output(repoBlame),

  /** `all`: everything that can be, whatever `paths` says. */
  stage: writing('/stage', { paths, all: z.boolean().default(false) }),
  unstage: writing('/unstage', { paths, all: z.boolean().default(false) }),
  /** Back to what the index has; new files go. Undo brings them back. */
  discard: writing('/discard', { paths }),
  /** `hunks`: ids from `fileDiff` between index and folder. Throws BAD_REQUEST where the file changed since. */
  stageHunks: writing('/stage-hunks', { path: repoPath, hunks: z.array(z.string()).min(1).max(10_000) }),
  /** `hunks`: ids from `fileDiff` between HEAD and index. */
  unstageHunks: writing('/unstage-hunks', { path: repoPath, hunks: z.array(z.string()).min(1).max(10_000) }),
  discardHunks: writing('/discard-hunks', { path: repoPath, hunks: z.array(z.string()).min(1).max(10_000) }),

  /** What Git left contested; everything where no paths are named. */
  settle: writing('/settle', { paths: paths.default([]), ...settleOptions }),
  /** Goes on with what Git stopped in: by a commit, or through the user's own Git. Throws LOCKED where it cannot. */
  continue: base.route({ method: 'POST', path: '/repo/continue' }).output(wentOn),
  /** Gives it up, through the user's own Git. What was settled for it goes. */
  abort: base.route({ method: 'POST', path: '/repo/abort' }).output(wentOn),

  /** What is staged; `all`: tracked files as they are; `paths`: these as they are, and nothing else that is staged. */
  commit: writing('/commit', {
    message: message.optional(),
    amend: z.boolean().default(false),
    all: z.boolean().default(false),
    paths: paths.optional(),
    allowEmpty: z.boolean().default(false),
  }),
  /** `commit` false leaves the commit to be made. */
  merge: writing('/merge', {
    revision,
    message: message.optional(),
    commit: z.boolean().default(true),
    fastForward: z.enum(['allowed', 'never', 'only']).default('allowed'),
    strategy: z.enum(['auto', 'ours', 'theirs', 'manual']).default('auto'),
    /** Of a branch that has no commit in common too. */
    unrelated: z.boolean().default(false),
  }),
  cherryPick: writing('/cherry-pick', { revisions: z.array(revision).min(1).max(1000) }),
  revert: writing('/revert', { revisions: z.array(revision).min(1).max(1000) }),
  /** `hard` also puts the folder back: undo brings the work back. */
  reset: writing('/reset', { revision, mode: z.enum(['soft', 'mixed', 'hard']) }),
  /** To a branch or, with `detach`, a commit. `create` makes the branch, at `at` or HEAD. */
  switch: writing('/switch', {
    name: refName,
    create: z.boolean().default(false),
    detach: z.boolean().default(false),
    at: revision.optional(),
  }),
  createBranch: writing('/branches', { name: refName, at: revision.optional() }),
  renameBranch: writing('/branches/rename', { from: refName, to: refName }),
  /** Throws BAD_REQUEST for one whose commits are nowhere else, unless `force`. Its reality goes with it (RTY21). */
  deleteBranch: writing('/branches/delete', {
    name: refName,
    force: z.boolean().default(false),
    withReality: z.boolean().default(true),
  }),
  createTag: writing('/tags', { name: refName, at: revision.optional(), message: message.optional() }),
  deleteTag: base.route({ method: 'POST', path: '/repo/tags/delete' }).input(named).output(outcome),

  stashes: base.route({ method: 'GET', path: '/repo/stashes' }).output(z.array(repoStash)),
  showStash: base
    .route({ method: 'GET', path: '/repo/stashes/show' })
    .input(z.object({ index: z.coerce.number().int().nonnegative() }))
    .output(z.object({ files: z.array(repoFileChange) })),
  stashPush: writing('/stashes', {
    message: message.optional(),
    untracked: z.boolean().default(true),
    paths: paths.optional(),
  }),
  stashApply: writing('/stashes/apply', { index: z.number().int().nonnegative(), staged: z.boolean().default(false) }),
  /** Stays on the stash where something met. */
  stashPop: writing('/stashes/pop', { index: z.number().int().nonnegative(), staged: z.boolean().default(false) }),
  stashDrop: writing('/stashes/drop', { index: z.number().int().nonnegative() }),

  /** Newest first. */
  operations: base
    .route({ method: 'GET', path: '/repo/operations' })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) }))
    .output(z.array(operation)),
  /** The last one in force, or the one that is named; of an undo it does again what that took back. */
  undo: writing('/undo', { id: z.number().int().optional() }),

  /** Through the user's own Git and credentials. Ends with the signal. Throws BAD_REQUEST where Git is not installed. */
  fetch: base
    .route({ method: 'POST', path: '/repo/fetch' })
    .input(z.object({ remote: refName.optional(), prune: z.boolean().default(true) }))
    .output(eventIterator(remoteProgress)),
  /** Fetches, then merges what the branch follows as `merge` does. */
  pull: base
    .route({ method: 'POST', path: '/repo/pull' })
    .input(z.object({ remote: refName.optional() }))
    .output(eventIterator(remoteProgress)),
  /** `setUpstream`: the branch follows the remote's one of that name from then on. Never forces. */
  push: base
    .route({ method: 'POST', path: '/repo/push' })
    .input(
      z.object({
        remote: refName.optional(),
        setUpstream: z.boolean().default(false),
        tags: z.boolean().default(false),
      }),
    )
    .output(eventIterator(remoteProgress)),
}

type Procedures = typeof procedures
/** Named, as `Contract` is. */
export interface RepoContract extends Procedures {}
export const repoContract: RepoContract = procedures
