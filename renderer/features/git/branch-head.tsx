/** The branch, how far it is from what it follows, and the three ways to a remote, with what Git says meanwhile. */
import { ArrowDown, ArrowUp, ChevronDown, CloudDownload, Download, GitBranch, Upload } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useStore } from 'zustand'
import type { OpenRepoState } from '../../../shared/contract/repo-data.ts'
import { useApp, useCommand } from '../../commands/app-context.tsx'
import { runCommand } from '../../commands/command.ts'
import type { RemoteKind, RemoteRun } from '../../session/remote-work.ts'
import { repoWords as words } from '../../text/repo.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { whyNotRemote } from './why-not.ts'

export function BranchHead({ repo }: { readonly repo: OpenRepoState }): ReactElement {
  const { app, context } = useApp()
  const run = useStore(app.remote.running, state => state.run)
  const change = useCommand('git.switch')
  const name = branchName(repo)
  return (
    <div className="git-head">
      <div className="git-branch">
        <button
          type="button"
          className="git-branch-name"
          aria-label={words.head.switch(name)}
          onClick={() => runCommand(change, context())}
        >
          <GitBranch className="icon icon-small second" aria-hidden />
          <span className="panel-title ellipsis">{name}</span>
          <ChevronDown className="icon icon-small second" aria-hidden />
        </button>
        <Distance repo={repo} />
        <span className="grow" />
        <Remote repo={repo} kind="fetch" icon={<CloudDownload className="icon icon-small" aria-hidden />} />
        <Remote repo={repo} kind="pull" icon={<Download className="icon icon-small" aria-hidden />} />
        <Remote repo={repo} kind="push" icon={<Upload className="icon icon-small" aria-hidden />} />
      </div>
      {run !== null && <Running run={run} onCancel={() => app.remote.cancel()} />}
    </div>
  )
}

export function branchName({ head }: OpenRepoState): string {
  return head.kind === 'branch' ? head.name : words.head.detached(head.hash)
}

function Distance({ repo }: { readonly repo: OpenRepoState }): ReactElement | null {
  const { upstream, head } = repo
  if (head.hash === null) return <span className="meta ellipsis">{words.head.unborn}</span>
  if (upstream === null) return null
  const { ahead, behind, name } = upstream
  if (ahead === 0 && behind === 0) return <span className="meta ellipsis">{words.head.inStep(name)}</span>
  return (
    <span className="git-distance second">
      {ahead > 0 && (
        <span role="img" aria-label={words.head.ahead(ahead)} title={words.head.ahead(ahead)}>
          <ArrowUp className="icon icon-small" aria-hidden />
          {ahead}
        </span>
      )}
      {behind > 0 && (
        <span role="img" aria-label={words.head.behind(behind)} title={words.head.behind(behind)}>
          <ArrowDown className="icon icon-small" aria-hidden />
          {behind}
        </span>
      )}
    </span>
  )
}

/** Where it cannot be done the button says why; it stays in reach of the keyboard. */
function Remote(props: {
  readonly repo: OpenRepoState
  readonly kind: RemoteKind
  readonly icon: ReactNode
}): ReactElement {
  const { repo, kind, icon } = props
  const { app, context } = useApp()
  const one = useCommand(`git.${kind}`)
  const isRunning = useStore(app.remote.running, state => state.run !== null)
  const why = whyNotRemote(repo, kind)
  return (
    <span className="git-remote" data-off={why !== null || undefined}>
      <IconButton
        icon={icon}
        label={why === null ? one.title : `${one.title}: ${why}`}
        keys={one.keys}
        isDisabled={isRunning}
        onPress={() => runCommand(one, context())}
      />
    </span>
  )
}

function Running({ run, onCancel }: { readonly run: RemoteRun; readonly onCancel: () => void }): ReactElement {
  const label = words.remote.running[run.kind]
  return (
    <div className="git-running" role="status">
      {run.part === null ? <progress aria-label={label} /> : <progress value={run.part} max={1} aria-label={label} />}
      <span className="second ellipsis grow" title={run.text}>
        {run.text === '' ? label : run.text}
      </span>
      <Button kind="text" onPress={onCancel}>
        {words.cancel}
      </Button>
    </div>
  )
}
