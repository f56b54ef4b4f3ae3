/** What a Git repository says of itself, as it crosses the contract: state, history, differences, outcomes. */
import { z } from 'zod'
import { REPO_PATHS } from '../limits.ts'
import { SCENE_THINGS } from '../scene/blame-scene.ts'
import { branchReality } from './branch-reality.ts'
import { realityId } from './realities.ts'
import { underWay } from './repo-settle.ts'

const hash = z.string().regex(/^[0-9a-f]{40}$/)
export const revision = z.string().min(1).max(400)
export const repoPath = z.string().min(1).max(4096)
export const paths = z.array(repoPath).max(REPO_PATHS)
export const refName = z.string().trim().min(1).max(250)

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

export const operation = z.object({
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
    /** What Git began and did not finish, or left contested; null where there is neither. */
    underWay: underWay.nullable(),
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
export const outcome = z.object({
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
  /** Of a branch that is deleted: the reality that goes with it, if one does. */
  reality: branchReality.optional(),
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

/** Who last changed a node, its name, its place, or one of its properties. */
const blameThing = z.object({
  what: z.enum(SCENE_THINGS),
  node: z.string(),
  /** Null for what is no property. */
  property: z.string().nullable(),
  /** Null for what is in no commit. */
  hash: hash.nullable(),
})

export const repoBlame = z.object({
  lines: z.array(blameLine),
  /** Of a scene, as the lines are; null for other files. */
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
