/** Two given states of a scene, asked for and compared; again when the present one changes. */
import { type ReactElement, useMemo } from 'react'
import type { StateRef } from '../../../shared/contract/state-ref.ts'
import { useHost } from '../../commands/app-context.tsx'
import { shownValue } from '../../session/use-call.ts'
import { useSession } from '../../session/use-session.ts'
import { compareWords as words } from '../../text/compare.ts'
import { historyWords } from '../../text/history.ts'
import { Empty } from '../../ui/layout.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { ComparedScene } from './compared-scene.tsx'
import { useCompared } from './use-compared.ts'
import './compare.css'

export function ComparedPair(props: {
  readonly path: string
  readonly from: StateRef
  readonly to: StateRef
  readonly labels: { readonly from: string; readonly to: string }
  /** Compared again whenever this is another. */
  readonly version?: unknown
}): ReactElement {
  const { path, labels, version = null } = props
  const pair = JSON.stringify([props.from, props.to])
  const [from, to] = useMemo(() => JSON.parse(pair) as [StateRef, StateRef], [pair])
  // A scene that is in neither state's project any more cannot be opened.
  const isHere = useHost(({ files }) => files?.some(file => file.path === path) === true)
  const session = useSession(isHere ? path : null)
  const { call, again } = useCompared(path, from, to, session, version)
  const comparison = shownValue(call.state)
  return (
    <>
      <CallProgress call={call} label={words.loading} onAgain={again} />
      {call.state.status === 'done' && comparison === null && <Empty>{historyWords.changes.fault}</Empty>}
      {comparison !== null && (
        <ComparedScene path={path} comparison={comparison} session={session} pair={{ from, to }} labels={labels} />
      )}
    </>
  )
}
