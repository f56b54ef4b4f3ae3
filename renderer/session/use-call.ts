/** One question to the host at a time, for a screen: what it answered, that it takes long, and a way to stop it. */
import { useCallback, useEffect, useRef, useState } from 'react'

export type CallState<T> =
  | { readonly status: 'none' }
  /** `isSlow`: for so long that a person wants to know, and may want to stop it. */
  | { readonly status: 'running'; readonly isSlow: boolean; readonly last: T | null }
  | { readonly status: 'done'; readonly value: T }
  | { readonly status: 'failed'; readonly error: unknown }

export interface Call<T> {
  readonly state: CallState<T>
  /** Ends the one before it. Resolves with the answer, or null where it failed or was stopped. */
  readonly run: (ask: (signal: AbortSignal) => Promise<T>) => Promise<T | null>
  readonly stop: () => void
}

const slowMs = 2000

export function useCall<T>(): Call<T> {
  const [state, setState] = useState<CallState<T>>({ status: 'none' })
  const running = useRef<AbortController | null>(null)
  const last = useRef<T | null>(null)

  const run = useCallback(async (ask: (signal: AbortSignal) => Promise<T>): Promise<T | null> => {
    running.current?.abort()
    const own = new AbortController()
    running.current = own
    setState({ status: 'running', isSlow: false, last: last.current })
    const slow = setTimeout(() => {
      if (running.current === own) setState({ status: 'running', isSlow: true, last: last.current })
    }, slowMs)
    try {
      const value = await ask(own.signal)
      if (running.current !== own) return null
      last.current = value
      setState({ status: 'done', value })
      return value
    } catch (error) {
      if (running.current === own && !own.signal.aborted) setState({ status: 'failed', error })
      return null
    } finally {
      clearTimeout(slow)
    }
  }, [])

  const stop = useCallback(() => {
    running.current?.abort()
    running.current = null
    setState({ status: 'none' })
  }, [])

  useEffect(() => () => running.current?.abort(), [])
  return { state, run, stop }
}

/** What there is to show now: the answer, or the one before while the next is on its way. */
export function shownValue<T>(state: CallState<T>): T | null {
  if (state.status === 'done') return state.value
  return state.status === 'running' ? state.last : null
}
