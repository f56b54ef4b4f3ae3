/** A file's tab: its text to edit together, or what else it is to look at. */
import { FileWarning } from 'lucide-react'
import { lazy, type ReactElement, Suspense, useEffect, useState } from 'react'
import { useApp, useHost } from '../../commands/app-context.tsx'
import type { OpenedTextSession } from '../../session/texts.ts'
import { fileWords } from '../../text/files.ts'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { Media } from '../media/index.ts'
import './text.css'

const TextEditor = lazy(() => import('./editor.tsx'))

type State = { readonly opened: OpenedTextSession } | { readonly error: string } | null

export function TextTab({ path }: { readonly path: string }): ReactElement {
  const state = useText(path)
  if (state === null) return loading
  if ('error' in state) return <Empty>{state.error}</Empty>
  if (state.opened === null) return <Media path={path} />
  const { opened } = state
  return (
    <div className="text-tab">
      {(opened.fault !== null || !opened.canWrite) && (
        <div className="text-note" role="status">
          <FileWarning className="icon icon-small" aria-hidden />
          {opened.fault === null ? fileWords.textReadOnly : fileWords.textFault(opened.fault)}
        </div>
      )}
      <Suspense fallback={loading}>
        <TextEditor key={opened.documentId} session={opened} />
      </Suspense>
    </div>
  )
}

const loading = <Skeleton label={fileWords.textLoading} widths={[50, 70, 40, 60, 30]} />

/** Opened anew when what is said of the file changes: it may be another document, or one that can be read again. */
function useText(path: string): State {
  const { app } = useApp()
  const [state, setState] = useState<State>(null)
  const look = useHost(({ files }) => {
    const file = files?.find(each => each.path === path)
    return files === null ? 'none' : file === undefined ? 'gone' : (file.fault?.reason ?? 'there')
  })
  useEffect(() => {
    let isCurrent = true
    if (look === 'none') return
    app.texts.open(path).then(
      opened => {
        if (!isCurrent) return
        setState(now => (now !== null && 'opened' in now && isSame(now.opened, opened) ? now : { opened }))
      },
      (error: unknown) => isCurrent && setState({ error: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      isCurrent = false
    }
  }, [app, path, look])
  return state
}

function isSame(a: OpenedTextSession, b: OpenedTextSession): boolean {
  return a?.documentId === b?.documentId && a?.path === b?.path && a?.canWrite === b?.canWrite && a?.fault === b?.fault
}
