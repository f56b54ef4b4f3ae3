/**
 * A value that changes, as a stream: the present value at once, then the newest one after each change.
 * What a slow reader misses is skipped, so nothing piles up; a fast one gets at most one every `pauseMs`.
 */
import { setTimeout as wait } from 'node:timers/promises'

const pauseMs = 40

export function latest<T>(
  read: () => T,
  subscribe: (listener: () => void) => Disposable,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, void> {
  return latestOf(read, subscribe, signal)
}

/** The same where reading it takes a while. At most one every `betweenMs`. */
export async function* latestOf<T>(
  read: () => T | Promise<T>,
  subscribe: (listener: () => void) => Disposable,
  signal: AbortSignal | undefined,
  betweenMs = pauseMs,
): AsyncGenerator<T, void, void> {
  let isChanged = true
  let wake = () => {}
  using _subscription = subscribe(() => {
    isChanged = true
    wake()
  })
  const onAbort = () => wake()
  signal?.addEventListener('abort', onAbort)
  try {
    while (signal?.aborted !== true) {
      if (isChanged) {
        isChanged = false
        yield await read()
        await wait(betweenMs, undefined, { signal }).catch(() => {})
        continue
      }
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}
