/** Talking to a server with Git: one thing at a time for this window, with what Git says meanwhile, and a way to stop it. */
import { createStore, type StoreApi } from 'zustand'
import type { RemoteProgress } from '../../shared/contract/repo-data.ts'
import type { ApiClient } from './host-link.ts'

export type RemoteKind = 'fetch' | 'pull' | 'push'

export interface RemoteRun {
  readonly kind: RemoteKind
  /** The last line of Git; empty at first. */
  readonly text: string
  /** 0 to 1, where Git says so. */
  readonly part: number | null
}

export interface RemoteWork {
  /** null while nothing is under way. */
  readonly running: StoreApi<{ readonly run: RemoteRun | null }>
  /** How it ended; null where it was stopped, or another one is under way. Throws AppError. */
  run(
    kind: RemoteKind,
    input: { readonly remote?: string; readonly setUpstream?: boolean },
  ): Promise<RemoteProgress | null>
  cancel(): void
}

export function createRemoteWork(api: ApiClient): RemoteWork {
  const running = createStore<{ readonly run: RemoteRun | null }>(() => ({ run: null }))
  let own: AbortController | null = null

  async function ask(kind: RemoteKind, input: Parameters<RemoteWork['run']>[1], signal: AbortSignal) {
    const { remote, setUpstream = false } = input
    const to = remote === undefined ? {} : { remote }
    switch (kind) {
      case 'fetch':
        return api.repo.fetch(to, { signal })
      case 'pull':
        return api.repo.pull(to, { signal })
      case 'push':
        return api.repo.push({ ...to, setUpstream }, { signal })
    }
  }

  return {
    running,
    async run(kind, input) {
      if (own !== null) return null
      const mine = new AbortController()
      own = mine
      running.setState({ run: { kind, text: '', part: null } })
      try {
        let last: RemoteProgress | null = null
        for await (const progress of await ask(kind, input, mine.signal)) {
          last = progress
          if (own === mine) running.setState({ run: { kind, text: progress.text, part: progress.part } })
        }
        return last
      } catch (error) {
        if (mine.signal.aborted) return null
        throw error
      } finally {
        if (own === mine) {
          own = null
          running.setState({ run: null })
        }
      }
    },
    cancel() {
      own?.abort()
      own = null
      running.setState({ run: null })
    },
  }
}
