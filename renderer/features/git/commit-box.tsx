/** The commit that is being written: its message, whether it takes the place of the last, and why it cannot be made yet. */
import { type KeyboardEvent, type ReactElement, useEffect, useEffectEvent } from 'react'
import type { OpenRepoState } from '../../../shared/contract/repo-data.ts'
import { useApp, useCommand, useShell } from '../../commands/app-context.tsx'
import { runCommand } from '../../commands/command.ts'
import { repoWords } from '../../text/repo.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField } from '../../ui/choice.tsx'
import { isApple, Kbd } from '../../ui/kbd.tsx'
import { messageOf, setGit } from './git-actions.ts'
import { whyNotCommit } from './why-not.ts'

const words = repoWords.commit

/** Letters of the first line that most tools show. */
const SUBJECT = 72

export function CommitBox({ repo }: { readonly repo: OpenRepoState }): ReactElement {
  const { app, shell, notices, context } = useApp()
  const git = useShell(state => state.git)
  const commit = useCommand('git.commit')
  const { isAmending } = git
  const message = messageOf(git)
  const why = whyNotCommit(repo, git)
  const subject = message.split('\n', 1)[0] ?? ''
  const waiting = repo.waiting?.message ?? null

  // A merge brings its message, and takes it away again; what was typed stays.
  const offer = useEffectEvent((offered: string) => {
    if (shell.getState().git.message.trim() === '') setGit(shell, { message: offered })
  })
  const takeBack = useEffectEvent((offered: string) => {
    if (shell.getState().git.message === offered) setGit(shell, { message: '' })
  })
  useEffect(() => {
    if (waiting === null) return
    const offered = waiting.trimEnd()
    offer(offered)
    return () => takeBack(offered)
  }, [waiting])

  /** The last message is there to be changed, and what was being written waits until this is over. */
  async function amend(next: boolean): Promise<void> {
    setGit(shell, { isAmending: next, amended: '' })
    if (!next) return
    const { commit: last } = await app.api.repo.show({ revision: 'HEAD' })
    const { git: now } = shell.getState()
    if (now.isAmending && now.amended === '') setGit(shell, { amended: last.message.trimEnd() })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(isApple() ? event.metaKey : event.ctrlKey)) return
    event.preventDefault()
    event.stopPropagation()
    runCommand(commit, context())
  }

  return (
    <div className="git-commit">
      {waiting !== null && <p className="git-waiting second">{words.waiting}</p>}
      <textarea
        className="field git-message"
        data-ui
        rows={3}
        aria-label={words.message}
        placeholder={repo.head.kind === 'branch' ? words.placeholder(repo.head.name) : words.placeholderDetached}
        value={message}
        maxLength={100_000}
        onChange={({ target: { value } }) => setGit(shell, isAmending ? { amended: value } : { message: value })}
        onKeyDown={onKeyDown}
      />
      {subject.length > SUBJECT && (
        <p className="git-long meta" role="status">
          {words.subject(subject.length, SUBJECT)}. {words.long(SUBJECT)}
        </p>
      )}
      <div className="git-commit-foot">
        <CheckField
          label={words.amend}
          isOn={isAmending}
          onChange={next => void amend(next).catch((error: unknown) => notices.error(error))}
        >
          {words.amend}
        </CheckField>
        <span className="grow" />
        <Button kind="primary" isDisabled={why !== null} onPress={() => runCommand(commit, context())}>
          {isAmending ? words.doAmend : words.commit} <Kbd keys="Mod+Enter" />
        </Button>
      </div>
      {/* Where nothing changed the list says so. */}
      {why !== null && repo.changes > 0 && <p className="git-why meta">{why}</p>}
    </div>
  )
}
