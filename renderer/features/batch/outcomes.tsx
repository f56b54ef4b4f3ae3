/** What came, or would come, of each scene. */
import { Check, CircleX, Equal, PencilLine, Undo2 } from 'lucide-react'
import type { ReactElement } from 'react'
import type { BatchOutcome } from '../../../shared/contract/search.ts'
import { searchWords } from '../../text/search.ts'

const text = searchWords.batch
const linesShown = 6

const icons: Readonly<Record<BatchOutcome['status'], ReactElement>> = {
  done: <Check className="icon icon-small" aria-hidden style={{ color: 'var(--accent)' }} />,
  'nothing-to-do': <Equal className="icon icon-small second" aria-hidden />,
  'would-change': <PencilLine className="icon icon-small" aria-hidden style={{ color: 'var(--changed)' }} />,
  failed: <CircleX className="icon icon-small" aria-hidden style={{ color: 'var(--error)' }} />,
  'put-back': <Undo2 className="icon icon-small" aria-hidden style={{ color: 'var(--warning)' }} />,
}

export function Outcomes({ outcomes }: { readonly outcomes: readonly BatchOutcome[] }): ReactElement {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls by keyboard, too.
    <ul className="batch-outcomes" aria-label={text.outcomes} tabIndex={0}>
      {outcomes.map(({ scene, status, changes, reason }) => (
        <li key={`${scene} ${status}`} data-status={status}>
          <span className="batch-outcome">
            {icons[status]}
            <span className="mono ellipsis grow">{scene.slice(6)}</span>
            <span className="meta">{text.statuses[status]}</span>
          </span>
          {reason !== null && <span className="batch-reason">{reason}</span>}
          {changes.slice(0, linesShown).map((change, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines without identity, in a fixed order.
            <span key={at} className="batch-change mono meta">
              {change}
            </span>
          ))}
          {changes.length > linesShown && (
            <span className="batch-change meta">{text.moreChanges(changes.length - linesShown)}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
