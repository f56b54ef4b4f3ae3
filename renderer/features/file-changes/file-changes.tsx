/** Which files differ between two states of the project, for whoever is about to go from one to the other. */
import type { ReactElement } from 'react'
import type { FileDifference } from '../../../shared/contract/history.ts'
import { type Call, shownValue } from '../../session/use-call.ts'
import { historyWords } from '../../text/history.ts'
import { CallProgress } from '../call-progress/index.ts'
import { ChangeIcon } from '../node-icon/index.ts'
import './file-changes.css'

/** As many as a person reads before agreeing; the title counts all. */
const mostShown = 200

export function FileChanges(props: {
  readonly call: Pick<Call<readonly FileDifference[]>, 'state' | 'stop'>
  readonly title: (count: number) => string
  readonly none: string
}): ReactElement | null {
  const { call, title, none } = props
  const files = shownValue(call.state)
  if (files === null) return <CallProgress call={call} label={historyWords.changes.loading} />
  if (files.length === 0) return <p className="second">{none}</p>
  return (
    <>
      <p className="second">{title(files.length)}</p>
      <ul className="file-changes">
        {files.slice(0, mostShown).map(({ path, previousPath, kind, registers }) => (
          <li key={path} className="file-change">
            <ChangeIcon kind={kind} label={historyWords.changes.kinds[kind]} />
            <span className="mono ellipsis grow">{path.slice('res://'.length)}</span>
            <span className="meta">
              {previousPath !== null && previousPath !== path
                ? historyWords.changes.from(previousPath.slice('res://'.length))
                : registers > 0
                  ? historyWords.changes.values(registers)
                  : ''}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
