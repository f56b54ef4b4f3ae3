/** A life from the host: the newest part first, the rest after it, and what comes while one looks. */
import { useCallback, useEffect, useState } from 'react'
import { isAppError } from '../../../shared/contract/errors.ts'
import type { Timeline } from '../../../shared/contract/history.ts'
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

/** Where a life is read from. Must keep its identity as long as it is the same life. */
export interface LifeSource {
  readonly key: string
  /** An event whenever it grows; the first one at once. */
  watch(options: { readonly signal: AbortSignal }): Promise<AsyncIterable<unknown>>
  page(
    query: { readonly before?: number; readonly limit: number },
    options: { readonly signal: AbortSignal },
  ): Promise<LifePage>
}

export type LifePage = Omit<Timeline, 'path'>

export function useLife(source: LifeSource): LifeState {
  const [held, setHeld] = useState<{ key: string; state: LifeState } | null>(null)
  const [attempt, setAttempt] = useState(0)
  const again = useCallback(() => setAttempt(count => count + 1), [])
  const key = `${attempt} ${source.key}`

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
      for await (const _event of await source.watch({ signal })) {
        const page = await source.page({ limit: firstPage }, { signal })
        if (signal.aborted) return
        change(life => withPage(life, page))
        if (isFirst) readOn(page.before).catch(fail)
        isFirst = false
      }
    }

    async function readOn(from: number | null): Promise<void> {
      let count = firstPage
      for (let before = from; before !== null && count < mostEntries; count += nextPage) {
        const page = await source.page({ before, limit: nextPage }, { signal })
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
  }, [source, key, again])

  return held?.key === key ? held.state : loading
}

function withPage(known: Life | null, page: LifePage): Life {
  const entries = known === null ? page.entries : mergeEntries(page.entries, known.entries)
  const isWhole = page.before === null || known?.isWhole === true
  return {
    entries,
    isWhole,
    first: page.first,
    last: page.last,
    from: page.from ?? 0,
    to: page.to ?? 0,
    density: page.density,
    marks: page.marks,
    total: isWhole ? entries.length : countOf(page.density),
  }
}

function withOlder(known: Life, page: LifePage): Life {
  const oldest = known.entries.at(-1)?.sequence ?? Number.POSITIVE_INFINITY
  const older = page.entries.filter(entry => entry.sequence < oldest)
  const entries = [...known.entries, ...older]
  const isWhole = page.before === null
  return { ...known, entries, isWhole, total: isWhole ? entries.length : known.total }
}

/** Edits, those among them that are one entry of a text counted one by one. */
function countOf(density: Life['density']): number {
  return density.reduce((sum, slice) => sum + slice.counts.reduce((all, { count }) => all + count, 0), 0)
}
