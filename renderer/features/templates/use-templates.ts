/** The libraries as the host has them now, while somebody looks. */
import { useEffect, useState } from 'react'
import type { TemplateEntry } from '../../../shared/contract/templates.ts'
import { checkTemplate, type ReadTemplate } from '../../../shared/scene/template/template.ts'
import { useApp } from '../../commands/app-context.tsx'

/** null until the first list has come. */
export function useTemplates(): readonly TemplateEntry[] | null {
  const { app } = useApp()
  const [entries, setEntries] = useState<readonly TemplateEntry[] | null>(null)
  useEffect(
    () =>
      app.follow(
        options => app.api.templates.watch(undefined, options),
        next => setEntries(known => kept(known, next)),
      ),
    [app],
  )
  return entries
}

/** The list comes with every change of a file: what says the same stays the same object. */
function kept(known: readonly TemplateEntry[] | null, next: readonly TemplateEntry[]): readonly TemplateEntry[] {
  const texts = new Map(known?.map(entry => [JSON.stringify(entry), entry]))
  return next.map(entry => texts.get(JSON.stringify(entry)) ?? entry)
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
