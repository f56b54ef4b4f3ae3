/** What panel, keys and palette do with the changes of the repository. */
import type { StoreApi } from 'zustand'
import { AppError } from '../../../shared/contract/errors.ts'
import type { OpenRepoState, RepoStatusEntry } from '../../../shared/contract/repo-data.ts'
import { type GitPart, type GitView, initialGitView } from '../../commands/git-view.ts'
import { openDialog, openTab, type Shell } from '../../commands/shell-store.ts'
import type { RemoteKind } from '../../session/remote-work.ts'
import { repoWords as words } from '../../text/repo.ts'
import { doIt, type GitParts, tellOutcome, tryIt } from '../git-operations/index.ts'
import { changeRows, chosenPaths, neighbourOf, toggleStage } from './change-rows.ts'
import { whyNotCommit, whyNotRemote } from './why-not.ts'

export function setGit(shell: StoreApi<Shell>, change: Partial<GitView>): void {
  shell.setState(({ git }) => ({ git: { ...git, ...change } }))
}

export function showGit({ shell }: Pick<GitParts, 'shell'>, part: GitPart): void {
  shell.setState(({ git, tabs, active }) => ({
    leftView: 'git',
    isLeftOpen: true,
    git: { ...git, part },
    // A tab that stands alone would hide the panel.
    active: ['history', 'merge-preview', 'review'].includes(tabs.find(({ id }) => id === active)?.kind ?? '')
      ? (tabs.find(({ kind }) => kind === 'scene' || kind === 'text')?.id ?? active)
      : active,
  }))
}

export function openRepo({ app }: Pick<GitParts, 'app'>): OpenRepoState | null {
  const { repo } = app.host.getState()
  return repo?.status === 'open' ? repo : null
}

export async function makeRepository({ app, notices }: GitParts): Promise<void> {
  const made = await app.api.repo.init({})
  if (made.status === 'open' && made.head.kind === 'branch') notices.info(words.none.made(made.head.name))
}

/** Stages or unstages what is selected, and goes on to what is next. */
export async function toggleSelected(parts: GitParts): Promise<void> {
  const { git } = parts.shell.getState()
  const entries = openRepo(parts)?.entries ?? []
  const doing = toggleStage(entries, git.selection.keys)
  if (doing === null) return
  const next = neighbourOf(changeRows(entries, git.folded, words.groups), git.selection.keys)
  if ((await tryIt(parts, doing)) !== null && next !== null) {
    setGit(parts.shell, { selection: { keys: [next], anchor: next } })
  }
}

/** What is selected and not staged, after a look at what goes. */
export function discardSelected(parts: GitParts): void {
  const { git } = parts.shell.getState()
  const { met, staged, changed } = chosenPaths(openRepo(parts)?.entries ?? [], git.selection.keys)
  const paths = [...met, ...changed]
  if (paths.length === 0 && staged.length > 0) parts.notices.info(words.changes.unstageFirst)
  if (paths.length > 0) openDialog(parts.shell, { kind: 'git-preview', doing: { kind: 'discard', paths } })
}

export function openChange({ shell }: Pick<GitParts, 'shell'>, { path }: Pick<RepoStatusEntry, 'path'>): void {
  openTab(shell, 'git-file', path)
}

export async function commitStaged(parts: GitParts): Promise<void> {
  const repo = openRepo(parts)
  const { git } = parts.shell.getState()
  if (repo === null) return
  const why = whyNotCommit(repo, git)
  if (why !== null) return parts.notices.info(why)
  const message = messageOf(git).trim() === '' ? null : messageOf(git).trim()
  await doIt(parts, { kind: 'commit', message, amend: git.isAmending })
  setGit(parts.shell, git.isAmending ? { isAmending: false, amended: '' } : { message: '' })
}

/** What stands in the box. */
export function messageOf({ message, amended, isAmending }: GitView): string {
  return isAmending ? amended : message
}

/** A branch that follows nothing follows what it is pushed to. */
export async function goRemote(parts: GitParts, kind: RemoteKind): Promise<void> {
  const { app, notices } = parts
  const repo = openRepo(parts)
  if (repo === null) return
  const why = whyNotRemote(repo, kind)
  if (why !== null) return notices.info(why)
  if (app.remote.running.getState().run !== null) return notices.info(words.remote.busy)
  const setUpstream = kind === 'push' && repo.upstream === null
  const ended = await app.remote.run(kind, { setUpstream })
  if (ended === null) return
  if (ended.fault !== null) return notices.error(new AppError('BAD_REQUEST', ended.fault))
  // The last line says how it ended.
  if (ended.outcome === null || ended.outcome.operation === null) notices.info(ended.text)
  else tellOutcome(parts, ended.outcome, null)
}

/** The commits that changed it. */
export function showFileHistory({ shell }: Pick<GitParts, 'shell'>, path: string): void {
  shell.setState(({ git }) => ({
    git: { ...git, log: { ...initialGitView.log, path, isAll: false } },
  }))
  openTab(shell, 'git-log')
}

/** The history that leads to a branch or tag. */
export function showRefHistory({ shell }: Pick<GitParts, 'shell'>, from: string): void {
  shell.setState(({ git }) => ({
    git: { ...git, log: { ...initialGitView.log, from, isAll: false } },
  }))
  openTab(shell, 'git-log')
}
