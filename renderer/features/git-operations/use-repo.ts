/** The open repository, and what is asked of it again whenever it changes. */
import { useEffect, useEffectEvent } from 'react'
import { useStore } from 'zustand'
import type { OpenRepoState, RepoRefs } from '../../../shared/contract/repo-data.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { type Call, useCall } from '../../session/use-call.ts'

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

/** null until they have come; `fault` says why they do not. */
export function useRefs(): { readonly refs: RepoRefs | null; readonly fault: string | null } {
  const { app } = useApp()
  const version = useHost(({ repo }) => (repo?.status === 'open' ? repo.refsVersion : null))
  const { refs, fault, version: asked } = useStore(app.refs.view)
  useEffect(() => {
    if (version !== null && asked !== version) app.refs.want(version)
  }, [app, version, asked])
  return { refs, fault }
}
