import type { ReactElement, ReactNode } from 'react'
import { travelWords } from '../../text/time-travel.ts'

/** Which moment, or which file of it, and that it cannot be changed. */
export function Head(props: {
  readonly name: string
  readonly detail: string
  readonly children?: ReactNode
}): ReactElement {
  return (
    <div className="history-head">
      <span className="panel-title ellipsis">{props.name}</span>
      <span className="second grow ellipsis">{props.detail}</span>
      {props.children}
      <span className="history-chip meta">{travelWords.readOnly}</span>
    </div>
  )
}
