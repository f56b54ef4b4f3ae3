/** A scene at a moment of its life, beside now. */
import type { ReactElement } from 'react'
import { useSession } from '../../session/use-session.ts'
import { historyWords } from '../../text/history.ts'
import { Skeleton } from '../../ui/layout.tsx'
import { useComparison } from '../scene-changes/index.ts'
import { ThenAndNow } from './then-and-now.tsx'

export interface MomentProps {
  readonly path: string
  readonly isNow: boolean
  /** The moment that is rested on, and the newest one. */
  readonly from: number
  readonly last: number
  /** Unix ms, of `from`. */
  readonly time: number
  /** The moment's name, if it has one. */
  readonly name: string | null
}

export function SceneMoment({ path, isNow, from, last, time, name }: MomentProps): ReactElement {
  const session = useSession(path)
  const call = useComparison({
    path,
    from: { kind: 'moment', sequence: from },
    to: { kind: 'moment', sequence: last },
  })
  return session === null ? (
    <Skeleton label={historyWords.history.loading} widths={[40, 70, 55]} />
  ) : (
    <ThenAndNow call={call} isNow={isNow} time={time} name={name} session={session} />
  )
}
