/** In the status bar: the branch, how far it is from what it follows, and how much changed. */
import { GitBranch } from 'lucide-react'
import type { ReactElement } from 'react'
import { useApp, useCommand } from '../../commands/app-context.tsx'
import { runCommand } from '../../commands/command.ts'
import { repoWords as words } from '../../text/repo.ts'
import { useOpenRepo } from '../git-operations/index.ts'
import { branchName } from './branch-head.tsx'
import './git.css'

export function GitStatus(): ReactElement | null {
  const { context } = useApp()
  const repo = useOpenRepo()
  const show = useCommand('git.show')
  if (repo === null) return null
  const { ahead = 0, behind = 0 } = repo.upstream ?? {}
  const name = branchName(repo)
  return (
    <button
      type="button"
      className="git-status"
      aria-label={words.head.status(name, repo.changes)}
      title={show.title}
      onClick={() => runCommand(show, context())}
    >
      <GitBranch className="icon icon-small" aria-hidden />
      {name}
      {ahead > 0 && ` ↑${ahead}`}
      {behind > 0 && ` ↓${behind}`}
      {repo.changes > 0 && `, ${words.many(repo.changes, 'change')}`}
    </button>
  )
}
