/** The comparison of two states of a scene, asked for again when the present one changes. */
import { useCallback, useEffect, useState } from 'react'
import type { ComparableState } from '../../../shared/contract/compare.ts'
import type { StateRef } from '../../../shared/contract/state-ref.ts'
import { useApp } from '../../commands/app-context.tsx'
import type { SceneSession } from '../../session/scene-session.ts'
import { type Comparison, readComparison } from './comparison.ts'

export type ComparisonState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly comparison: Comparison }

/** Typing makes many edits: one comparison for a run of them. */
const restMs = 300

export function useComparison(
  path: string,
  from: StateRef | null,
  to: StateRef | null,
  session: SceneSession | null,
): { readonly state: ComparisonState; readonly again: () => void } {
  const { app } = useApp()
  const [state, setState] = useState<ComparisonState>({ status: 'loading' })
  const [count, setCount] = useState(0)
  const again = useCallback(() => setCount(now => now + 1), [])
  const fromKey = from === null ? null : JSON.stringify(from)
  const toKey = to === null ? null : JSON.stringify(to)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `count` asks again for the same states.
  useEffect(() => {
    if (fromKey === null || toKey === null) return
    const ended = new AbortController()
    const pair = { path, from: JSON.parse(fromKey) as StateRef, to: JSON.parse(toKey) as StateRef }
    app.api.compare.scene(pair, { signal: ended.signal }).then(
      answer => {
        if (!ended.signal.aborted) setState({ status: 'ready', comparison: readComparison(answer) })
      },
      (error: unknown) => {
        if (ended.signal.aborted) return
        setState({ status: 'failed', message: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => ended.abort()
  }, [app, path, fromKey, toKey, count])

  const isLive = from?.kind === 'now' || to?.kind === 'now'
  useEffect(() => {
    if (session === null || !isLive) return
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
  }, [app, session, isLive, again])

  return { state, again }
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

/** The open scene: for instances and images in the pictures, and for putting changes back. */
export function useSession(path: string): SceneSession | null {
  const { app, notices } = useApp()
  const [session, setSession] = useState<SceneSession | null>(null)
  useEffect(() => {
    let isCurrent = true
    app.scenes.open(path).then(
      opened => {
        if (isCurrent) setSession(opened.status === 'open' ? opened.session : null)
      },
      (error: unknown) => notices.error(error),
    )
    return () => {
      isCurrent = false
    }
  }, [app, notices, path])
  return session
}
