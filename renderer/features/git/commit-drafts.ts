/**
 * The commit that is being written, kept for each branch of each workspace in this browser until it is made. A branch
 * that was just begun takes it along: that is how people notice that they are on the wrong one.
 */
import type { StoreApi } from 'zustand'
import type { Shell } from '../../commands/shell-store.ts'
import type { AppSession, HostView } from '../../session/app-session.ts'
import { setGit } from './git-actions.ts'

interface Place {
  readonly workspace: string
  readonly branch: string
  readonly hash: string | null
}

type Drafts = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Returns what stops remembering. */
export function rememberDrafts(
  { host }: Pick<AppSession, 'host'>,
  shell: StoreApi<Shell>,
  drafts: Drafts = localStorage,
): () => void {
  // null while no repository is known: what stands in the box then is nobody's.
  let here: Place | null = null
  let last: Place | null = null

  function keep(place: Place, message: string): void {
    if (message === '') drafts.removeItem(keyOf(place))
    else drafts.setItem(keyOf(place), message)
  }

  function look(): void {
    const next = placeOf(host.getState())
    if (here !== null) last = here
    here = null
    if (next === null) {
      // The shell begins anew with each workspace, and so does the box.
      if (host.getState().app?.workspace?.id !== last?.workspace) last = null
      return
    }
    if (last === null || keyOf(last) !== keyOf(next)) arrive(next)
    here = next
  }

  function arrive(next: Place): void {
    const left = last
    const kept = drafts.getItem(keyOf(next)) ?? ''
    const goesAlong = kept === '' && left?.workspace === next.workspace && left.hash === next.hash
    const message = goesAlong ? (drafts.getItem(keyOf(left)) ?? '') : kept
    if (goesAlong) keep(left, '')
    keep(next, message)
    setGit(shell, { message, isAmending: false, amended: '' })
  }

  const stops = [
    host.subscribe((now, before) => {
      if (now.repo !== before.repo || now.app !== before.app) look()
    }),
    shell.subscribe(({ git }, before) => {
      if (here !== null && git.message !== before.git.message) keep(here, git.message)
    }),
  ]
  look()
  return () => {
    for (const stop of stops) stop()
  }
}

function placeOf({ app, repo }: HostView): Place | null {
  const workspace = app?.workspace?.id
  if (workspace === undefined || repo?.status !== 'open') return null
  const { head } = repo
  return { workspace, branch: head.kind === 'branch' ? head.name : '', hash: head.hash }
}

function keyOf({ workspace, branch }: Place): string {
  return `weft.commit-draft.${workspace}.${branch}`
}
