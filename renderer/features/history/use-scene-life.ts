/** The life of one scene, with the names that were given to its moments. */
import { useEffect, useMemo } from 'react'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { shownValue, useCall } from '../../session/use-call.ts'
import type { Life } from './moments.ts'
import { type LifeSource, type LifeState, useLife } from './use-life.ts'

export function useSceneLife(path: string): LifeState {
  const { app } = useApp()
  const source = useMemo(
    (): LifeSource => ({
      key: path,
      watch: options => app.api.history.watch({ path }, options),
      page: (query, options) => app.api.history.timeline({ path, ...query }, options),
    }),
    [app, path],
  )
  const state = useLife(source)
  const marks = useMarks(path)
  return useMemo(
    () => (state.status === 'loaded' && marks !== null ? { status: 'loaded', life: { ...state.life, marks } } : state),
    [state, marks],
  )
}

/** A name given or forgotten is no edit: the line has not grown for it. null until they are known. */
function useMarks(path: string): Life['marks'] | null {
  const { app } = useApp()
  const versions = useHost(view => view.versions)
  const { run, state } = useCall<{ readonly path: string; readonly marks: Life['marks'] }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it answers depends on the versions there are.
  useEffect(() => {
    void run(async signal => {
      const { marks } = await app.api.history.timeline({ path, limit: 1, slices: 1 }, { signal })
      return { path, marks }
    })
  }, [app, path, run, versions])
  const known = shownValue(state)
  return known?.path === path ? known.marks : null
}
