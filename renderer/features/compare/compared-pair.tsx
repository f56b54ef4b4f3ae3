/** Two given states of a scene, asked for and compared; again when the present one changes. */
import { type ReactElement, useMemo } from 'react'
import type { StateRef } from '../../../shared/contract/state-ref.ts'
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
}): ReactElement {
  const { path, labels } = props
  const pair = JSON.stringify([props.from, props.to])
  const [from, to] = useMemo(() => JSON.parse(pair) as [StateRef, StateRef], [pair])
  const session = useSession(path)
  const { call, again } = useCompared(path, from, to, session)
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
