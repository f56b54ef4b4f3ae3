/** What can be done with the commits that are chosen in the history. */
import { type Command, type CommandContext, command } from '../../commands/command.ts'
import { gitPairPath } from '../../commands/git-view.ts'
import { openDialog, openTab } from '../../commands/shell-store.ts'
import { repoWords } from '../../text/repo.ts'
import { shortOf } from '../git-operations/index.ts'

const words = repoWords.act

/** The ids that a menu on a commit shows; what is no command is a line. */
export const commitMenu: readonly string[] = [
  'gitLog.cherryPick',
  'gitLog.revert',
  'gitLog.reset',
  '-1',
  'gitLog.branch',
  'gitLog.tag',
  'gitLog.checkout',
  '-2',
  'gitLog.compare',
  'gitLog.copyHash',
]

/** Chosen hashes, in the order of choosing, while the history is in front. */
function chosen({ app, shell }: CommandContext): readonly string[] {
  const { tabs, active, git } = shell.getState()
  const isShown = tabs.find(({ id }) => id === active)?.kind === 'git-log'
  return isShown && app.host.getState().repo?.status === 'open' ? git.log.selected : []
}

export const gitLogCommands: readonly Command[] = [
  several('gitLog.cherryPick', words.cherryPick, 'cherryPick'),
  several('gitLog.revert', words.revert, 'revert'),
  one('gitLog.reset', words.reset, ({ shell }, revision) => openDialog(shell, { kind: 'git-reset', revision })),
  one('gitLog.branch', words.branch, ({ shell }, at) => openDialog(shell, { kind: 'git-branch', at })),
  one('gitLog.tag', words.tag, ({ shell }, at) => openDialog(shell, { kind: 'git-tag', at })),
  one('gitLog.checkout', words.checkout, ({ shell }, name) =>
    openDialog(shell, { kind: 'git-preview', doing: { kind: 'switch', name, detach: true } }),
  ),
  command({
    id: 'gitLog.compare',
    title: words.compare,
    when: context => [1, 2].includes(chosen(context).length),
    detail: context => chosen(context).map(shortOf).join(', '),
    run: context => {
      const [first = null, second] = chosen(context)
      if (first === null || second === undefined) {
        return openDialog(context.shell, { kind: 'git-compare', revision: first })
      }
      openTab(
        context.shell,
        'git-compare',
        gitPairPath({ old: { kind: 'revision', revision: first }, new: { kind: 'revision', revision: second } }),
      )
    },
  }),
  one('gitLog.copyHash', words.copy, async ({ notices }, hash) => {
    await navigator.clipboard.writeText(hash)
    notices.info(repoWords.log.hashCopied)
  }),
]

function one(id: string, title: string, run: (context: CommandContext, hash: string) => void | Promise<void>): Command {
  return command({
    id,
    title,
    when: context => chosen(context).length === 1,
    detail: context => chosen(context).map(shortOf).join(', '),
    run: context => {
      const [hash] = chosen(context)
      return hash === undefined ? undefined : run(context, hash)
    },
  })
}

/** Each is done on top of the one before: oldest first for picking, newest first for taking back. */
function several(id: string, title: string, kind: 'cherryPick' | 'revert'): Command {
  return command({
    id,
    title,
    when: context => chosen(context).length > 0,
    detail: context => chosen(context).map(shortOf).join(', '),
    run: async context => {
      const hashes = chosen(context)
      const ordered = hashes.length === 1 ? hashes : await inHistory(context, hashes)
      const revisions = kind === 'revert' ? ordered : ordered.toReversed()
      openDialog(context.shell, { kind: 'git-preview', doing: { kind, revisions } })
    },
  })
}

/** Newest first, as the history has them: a commit comes before all it was made on. */
async function inHistory({ app }: CommandContext, hashes: readonly string[]): Promise<readonly string[]> {
  const wanted = new Set(hashes)
  const found: string[] = []
  let after: string | null = null
  do {
    const page: { commits: readonly { hash: string }[]; next: string | null } = await app.api.repo.log({
      from: [...hashes],
      limit: 1000,
      ...(after === null ? {} : { after }),
    })
    found.push(...page.commits.map(({ hash }) => hash).filter(hash => wanted.has(hash)))
    after = page.next
  } while (after !== null && found.length < wanted.size)
  return found
}
