/** While the host works: nothing at first, then what is being done, then a way to stop it. What failed is said here. */
import { LoaderCircle } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Call } from '../../session/use-call.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/layout.tsx'
import './call-progress.css'

export function CallProgress(props: {
  readonly call: Pick<Call<unknown>, 'state' | 'stop'>
  readonly label: string
  readonly onAgain?: () => void
  /** False for what is done as a whole once it is begun. */
  readonly canStop?: boolean
}): ReactElement | null {
  const { call, label, onAgain, canStop = true } = props
  const { state } = call
  if (state.status === 'failed') {
    return (
      <div className="call-failed" role="alert">
        <p className="second">
          {historyWords.failed(state.error instanceof Error ? state.error.message : String(state.error))}
        </p>
        {onAgain !== undefined && <Button onPress={onAgain}>{historyWords.again}</Button>}
      </div>
    )
  }
  if (state.status !== 'running') return null
  if (!state.isSlow) return state.last === null ? <Skeleton label={label} widths={[70, 50]} /> : null
  return (
    <div className="call-slow" role="status">
      <LoaderCircle className="icon icon-small" aria-hidden />
      <span className="second grow">{label}</span>
      {canStop && (
        <Button kind="text" onPress={call.stop}>
          {historyWords.stop}
        </Button>
      )}
    </div>
  )
}
