/** What is known and quiet: last written, next attempt, selection. */
import { type ReactElement, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { WorkspaceState } from '../../../shared/contract/data.ts'
import { useFrontScene } from '../../commands/app-context.tsx'
import type { SceneSession } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'
import { GitStatus } from '../git/index.ts'

export function StatusBar({ workspace }: { readonly workspace: WorkspaceState }): ReactElement {
  const session = useFrontScene()
  return (
    <footer className="status-bar">
      <GitStatus />
      {workspace.progress !== null && <Progress progress={workspace.progress} />}
      {workspace.connection === 'offline' && <NextAttempt workspace={workspace} />}
      <span className="grow" />
      {session !== null && <SelectedCount session={session} />}
      {workspace.lastWrittenAt !== null && (
        <span>{words.status.lastWritten(words.timeWithSeconds(workspace.lastWrittenAt))}</span>
      )}
      {session !== null && <span>{words.status.encoding}</span>}
    </footer>
  )
}

function SelectedCount({ session }: { readonly session: SceneSession }): ReactElement | null {
  const count = useStore(session.selection, state => state.nodes.length)
  return count > 1 ? <span>{words.status.selected(count)}</span> : null
}

function NextAttempt({ workspace }: { readonly workspace: WorkspaceState }): ReactElement {
  const { nextAttemptAt } = workspace
  const now = useNow(nextAttemptAt !== null)
  const seconds = nextAttemptAt === null ? 0 : Math.ceil((nextAttemptAt - now) / 1000)
  return (
    <>
      <span>{words.status.saved}</span>
      {seconds > 0 && <span>{words.status.again(seconds)}</span>}
    </>
  )
}

function Progress({ progress }: { readonly progress: NonNullable<WorkspaceState['progress']> }): ReactElement {
  const { label, done, total, unit } = progress
  const show = (amount: number) => (unit === 'bytes' ? `${(amount / 1e6).toFixed(1)} MB` : amount.toLocaleString('en'))
  return (
    <span role="status">
      <progress value={done} max={Math.max(total, 1)} aria-label={label} /> {label}, {show(done)} / {show(total)}
    </span>
  )
}

/** Unix ms, once a second while it is asked for. */
function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isTicking) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isTicking])
  return now
}
