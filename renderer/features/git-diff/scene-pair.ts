/** Which two states of a scene a changed file of the repository stands for; null where its lines are all there is. Pure. */
import type { OpenRepoState, RepoSide, RepoStatusEntry } from '../../../shared/contract/repo-data.ts'
import type { StateRef } from '../../../shared/contract/state-ref.ts'
import type { GitFilePair } from '../../commands/git-view.ts'
import { isScenePath, projectPath } from '../git-operations/index.ts'

export interface ScenePair {
  /** `res://…`, as the newer state has it, else the older. */
  readonly path: string
  readonly from: StateRef
  readonly to: StateRef
}

const NOTHING: StateRef = { kind: 'nothing' }

/** A file of a commit, of a stash, or of any two states. */
export function scenePair(pair: GitFilePair, prefix: string): ScenePair | null {
  const { path, from, status } = pair
  const place = placeOf(path, from, prefix)
  if (place === null) return null
  const old = status === 'added' ? NOTHING : stateOfSide(pair.old, place.from)
  const now = status === 'deleted' ? NOTHING : stateOfSide(pair.new, null)
  return paired(place.path, old, now)
}

/** A file of the folder, against the last commit. */
export function changedScene(
  path: string,
  entries: readonly RepoStatusEntry[],
  { head, prefix }: Pick<OpenRepoState, 'head' | 'prefix'>,
): ScenePair | null {
  const has = (status: RepoStatusEntry['status'], isStaged?: boolean) =>
    entries.some(entry => entry.status === status && (isStaged === undefined || entry.staged === isStaged))
  const renamed = entries.find(({ status }) => status === 'renamed')
  const place = placeOf(path, renamed?.from ?? null, prefix)
  if (place === null) return null
  const isNew = renamed === undefined && (has('added') || (has('untracked') && !has('deleted', true)))
  const isGone = has('deleted', false) || (has('deleted', true) && !has('untracked'))
  const old: StateRef = isNew || head.hash === null ? NOTHING : stateAt(head.hash, place.from)
  return paired(place.path, old, isGone ? NOTHING : { kind: 'now' })
}

interface Place {
  readonly path: string
  /** Where it was before, if that was elsewhere. */
  readonly from: string | null
}

/** null for what is no scene, and for one that was of another kind or beside the project before. */
function placeOf(path: string, from: string | null, prefix: string): Place | null {
  const there = projectPath(path, prefix)
  if (there === null || !isScenePath(path)) return null
  if (from === null || from === path) return { path: there, from: null }
  const before = projectPath(from, prefix)
  return before === null || extensionOf(from) !== extensionOf(path) ? null : { path: there, from: before }
}

function paired(path: string, from: StateRef, to: StateRef): ScenePair | null {
  return from.kind === 'nothing' && to.kind === 'nothing' ? null : { path, from, to }
}

function stateOfSide(side: RepoSide, path: string | null): StateRef {
  switch (side.kind) {
    case 'revision':
      return stateAt(side.revision, path)
    case 'index':
      return stateAt(':0', path)
    case 'folder':
      return { kind: 'now' }
    case 'empty':
      return NOTHING
  }
}

function stateAt(revision: string, path: string | null): StateRef {
  return { kind: 'git', revision, ...(path === null ? {} : { path }) }
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.'))
}
