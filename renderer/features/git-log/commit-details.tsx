/** The chosen commit: what it says, who and when, and the files it changed against its first parent. */
import { Copy, Ellipsis } from 'lucide-react'
import type { ReactElement } from 'react'
import type { RepoCommit, RepoFileChange, RepoSide } from '../../../shared/contract/repo-data.ts'
import { useApp } from '../../commands/app-context.tsx'
import { canRun, runCommand } from '../../commands/command.ts'
import { gitPairPath } from '../../commands/git-view.ts'
import { openTab } from '../../commands/shell-store.ts'
import { shownValue } from '../../session/use-call.ts'
import { repoWords } from '../../text/repo.ts'
import { IconButton } from '../../ui/button.tsx'
import { MenuButton, type MenuEntry } from '../../ui/overlay.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { FileList, shortOf, subjectOf, useRepoCall } from '../git-operations/index.ts'
import { commitMenu } from './log-commands.ts'
import { setLog } from './log-view.ts'

const words = repoWords.log

export function CommitDetails({ hash, others }: { readonly hash: string; readonly others: number }): ReactElement {
  const { app } = useApp()
  const call = useRepoCall(signal => app.api.repo.show({ revision: hash }, { signal }), hash)
  const shown = shownValue(call.state)
  return (
    <>
      <CallProgress call={call} label={words.loading} />
      {shown !== null && <Details commit={shown.commit} files={shown.files} others={others} />}
    </>
  )
}

function Details(props: {
  readonly commit: RepoCommit
  readonly files: readonly RepoFileChange[]
  readonly others: number
}): ReactElement {
  const { commit, files, others } = props
  const { shell, notices, commands, context } = useApp()
  const { hash, parents, author, committer, message } = commit
  const body = message.trim().slice(subjectOf(message).length).trim()
  const [first] = parents
  const old: RepoSide = first === undefined ? { kind: 'empty' } : { kind: 'revision', revision: first }
  const entries: MenuEntry[] = commitMenu.map(id => {
    const one = commands.find(each => each.id === id)
    if (one === undefined) return { kind: 'separator', id }
    return {
      kind: 'item',
      id,
      label: one.title,
      isDisabled: !canRun(one, context()),
      run: () => runCommand(one, context()),
    }
  })

  function open({ path, from, status }: RepoFileChange): void {
    const now: RepoSide = { kind: 'revision', revision: hash }
    openTab(shell, 'git-diff', gitPairPath({ old, new: now, path, from: from ?? null, status }))
  }

  return (
    <>
      <div className="git-log-message">
        <div className="git-log-subject">
          <h2 className="panel-title grow">{subjectOf(message)}</h2>
          {others > 0 && <span className="meta">{words.several(others + 1)}</span>}
          <MenuButton
            label={repoWords.more}
            button={<Ellipsis className="icon icon-small" aria-hidden />}
            entries={entries}
          />
        </div>
        {body !== '' && <p className="git-log-text-body">{body}</p>}
        <p className="second">
          {author.name} <span className="meta">{author.email}</span>
        </p>
        <p className="meta">
          {repoWords.when(author.seconds)}
          {committer.name !== author.name && `, ${words.committed(committer.name)}`}
        </p>
        <p className="git-log-hashes meta">
          <span className="mono">{hash.slice(0, 12)}</span>
          <IconButton
            icon={<Copy className="icon icon-small" aria-hidden />}
            label={words.copyHash}
            onPress={() => {
              navigator.clipboard.writeText(hash).then(
                () => notices.info(words.hashCopied),
                (error: unknown) => notices.error(error),
              )
            }}
          />
          {parents.map(parent => (
            <button
              key={parent}
              type="button"
              className="git-log-parent mono"
              aria-label={`${words.parents}: ${shortOf(parent)}`}
              onClick={() => setLog(shell, { selected: [parent], reveal: parent })}
            >
              {shortOf(parent)}
            </button>
          ))}
          {parents.length === 0 && words.root}
        </p>
        {first !== undefined && parents.length > 1 && <p className="meta">{words.merge(shortOf(first))}</p>}
      </div>
      <p className="git-log-files-head meta">{files.length === 0 ? words.noFiles : words.files(files.length)}</p>
      {files.length > 0 && (
        <FileList label={words.files(files.length)} scope="git-commit-files" files={files} onOpen={open} />
      )}
    </>
  )
}
