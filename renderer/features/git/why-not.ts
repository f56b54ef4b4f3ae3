/** Why something cannot be done with the repository as it is, for the buttons that would do it. Pure. */
import type { OpenRepoState } from '../../../shared/contract/repo-data.ts'
import type { GitView } from '../../commands/git-view.ts'
import type { RemoteKind } from '../../session/remote-work.ts'
import { repoWords as words } from '../../text/repo.ts'

/** Why there is nothing to commit with; null where there is. */
export function whyNotCommit(repo: OpenRepoState, git: Pick<GitView, 'message' | 'isAmending'>): string | null {
  const { why } = words.commit
  if (repo.isBusy) return why.busy
  if (repo.entries.some(({ status }) => status === 'conflicted')) return why.met
  if (git.isAmending && repo.head.hash === null) return why.noCommit
  const hasStaged = repo.entries.some(({ staged }) => staged)
  if (!git.isAmending && !hasStaged && repo.waiting === null) return repo.changes === 0 ? why.nothingAtAll : why.nothing
  // An amended commit keeps its message, and a merge has one.
  return git.message.trim() === '' && !git.isAmending && repo.waiting === null ? why.noMessage : null
}

/** Why it cannot be done now; null where it can. */
export function whyNotRemote(repo: OpenRepoState, kind: RemoteKind): string | null {
  if (!repo.hasGit) return words.remote.noGit
  if (repo.remotes.length === 0) return words.remote.noRemote
  return kind === 'pull' && repo.upstream === null ? words.remote.noUpstream : null
}
