/**
 * Branches and tags of the repository, read once for all that shows them: a repository may have thousands.
 *
 * They are read when somebody wants them, and again once a ref has moved. What was read before stays shown meanwhile.
 */
import { createStore, type StoreApi } from 'zustand'
import type { RepoRefs as Refs } from '../../shared/contract/repo-data.ts'
import type { ApiClient } from './host-link.ts'

export interface RefsView {
  readonly refs: Refs | null
  /** `refsVersion` of the state that they were asked for at; null: not asked for. */
  readonly version: number | null
  /** Why they did not come. */
  readonly fault: string | null
}

export interface RepoRefs {
  readonly view: StoreApi<RefsView>
  /** Asks unless it was asked at this version. */
  want(version: number): void
  /** A stream that begins anew may count from elsewhere: what is shown stays until it is read again. */
  askAgain(): void
  /** Another repository. */
  clear(): void
}

const nothing: RefsView = { refs: null, version: null, fault: null }

export function createRepoRefs({ repo }: Pick<ApiClient, 'repo'>): RepoRefs {
  const view = createStore<RefsView>(() => nothing)
  let asking: AbortController | null = null

  async function read(signal: AbortSignal): Promise<void> {
    try {
      const refs = await repo.refs(undefined, { signal })
      if (!signal.aborted) view.setState({ refs, fault: null })
    } catch (error) {
      if (!signal.aborted) view.setState({ fault: error instanceof Error ? error.message : String(error) })
    }
  }

  return {
    view,
    want(version) {
      if (view.getState().version === version) return
      asking?.abort()
      asking = new AbortController()
      view.setState({ version })
      void read(asking.signal)
    },
    askAgain: () => view.setState({ version: null }),
    clear() {
      asking?.abort()
      view.setState(nothing)
    },
  }
}
