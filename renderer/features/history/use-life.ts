/** A scene's life from the host: the newest part first, the rest after it, and what comes while one looks. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import { isAppError } from '../../../shared/contract/errors.ts'
import type { Timeline } from '../../../shared/contract/history.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { shownValue, useCall } from '../../session/use-call.ts'
import { type Life, mergeEntries } from './moments.ts'

export type LifeState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string; readonly again: () => void }
  | { readonly status: 'loaded'; readonly life: Life }

const loading: LifeState = { status: 'loading' }

const againMs = 500
const firstPage = 200
const nextPage = 500
/** Further back one slides by the slices alone. */
const mostEntries = 20_000

export function useLife(path: string): LifeState {
  const { app } = useApp()
  const [held, setHeld] = useState<{ key: string; state: LifeState } | null>(null)
  const [attempt, setAttempt] = useState(0)
  const again = useCallback(() => setAttempt(count => count + 1), [])
  const key = `${attempt} ${path}`

  useEffect(() => {
    const ended = new AbortController()
    const { signal } = ended
    const change = (next: (life: Life | null) => Life) =>
      setHeld(now => {
        const known = now?.key === key && now.state.status === 'loaded' ? now.state.life : null
        return { key, state: { status: 'loaded', life: next(known) } }
      })

    let isFirst = true
    /** The stream ends with the connection: it is asked for again. */
    async function follow(): Promise<void> {
      while (!signal.aborted) {
        try {
          await followOnce()
        } catch (error) {
          // Only what the host says is final; a connection that went comes back.
          if (isAppError(error)) return fail(error)
        }
        if (!signal.aborted) await new Promise(resolve => setTimeout(resolve, againMs))
      }
    }

    async function followOnce(): Promise<void> {
      for await (const _event of await app.api.history.watch({ path }, { signal })) {
        const page = await app.api.history.timeline({ path, limit: firstPage }, { signal })
        if (signal.aborted) return
        change(life => withPage(life, page))
        if (isFirst) readOn(page.before).catch(fail)
        isFirst = false
      }
    }

    async function readOn(from: number | null): Promise<void> {
      let count = firstPage
      for (let before = from; before !== null && count < mostEntries; count += nextPage) {
        const page = await app.api.history.timeline({ path, before, limit: nextPage }, { signal })
        if (signal.aborted) return
        change(life => (life === null ? withPage(null, page) : withOlder(life, page)))
        before = page.before
      }
    }

    function fail(error: unknown): void {
      if (signal.aborted) return
      const message = error instanceof Error ? error.message : String(error)
      setHeld({ key, state: { status: 'failed', message, again } })
    }

    void follow()
    return () => ended.abort()
  }, [app, path, key, again])

  const state = held?.key === key ? held.state : loading
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

function withPage(known: Life | null, page: Timeline): Life {
  const entries = known === null ? page.entries : mergeEntries(page.entries, known.entries)
  return {
    entries,
    isWhole: page.before === null || known?.isWhole === true,
    first: page.first,
    last: page.last,
    from: page.from ?? 0,
    to: page.to ?? 0,
    density: page.density,
    marks: page.marks,
    total: page.density.reduce((sum, slice) => sum + slice.counts.reduce((all, { count }) => all + count, 0), 0),
  }
}

function withOlder(known: Life, page: Timeline): Life {
  const oldest = known.entries.at(-1)?.sequence ?? Number.POSITIVE_INFINITY
  const older = page.entries.filter(entry => entry.sequence < oldest)
  return { ...known, entries: [...known.entries, ...older], isWhole: page.before === null }
}
