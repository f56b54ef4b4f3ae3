/** What the window remembers of the Git panel and its tabs, and what may be asked of the repository with a preview first. */
import type { RepoOutcome, RepoSide } from '../../shared/contract/repo-data.ts'
import type { RowSelection } from '../ui/tree-selection.ts'

export type GitPart = 'changes' | 'branches' | 'stashes' | 'operations'

export interface GitView {
  readonly part: GitPart
  /** The list of the part is to have the focus as soon as it is there. */
  readonly isFocusWanted: boolean
  /** Rows of the changes: `staged:PATH`, `changed:PATH`, `met:PATH`. */
  readonly selection: RowSelection
  readonly folded: readonly string[]
  /** The commit that is being written: kept for each branch over reloads, until it is made. */
  readonly message: string
  readonly isAmending: boolean
  /** The message of the last commit as it is to be: what is being written waits meanwhile. */
  readonly amended: string
  readonly log: LogView
  /** Who changed a line is told beside it. */
  readonly isBlaming: boolean
}

/** What is asked of the history, and the commit that is looked at. */
export interface LogView {
  readonly text: string
  readonly author: string
  readonly path: string
  /** `2026-01-31`, or empty. */
  readonly since: string
  readonly until: string
  /** A branch, tag or hash; empty for HEAD. */
  readonly from: string
  readonly isAll: boolean
  readonly selected: readonly string[]
  /** The hash that is to be brought into view. */
  readonly reveal: string | null
}

export const initialGitView: GitView = {
  part: 'changes',
  isFocusWanted: false,
  selection: { keys: [], anchor: null },
  folded: [],
  message: '',
  isAmending: false,
  amended: '',
  log: {
    text: '',
    author: '',
    path: '',
    since: '',
    until: '',
    from: '',
    isAll: true,
    selected: [],
    reveal: null,
  },
  isBlaming: false,
}

/** Something that is done to the repository once, and can be taken back. */
export type GitDoing =
  | { readonly kind: 'stage' | 'unstage' | 'discard'; readonly paths: readonly string[] }
  | { readonly kind: 'stageAll' | 'unstageAll' }
  | {
      readonly kind: 'stageHunks' | 'unstageHunks' | 'discardHunks'
      readonly path: string
      readonly hunks: readonly string[]
    }
  /** Of all that is contested where no paths are named. */
  | { readonly kind: 'settle'; readonly paths: readonly string[]; readonly how: SettleHow }
  | { readonly kind: 'commit'; readonly message: string | null; readonly amend: boolean }
  | { readonly kind: 'merge'; readonly revision: string }
  | { readonly kind: 'cherryPick' | 'revert'; readonly revisions: readonly string[] }
  | { readonly kind: 'reset'; readonly revision: string; readonly mode: 'soft' | 'mixed' | 'hard' }
  | { readonly kind: 'switch'; readonly name: string; readonly detach: boolean }
  | { readonly kind: 'createBranch'; readonly name: string; readonly at: string | null; readonly isSwitching: boolean }
  | { readonly kind: 'renameBranch'; readonly from: string; readonly to: string }
  /** Its reality goes along unless `keepsReality`. */
  | { readonly kind: 'deleteBranch'; readonly name: string; readonly force: boolean; readonly keepsReality?: boolean }
  | { readonly kind: 'createTag'; readonly name: string; readonly at: string | null; readonly message: string }
  | { readonly kind: 'deleteTag'; readonly name: string }
  | {
      readonly kind: 'stashPush'
      readonly message: string
      readonly untracked: boolean
      readonly paths: readonly string[] | null
    }
  | { readonly kind: 'stashApply' | 'stashPop'; readonly index: number; readonly staged: boolean }
  | { readonly kind: 'stashDrop'; readonly index: number }
  | { readonly kind: 'undo'; readonly id: number | null }

/** Merged, with one side in use where something meets, or whole files of one side. */
export type SettleHow = 'auto' | 'theirs' | 'take-ours' | 'take-theirs'

/** Dialogs of the Git panel and its tabs. */
export type GitDialogRequest =
  /** What it would do, before it is done. */
  | { readonly kind: 'git-preview'; readonly doing: GitDoing }
  | { readonly kind: 'git-settle'; readonly paths: readonly string[] }
  | { readonly kind: 'git-abort'; readonly what: string }
  | { readonly kind: 'git-branch'; readonly at: string | null }
  | { readonly kind: 'git-tag'; readonly at: string | null }
  | { readonly kind: 'git-rename-branch'; readonly name: string }
  | { readonly kind: 'git-stash'; readonly paths: readonly string[] }
  /** Which other state `revision` is compared with. */
  | { readonly kind: 'git-compare'; readonly revision: string | null }
  /** Whose history the log shows is chosen with the last. */
  | { readonly kind: 'git-merge' | 'git-switch' | 'git-log-branch' }
  | { readonly kind: 'git-reset'; readonly revision: string }
  /** What met in what was done. */
  | { readonly kind: 'git-met'; readonly outcome: RepoOutcome; readonly isSettled: boolean }

/** Two states of the repository, or of one file of it, as the path of a tab. */
export interface GitPair {
  readonly old: RepoSide
  readonly new: RepoSide
}

export interface GitFilePair extends GitPair {
  readonly path: string
  /** Its path on the old side, where it was another. */
  readonly from: string | null
  readonly status: 'added' | 'modified' | 'deleted' | 'renamed'
}

export function gitPairPath(pair: GitPair | GitFilePair): string {
  return JSON.stringify(pair)
}

/** null for what is none: tabs are kept over releases. */
export function readGitPair(path: string): (GitPair & Partial<GitFilePair>) | null {
  try {
    const value: unknown = JSON.parse(path)
    if (typeof value !== 'object' || value === null) return null
    const { old, new: now } = value as Partial<GitPair>
    return isSide(old) && isSide(now) ? (value as GitPair) : null
  } catch {
    // No JSON: no pair.
    return null
  }
}

function isSide(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { kind, revision } = value as { kind?: unknown; revision?: unknown }
  return kind === 'revision' ? typeof revision === 'string' : ['index', 'folder', 'empty'].includes(String(kind))
}
