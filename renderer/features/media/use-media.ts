/** What a file kept by its bytes is, and an address of its bytes within this page. */
import { useEffect, useState } from 'react'
import type { MediaFacts } from '../../../shared/contract/media.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { loadBlob } from '../../session/media.ts'

export type Asked<T> = { readonly value: T } | { readonly error: string } | null

/** Asked again when the files change: it may be this one. */
export function useMediaFacts(path: string): Asked<MediaFacts> {
  const { app } = useApp()
  const files = useHost(view => view.files)
  const review = useHost(view => view.review)
  const [state, setState] = useState<Asked<MediaFacts>>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: files and review say when to ask again.
  useEffect(() => {
    const own = new AbortController()
    app.api.media.facts({ path }, { signal: own.signal }).then(
      value => own.signal.aborted || setState({ value }),
      (error: unknown) => own.signal.aborted || setState({ error: messageOf(error) }),
    )
    return () => own.abort()
  }, [app, path, files, review])
  return state
}

/** `done` of 0 to 1 while it is fetched. */
export type Address = { readonly url: string } | { readonly done: number } | { readonly error: string }

export function useBytes(hash: string, mime: string): Address {
  const { app } = useApp()
  const [state, setState] = useState<{ readonly of: string; readonly address: Address } | null>(null)
  useEffect(() => {
    const own = new AbortController()
    let url: string | null = null
    const say = (address: Address) => own.signal.aborted || setState({ of: hash, address })
    loadBlob(app.api, { hash, mime }, own.signal, (done, total) => say({ done: done / Math.max(1, total) })).then(
      blob => {
        if (own.signal.aborted) return
        url = URL.createObjectURL(blob)
        say({ url })
      },
      (error: unknown) => say({ error: messageOf(error) }),
    )
    return () => {
      own.abort()
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [app, hash, mime])
  return state?.of === hash ? state.address : { done: 0 }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
