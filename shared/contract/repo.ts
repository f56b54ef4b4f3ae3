/**
 * The Git repository around the open workspace. Paths are those of the repository, with `/`: the workspace may be a
 * folder in it, which `repoState.prefix` names. Revisions are whatever `git rev-parse` takes; hashes are whole.
 *
 * Every procedure that writes takes `isDryRun`, answers with what it does to the repository, and is one entry in the log
 * of operations: `undo` takes it back. (OPS rules in docs/spec/git-operations.md)
 */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { REPO_LOG_PAGE, REPO_PATHS } from '../limits.ts'
import { errorMap } from './error-map.ts'
import { realityId } from './realities.ts'
import { repoEvent } from './repo-event.ts'

const base = oc.errors(errorMap)

const hash = z.string().regex(/^[0-9a-f]{40}$/)
const revision = z.string().min(1).max(400)
const repoPath = z.string().min(1).max(4096)
const paths = z.array(repoPath).max(REPO_PATHS)
const refName = z.string().trim().min(1).max(250)

const signature = z.object({
  name: z.string(),
  email: z.string(),
  /** Unix seconds, as Git counts. */
  seconds: z.number(),
  /** Minutes east of Greenwich. */
  offset: z.number(),
})

export const repoCommit = z.object({
  hash,
  parents: z.array(hash).readonly(),
  author: signature,
  committer: signature,
  message: z.string(),
})
export type RepoCommit = z.infer<typeof repoCommit>

export const repoStatusEntry = z.object({
  path: z.string(),
  status: z.enum(['added', 'modified', 'deleted', 'renamed', 'untracked', 'conflicted']),
  /** In the index against HEAD; else in the folder against the index. A file can be both. */
  staged: z.boolean(),
  from: z.string().optional(),
})
export type RepoStatusEntry = z.infer<typeof repoStatusEntry>

const head = z.discriminatedUnion('kind', [
  /** `name` without `refs/heads/`; `hash` is null before the first commit. */
  z.object({ kind: z.literal('branch'), name: z.string(), hash: hash.nullable() }),
  z.object({ kind: z.literal('detached'), hash }),
])

const operation = z.object({
  id: z.number().int(),
  kind: z.string(),
  words: z.string(),
  /** Unix seconds. */
  seconds: z.number(),
  who: z.string(),
  /** Of an undo: the operation that it took back. */
  undoes: z.number().int().nullable(),
  /** Taken back by a later one that is in force. */
  isUndone: z.boolean(),
  /** False for one that a crash interrupted and that could not be finished. */
  isWhole: z.boolean(),
})
export type RepoOperation = z.infer<typeof operation>

export const repoState = z.discriminatedUnion('status', [
  /** No repository around the folder. */
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('unreadable'), message: z.string(), hint: z.string().nullable() }),
  z.object({
    status: z.literal('open'),
    /** Where the workspace is in the repository: empty, or `game/` with a `/` at its end. */
    prefix: z.string(),
    head,
    /** What the branch follows, and how many commits each has that the other has not; null where it follows nothing. */
    upstream: z.object({ name: z.string(), ahead: z.number().int(), behind: z.number().int() }).nullable(),
    /** Sorted by path; at most `REPO_STATUS_SHOWN`, `changes` is how many there are. */
    entries: z.array(repoStatusEntry),
    changes: z.number().int(),
    /** A merge, cherry-pick or revert that waits for its commit, with the message it would get. */
    waiting: z.object({ message: z.string() }).nullable(),
    /** The one that `undo` would take back. */
    undo: operation.nullable(),
    remotes: z.array(z.string()),
    /** Whether Git itself is installed: fetch, pull and push go through it. */
    hasGit: z.boolean(),
    /** True while another program works on the repository. */
    isBusy: z.boolean(),
    /** Grows whenever a ref moves: what was read of the history may be old. */
    refsVersion: z.number().int(),
  }),
])
export type RepoState = z.infer<typeof repoState>
export type OpenRepoState = Extract<RepoState, { status: 'open' }>

const branch = z.object({
  name: z.string(),
  hash,
  isCurrent: z.boolean(),
  upstream: z.string().nullable(),
  ahead: z.number().int(),
  behind: z.number().int(),
  /** The reality that this branch is, where somebody worked in it in Weft. */
  reality: realityId.nullable(),
})
export type RepoBranch = z.infer<typeof branch>

