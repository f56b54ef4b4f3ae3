/**
 * The connection to the host, made again whenever it goes. Work goes on meanwhile: documents are whole in this window,
 * and what was edited is sent when the host is back.
 *
 * Owner's duties: call `dispose` when the window goes.
 */
import { createStore, type StoreApi } from 'zustand'
import { type ApiClient, type HostLink, LinkRefused, type OpenHostLink } from './host-link.ts'

export type LinkState =
  | { readonly status: 'connecting' }
  | { readonly status: 'open' }
  | { readonly status: 'reconnecting'; readonly attempt: number }
  /** Trying again cannot help. */
  | { readonly status: 'refused'; readonly reason: string }

export interface Connection {
  readonly state: StoreApi<LinkState>
  /** Calls wait for the connection while there is none. */
  readonly api: ApiClient
  onDidOpen(listener: (link: HostLink) => void): () => void
  dispose(): void
}

interface Deps {
  readonly open: OpenHostLink
  /** 0 to below 1. */
  readonly random: () => number
}

const firstDelayMs = 250
const longestDelayMs = 8000
const attemptMs = 10_000

export function createConnection({ open, random }: Deps): Connection {
  const state = createStore<LinkState>(() => ({ status: 'connecting' }))
  const listeners = new Set<(link: HostLink) => void>()
  const ended = new AbortController()
  let link: HostLink | null = null
  let waiting = Promise.withResolvers<HostLink>()
  // Nobody may be waiting when the host refuses.
  waiting.promise.catch(() => {})

  async function keepOpen(): Promise<void> {
    for (let attempt = 0; !ended.signal.aborted; attempt += 1) {
      try {
        const opened = await open(AbortSignal.any([ended.signal, AbortSignal.timeout(attemptMs)]))
        attempt = 0
        use(opened)
        await opened.closed
        link = null
        waiting = Promise.withResolvers<HostLink>()
        waiting.promise.catch(() => {})
      } catch (error) {
        if (error instanceof LinkRefused) {
          state.setState({ status: 'refused', reason: error.message }, true)
          waiting.reject(error)
          return
        }
        // Anything else is a host that cannot be reached at the moment: the next attempt follows.
      }
      if (ended.signal.aborted) return
      state.setState({ status: 'reconnecting', attempt }, true)
      await delay(Math.min(firstDelayMs * 2 ** attempt, longestDelayMs) * (0.75 + random() / 2), ended.signal)
    }
  }

  function use(opened: HostLink): void {
    link = opened
    state.setState({ status: 'open' }, true)
    for (const listener of listeners) listener(opened)
    waiting.resolve(opened)
  }

  void keepOpen()
  return {
    state,
    api: forwardCalls(() => (link === null ? waiting.promise : Promise.resolve(link))),
    onDidOpen(listener) {
      listeners.add(listener)
      if (link !== null) listener(link)
      return () => listeners.delete(listener)
    },
    dispose() {
      ended.abort()
      link?.close()
      listeners.clear()
    },
  }
}

/** A client that finds the present link at the time of each call: `api.scenes.open(…)`. */
function forwardCalls(present: () => Promise<HostLink>): ApiClient {
  const at = (path: readonly string[]): unknown =>
    new Proxy(() => {}, {
      get: (_target, key) => (typeof key === 'string' && key !== 'then' ? at([...path, key]) : undefined),
      apply: async (_target, _self, args: unknown[]) => {
        const link = await present()
        let procedure: unknown = link.api
        for (const key of path) procedure = (procedure as Record<string, unknown>)[key]
        return (procedure as (...args: unknown[]) => unknown)(...args)
      },
    })
  return at([]) as ApiClient
}

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
