/** Which moment is looked at, and beside it how. */
import { Flag } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { historyWords } from '../../text/history.ts'

export function MomentHead(props: {
  readonly when: string
  readonly isNow: boolean
  /** The moment's name, if it has one. */
  readonly name: string | null
  readonly children: ReactNode
}): ReactElement {
  const { when, isNow, name, children } = props
  return (
    <div className="history-head">
      <span className="panel-title">{when}</span>
      {name !== null && (
        <span className="history-chip">
          <Flag className="icon icon-small" aria-hidden /> {name}
        </span>
      )}
      <span className="second grow ellipsis">
        {isNow ? historyWords.history.atNow : historyWords.history.againstNow}
      </span>
      {children}
    </div>
  )
}
