/** What the host finds in files, as it comes; asked again when the project's files change. */
import { useEffect, useState } from 'react'
import type { FileFound, TextQueryInput } from '../../../shared/contract/text-search.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'

export interface TextFoundSoFar {
  readonly files: readonly FileFound[]
  readonly lines: number
  readonly isOver: boolean
  readonly isCut: boolean
  readonly ms: number
  /** Why the query cannot be run. */
  readonly fault: string | null
}

/** Between the last letter and the question. */
const restMs = 120

/** Null where nothing is asked, and until the first answer; the last answer stays until the next one comes. */
export function useTextSearch(query: TextQueryInput | null): TextFoundSoFar | null {
  const { app } = useApp()
  const files = useHost(view => view.files)
  const [found, setFound] = useState<TextFoundSoFar | null>(null)
  const asked = query === null ? null : JSON.stringify(query)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list of files means other text in them.
  useEffect(() => {
    if (asked === null) return
    const ended = new AbortController()
    const { signal } = ended
    const ask = async () => {
      await new Promise(resolve => setTimeout(resolve, restMs))
      if (signal.aborted) return
      let soFar: readonly FileFound[] = []
      try {
        const events = await app.api.textSearch.find({ query: JSON.parse(asked) as TextQueryInput }, { signal })
        for await (const { files: more, ...rest } of events) {
          if (signal.aborted) return
          soFar = [...soFar, ...more]
          setFound({ ...rest, files: soFar })
        }
      } catch (error) {
        if (signal.aborted) return
        const fault = error instanceof Error ? error.message : String(error)
        setFound({ files: [], lines: 0, isOver: true, isCut: false, ms: 0, fault })
      }
    }
    void ask()
    return () => ended.abort()
  }, [app, asked, files])
  return query === null ? null : found
}
