/** How the command ended in one reality, or how far it is. */
import { Check, CircleSlash, LoaderCircle, X } from 'lucide-react'
import type { ReactElement } from 'react'
import type { CommandOutcome } from '../../../shared/contract/side-by-side.ts'
import { useShell } from '../../commands/app-context.tsx'
import { sideBySideWords as words } from '../../text/side-by-side.ts'

export function OutcomeCell({ reality }: { readonly reality: string }): ReactElement {
  const run = useShell(state => state.sideBySide.runs[reality])
  switch (run?.status) {
    case undefined:
      return <span className="matrix-none">{words.notRun}</span>
    case 'waiting':
      return <span className="matrix-none">{words.waiting}</span>
    case 'preparing':
    case 'running':
      return (
        <span className="matrix-outcome second">
          <LoaderCircle className="icon icon-small matrix-busy" aria-hidden /> {words[run.status]}
        </span>
      )
    case 'done':
      return <Ended outcome={run.outcome} />
  }
}

function Ended({ outcome }: { readonly outcome: CommandOutcome }): ReactElement {
  const { end, exitCode, reason, durationMs } = outcome
  const isWell = exitCode === 0
  const said = end === 'exited' ? words.exit(exitCode) : words.ended[end]
  const icon = { className: 'icon icon-small', 'aria-hidden': true } as const
  return (
    <span className="matrix-outcome" data-well={isWell || undefined} title={reason ?? said}>
      {isWell ? <Check {...icon} /> : end === 'cancelled' ? <CircleSlash {...icon} /> : <X {...icon} />}
      <span>{said}</span>
      {durationMs > 0 && <span className="meta">{words.took(durationMs)}</span>}
    </span>
  )
}
