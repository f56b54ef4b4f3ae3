/** The dialogs of templates: the library, and making one. */
import type { ReactElement } from 'react'
import { useApp, useFrontScene, useShell } from '../../commands/app-context.tsx'
import { closeDialog } from '../../commands/shell-store.ts'
import { LibraryDialog } from './library-dialog.tsx'
import { MakeDialog } from './make-dialog.tsx'
import './templates.css'

export function TemplateDialogs(): ReactElement | null {
  const { shell } = useApp()
  const session = useFrontScene()
  const dialog = useShell(state => state.dialog)
  if (session === null) return null
  const close = () => closeDialog(shell)
  const selected = session.selection.getState().nodes.at(-1) ?? session.document.scene.root
  if (selected === null) return null
  if (dialog?.kind === 'make-template') return <MakeDialog session={session} top={selected} onClose={close} />
  if (dialog?.kind === 'templates') return <LibraryDialog session={session} parent={selected} onClose={close} />
  return null
}
