/** Git in the palette and on keys. */
import { type Command, type CommandContext, command } from '../../commands/command.ts'
import type { GitPart } from '../../commands/git-view.ts'
import { openDialog, openTab } from '../../commands/shell-store.ts'
import type { RemoteKind } from '../../session/remote-work.ts'
import { repoWords as words } from '../../text/repo.ts'
import { repositoryPath, tryIt } from '../git-operations/index.ts'
import { chosenPaths } from './change-rows.ts'
import {
  commitStaged,
  discardSelected,
  goRemote,
  makeRepository,
  openRepo,
  setGit,
  showFileHistory,
  showGit,
} from './git-actions.ts'

const hasWorkspace = ({ app }: CommandContext) => app.host.getState().app?.workspace != null
const isOpen = (context: CommandContext) => openRepo(context) !== null
const hasChanges = (context: CommandContext) => (openRepo(context)?.changes ?? 0) > 0

/** The file in front, as the repository calls it. */
function fileInFront(context: CommandContext): string | null {
  const repo = openRepo(context)
  const { tabs, active } = context.shell.getState()
  const tab = tabs.find(({ id }) => id === active)
  if (repo === null || tab === undefined) return null
  if (tab.kind === 'git-file') return tab.path
  return tab.path.startsWith('res://') ? repositoryPath(tab.path, repo.prefix) : null
}

function selectedPaths(context: CommandContext): readonly string[] {
  const { met, staged, changed } = chosenPaths(
    openRepo(context)?.entries ?? [],
    context.shell.getState().git.selection.keys,
  )
  return [...new Set([...met, ...staged, ...changed])]
}

export const gitCommands: readonly Command[] = [
  part('git.show', words.show, 'changes', 'Alt+C'),
  part('git.branches', words.parts.branches, 'branches'),
  part('git.stashes', words.parts.stashes, 'stashes'),
  part('git.operations', words.operations.label, 'operations'),
  command({
    id: 'git.hide',
    title: words.hide,
    when: ({ shell }) => shell.getState().leftView === 'git',
    run: ({ shell }) => shell.setState({ leftView: 'files', isLeftOpen: true }),
  }),
  command({
    id: 'git.init',
    title: words.act.init,
    when: ({ app }) => app.host.getState().repo?.status === 'none',
    run: makeRepository,
  }),
  command({
    id: 'git.log',
    title: words.log.show,
    keys: 'Alt+L',
    when: isOpen,
    run: ({ shell }) => openTab(shell, 'git-log'),
  }),
  command({
    id: 'git.commit',
    title: words.act.commit,
    keys: 'Mod+Enter',
    scope: 'git',
    when: isOpen,
    run: commitStaged,
  }),
  command({
    id: 'git.stageAll',
    title: words.changes.stageAll,
    when: hasChanges,
    run: context => void tryIt(context, { kind: 'stageAll' }),
  }),
  command({
    id: 'git.unstageAll',
    title: words.changes.unstageAll,
    when: hasChanges,
    run: context => void tryIt(context, { kind: 'unstageAll' }),
  }),
  command({
    id: 'git.discard',
    title: words.act.discard,
    keys: 'Delete',
    scope: 'git-changes',
    when: hasChanges,
    run: discardSelected,
  }),
  remote('git.fetch', words.remote.fetch, 'fetch'),
  remote('git.pull', words.remote.pull, 'pull'),
  remote('git.push', words.remote.push, 'push'),
  dialog('git.branch', words.act.newBranch, { kind: 'git-branch', at: null }),
  dialog('git.switch', words.act.switchBranch, { kind: 'git-switch' }),
  dialog('git.merge', words.act.mergeBranch, { kind: 'git-merge' }),
  dialog('git.tag', words.act.newTag, { kind: 'git-tag', at: null }),
  dialog('git.compare', words.act.compareRefs, { kind: 'git-compare', revision: null }),
  command({
    id: 'git.stash',
    title: words.act.stash,
    when: hasChanges,
    run: context => openDialog(context.shell, { kind: 'git-stash', paths: selectedPaths(context) }),
  }),
  command({
    id: 'git.undo',
    title: words.act.undo,
    when: context => openRepo(context)?.undo != null,
    detail: context => openRepo(context)?.undo?.words ?? '',
    run: ({ shell }) => openDialog(shell, { kind: 'git-preview', doing: { kind: 'undo', id: null } }),
  }),
  command({
    id: 'git.fileChanges',
    title: words.act.fileChanges,
    when: context => fileInFront(context) !== null,
    detail: context => fileInFront(context) ?? '',
    run: context => {
      const path = fileInFront(context)
      if (path !== null) openTab(context.shell, 'git-file', path)
    },
  }),
  command({
    id: 'git.fileHistory',
    title: words.act.fileHistory,
    when: context => fileInFront(context) !== null,
    detail: context => fileInFront(context) ?? '',
    run: context => {
      const path = fileInFront(context)
      if (path !== null) showFileHistory(context, path)
    },
  }),
]

function part(id: string, title: string, shown: GitPart, keys?: string): Command {
  return command({
    id,
    title: shown === 'changes' ? title : `${words.title}: ${title}`,
    ...(keys === undefined ? {} : { keys }),
    when: hasWorkspace,
    run: context => {
      showGit(context, shown)
      setGit(context.shell, { isFocusWanted: true })
    },
  })
}

function remote(id: string, title: string, kind: RemoteKind): Command {
  return command({ id, title, when: isOpen, run: context => goRemote(context, kind) })
}

function dialog(id: string, title: string, request: Parameters<typeof openDialog>[1]): Command {
  return command({ id, title, when: isOpen, run: ({ shell }) => openDialog(shell, request) })
}
