/** What Git began and did not finish, above everything else in the panel: settle, go on, give up. */
import { GitPullRequestArrow } from 'lucide-react'
import type { ReactElement } from 'react'
import type { OpenRepoState } from '../../../shared/contract/repo-data.ts'
import type { RepoUnderWay, WentOn } from '../../../shared/contract/repo-settle.ts'
import { useApp } from '../../commands/app-context.tsx'
import { openDialog } from '../../commands/shell-store.ts'
import { useCall } from '../../session/use-call.ts'
import { settleWords as words } from '../../text/repo-settle.ts'
import { Button } from '../../ui/button.tsx'
import { CallProgress } from '../call-progress/index.ts'
import './under-way.css'

export function UnderWay({ repo }: { readonly repo: OpenRepoState }): ReactElement | null {
  return repo.underWay === null ? null : <Strip underWay={repo.underWay} hasGit={repo.hasGit} />
}

function Strip(props: { readonly underWay: RepoUnderWay; readonly hasGit: boolean }): ReactElement {
  const { underWay, hasGit } = props
  const { app, shell, notices } = useApp()
  const call = useCall<WentOn>()
  const { kind, contested, isConcluded } = underWay
  const why = contested > 0 ? words.why.contested : isConcluded || hasGit ? null : words.why.noGit

  async function goOn(): Promise<void> {
    const went = await call.run(signal => app.api.repo.continue(undefined, { signal }))
    if (went !== null) notices.info(went.contested === 0 ? went.words : words.stopped(went.words, went.contested))
  }

  return (
    <section className="git-under-way" aria-label={words.label}>
      <p className="git-under-way-text">
        <GitPullRequestArrow className="icon icon-small" aria-hidden /> {words.strip(kind, contested)}
      </p>
      <div className="git-under-way-acts">
        {contested > 0 && (
          <Button kind="primary" onPress={() => openDialog(shell, { kind: 'git-settle', paths: [] })}>
            {words.settle}
          </Button>
        )}
        {kind !== null && (
          <>
            <Button
              kind={contested > 0 ? 'bordered' : 'primary'}
              isDisabled={why !== null || call.state.status === 'running'}
              onPress={() => void goOn()}
            >
              {words.continue}
            </Button>
            <Button
              isDisabled={!hasGit}
              onPress={() => openDialog(shell, { kind: 'git-abort', what: words.name(kind) })}
            >
              {words.abort}
            </Button>
          </>
        )}
      </div>
      {kind !== null && why !== null && <p className="meta">{why}</p>}
      <CallProgress call={call} label={words.going} />
    </section>
  )
}
