/** The open repository, and what is asked of it again whenever it changes. */
import { useEffect, useEffectEvent } from 'react'
import type { OpenRepoState, RepoRefs } from '../../../shared/contract/repo-data.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { type Call, shownValue, useCall } from '../../session/use-call.ts'

/** null while there is none. */
export function useOpenRepo(): OpenRepoState | null {
  return useHost(({ repo }) => (repo?.status === 'open' ? repo : null))
}

/** Asked at once, and again whenever `key` changes. */
export function useRepoCall<T>(ask: ((signal: AbortSignal) => Promise<T>) | null, key: unknown): Call<T> {
  const call = useCall<T>()
  const { run } = call
  const go = useEffectEvent(() => {
    if (ask !== null) void run(ask)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again by the caller's own sign alone.
  useEffect(() => go(), [key])
  return call
}

/** null until they have come. */
export function useRefs(): RepoRefs | null {
  const { app } = useApp()
  const version = useHost(({ repo }) => (repo?.status === 'open' ? repo.refsVersion : -1))
  const call = useRepoCall(version < 0 ? null : signal => app.api.repo.refs(undefined, { signal }), version)
  return shownValue(call.state)
}
