/** Any two states that the host can compare, asked for again when the present one changes. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { ComparableState } from '../../../shared/contract/compare.ts'
import type { StateRef } from '../../../shared/contract/state-ref.ts'
import { useApp } from '../../commands/app-context.tsx'
import type { SceneSession } from '../../session/scene-session.ts'
import { type Comparison, readState } from '../../session/scene-states.ts'
import type { Call } from '../../session/use-call.ts'
import { type ReadTexts, useReadComparison } from '../scene-changes/index.ts'

/** Typing makes many edits: one comparison for a run of them. */
const restMs = 300

export function useCompared(
  path: string,
  from: StateRef | null,
  to: StateRef | null,
  session: SceneSession | null,
  version: unknown = null,
): { readonly call: Call<Comparison | null>; readonly again: () => void } {
  const { app } = useApp()
  const isLive = from?.kind === 'now' || to?.kind === 'now'
  const { count, again } = useChangeCount(isLive ? session : null)
  const read = useMemo((): ReadTexts | null => {
    if (from === null || to === null) return null
    return async signal => {
      const compared = await app.api.compare.scene({ path, from, to }, { signal })
      return { before: readState(compared.from), after: readState(compared.to) }
    }
  }, [app, path, from, to])
  const call = useReadComparison(
    read,
    useMemo(() => ({ count, version }), [count, version]),
  )
  return { call, again }
}

/** Counts up when the scene has rested after a change and the host has it. */
function useChangeCount(session: SceneSession | null): { readonly count: number; readonly again: () => void } {
  const { app } = useApp()
  const [count, setCount] = useState(0)
  const again = useCallback(() => setCount(now => now + 1), [])
  useEffect(() => {
    if (session === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isDue = false
    // The host compares what it has: edits of this window have to be there first.
    const ask = () => {
      if (!isDue || app.host.getState().pending > 0) return
      isDue = false
      again()
    }
    const stopWaiting = app.host.subscribe(ask)
    const stop = session.document.onDidChange(() => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        isDue = true
        ask()
      }, restMs)
    })
    return () => {
      clearTimeout(timer)
      stopWaiting()
      stop()
    }
  }, [app, session, again])
  return { count, again }
}

/** What can be compared; null until it is known. */
export function useStates(path: string): readonly ComparableState[] | null {
  const { app, notices } = useApp()
  const [states, setStates] = useState<readonly ComparableState[] | null>(null)
  useEffect(() => {
    let isCurrent = true
    app.api.compare.states({ path }).then(
      found => {
        if (isCurrent) setStates(found)
      },
      (error: unknown) => notices.error(error),
    )
    return () => {
      isCurrent = false
    }
  }, [app, notices, path])
  return states
}
