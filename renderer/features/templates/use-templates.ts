/** The libraries as the host has them now, while somebody looks. */
import { useEffect, useState } from 'react'
import type { TemplateEntry } from '../../../shared/contract/templates.ts'
import { checkTemplate, type ReadTemplate } from '../../../shared/scene/template/template.ts'
import { useApp } from '../../commands/app-context.tsx'

/** null until the first list has come. */
export function useTemplates(): readonly TemplateEntry[] | null {
  const { app, notices } = useApp()
  const [entries, setEntries] = useState<readonly TemplateEntry[] | null>(null)
  useEffect(() => {
    const ended = new AbortController()
    const follow = async () => {
      const lists = await app.api.templates.watch(undefined, { signal: ended.signal })
      for await (const list of lists) setEntries(list)
    }
    follow().catch((error: unknown) => {
      if (!ended.signal.aborted) notices.error(error)
    })
    return () => ended.abort()
  }, [app, notices])
  return entries
}

export type LoadedTemplate = Extract<ReadTemplate, { ok: true }>

/** The whole of one, read anew when the list says that it changed; null while it comes. */
export function useTemplate(entry: TemplateEntry | null): LoadedTemplate | null {
  const { app, notices } = useApp()
  const [loaded, setLoaded] = useState<{ of: TemplateEntry; read: LoadedTemplate } | null>(null)
  useEffect(() => {
    if (entry === null || entry.fault !== null) return
    let isWanted = true
    const { library, name } = entry
    app.api.templates.get({ library, name }).then(
      ({ template }) => {
        const read = checkTemplate(template)
        if (isWanted && read.ok) setLoaded({ of: entry, read })
      },
      (error: unknown) => isWanted && notices.error(error),
    )
    return () => {
      isWanted = false
    }
  }, [app, notices, entry])
  return loaded?.of === entry ? loaded.read : null
}
