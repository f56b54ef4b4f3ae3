/** The answer of the host to a query, followed as scenes change. */
import { useEffect, useState } from 'react'
import type { Found } from '../../../shared/contract/search.ts'
import { useApp } from '../../commands/app-context.tsx'

/** Between the last letter and the question. */
const restMs = 60
const againMs = 500

/** null until the first answer; the last answer stays while the next is on its way. */
export function useFind(query: string, limit: number): Found | null {
  const { app } = useApp()
  const [found, setFound] = useState<Found | null>(null)
  useEffect(() => {
    if (query.trim() === '') return
    const ended = new AbortController()
    const { signal } = ended
    const follow = async () => {
      await wait(restMs)
      while (!signal.aborted) {
        try {
          for await (const answer of await app.api.search.watch({ query, limit }, { signal })) {
            if (signal.aborted) return
            setFound(answer)
          }
        } catch {
          // The connection went: it is asked again once it is back, or the signal ends it.
        }
        if (!signal.aborted) await wait(againMs)
      }
    }
    void follow()
    return () => ended.abort()
  }, [app, query, limit])
  return query.trim() === '' ? null : found
}

function wait(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