const namedRef = z.object({ name: z.string(), hash })

export const repoRefs = z.object({
  branches: z.array(branch),
  /** `origin/main`. */
  remotes: z.array(namedRef),
  /** `hash` is the commit that it leads to. */
  tags: z.array(namedRef.extend({ message: z.string().nullable() })),
})
export type RepoRefs = z.infer<typeof repoRefs>

/** One side of a comparison. */
export const repoSide = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('revision'), revision }),
  z.object({ kind: z.literal('index') }),
  z.object({ kind: z.literal('folder') }),
  /** Before the first commit. */
  z.object({ kind: z.literal('empty') }),
])
export type RepoSide = z.infer<typeof repoSide>

export const repoFileChange = z.object({
  path: z.string(),
  status: z.enum(['added', 'modified', 'deleted', 'renamed']),
  from: z.string().optional(),
})
export type RepoFileChange = z.infer<typeof repoFileChange>

const hunkLine = z.object({ kind: z.enum(['context', 'added', 'removed']), text: z.string() })

/** As in a unified patch; a line number is that of the first line, from 1. */
const hunk = z.object({
  /** Names this hunk in `stageHunks` as long as the file is as it was. */
  id: z.string(),
  oldStart: z.number().int(),
  oldLines: z.number().int(),
  newStart: z.number().int(),
  newLines: z.number().int(),
  lines: z.array(hunkLine),
})
export type RepoHunk = z.infer<typeof hunk>

export const repoFileDiff = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    /** Also for a scene: hunks are staged by its lines, whatever the picture shows. */
    hunks: z.array(hunk),
    /** At `REPO_DIFF_LINES` lines it ends. */
    isCut: z.boolean(),
  }),
  /** Bytes of each side; null where there is no file. */
  z.object({ kind: z.literal('binary'), oldBytes: z.number().nullable(), newBytes: z.number().nullable() }),
])
export type RepoFileDiff = z.infer<typeof repoFileDiff>

/** What both sides of a merge changed: Weft keeps *ours* and lists it. */
const met = z.object({
  path: z.string(),
  kind: z.string(),
  /** For a scene the node; for a text the lines, `12` or `12-14`. */
  where: z.string(),
  text: z.string(),
})
export type RepoMet = z.infer<typeof met>

/** What an operation did, or would do. */
const outcome = z.object({
  /** Null for a dry run, and where nothing was to be done. */
  operation: z.number().int().nullable(),
  /** Where HEAD is afterwards; null before the first commit. For a dry run: where it would be, if that is known. */
  hash: hash.nullable(),
  /** Files of the folder that are written, made or taken away. */
  files: z.array(repoFileChange),
  /** Nothing met. */
  clean: z.boolean(),
  conflicts: z.array(met),
  /** For people: `Merge branch 'night'`. */
  words: z.string(),
})
export type RepoOutcome = z.infer<typeof outcome>

export const repoStash = z.object({ index: z.number().int(), hash, message: z.string(), seconds: z.number() })
export type RepoStash = z.infer<typeof repoStash>

const blameLine = z.object({
  line: z.number().int(),
  /** Null for a line that is in no commit. */
  hash: hash.nullable(),
  text: z.string(),
})

/** Who last changed a node (`property` null) or one of its properties. */
const blameThing = z.object({ node: z.string(), property: z.string().nullable(), hash })

export const repoBlame = z.object({
  lines: z.array(blameLine),
  /** Of a scene as it is in the last commit; null for other files. */
  things: z.array(blameThing).nullable(),
  /** Those that are named, without their messages' bodies. */
  commits: z.array(repoCommit),
})
export type RepoBlame = z.infer<typeof repoBlame>

/** Lines of the user's own Git while it talks to a server; the last one says how it ended. */
export const remoteProgress = z.object({
  text: z.string(),
  /** 0 to 1, where Git says so. */
  part: z.number().nullable(),
  isOver: z.boolean(),
  /** Why it failed, as a sentence; with the last event. */
  fault: z.string().nullable(),
  /** Of a pull, when it is over. */
  outcome: outcome.nullable(),
})
export type RemoteProgress = z.infer<typeof remoteProgress>

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
  /** Throws BAD_REQUEST for one whose commits are nowhere else, unless `force`. */
  deleteBranch: writing('/branches/delete', { name: refName, force: z.boolean().default(false) }),
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
