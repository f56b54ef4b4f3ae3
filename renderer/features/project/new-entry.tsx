/** A new file or folder, by name. */
import { type ReactElement, useState } from 'react'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { closeDialog, openTab } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'
import { fileWords } from '../../text/files.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { doWithFiles, whyNotName } from './file-actions.ts'

export function NewEntryDialog(): ReactElement | null {
  const dialog = useShell(state => state.dialog)
  return dialog?.kind === 'new-entry' ? <NewEntry entry={dialog.entry} folder={dialog.folder} /> : null
}

function NewEntry(props: { readonly entry: 'file' | 'folder'; readonly folder: string }): ReactElement {
  const { entry, folder } = props
  const context = useApp()
  const { app, shell, notices } = context
  const [name, setName] = useState('')
  const fault = name === '' ? null : whyNotName(name)
  const path = folder + name.trim()
  const create = () => {
    if (name.trim() === '' || fault !== null) return
    closeDialog(shell)
    doWithFiles(context, app.api.tree.create({ path, kind: entry })).then(
      () => entry === 'file' && openTab(shell, 'text', path),
      (error: unknown) => notices.error(error),
    )
  }
  const label = entry === 'file' ? fileWords.file : fileWords.folder
  return (
    <Dialog
      title={entry === 'file' ? fileWords.newFile : fileWords.newFolder}
      onClose={() => closeDialog(shell)}
      foot={
        <>
          <span className="mono second grow ellipsis">{name === '' ? folder : path}</span>
          <Button onPress={() => closeDialog(shell)}>{words.cancel}</Button>
          <Button kind="primary" onPress={create} isDisabled={name.trim() === '' || fault !== null}>
            {fileWords.create}
          </Button>
        </>
      }
    >
      <label className="labelled">
        <span className="label">{label}</span>
        <input
          className="field field-large"
          autoFocus
          value={name}
          placeholder={entry === 'file' ? fileWords.filePlaceholder : fileWords.folderPlaceholder}
          aria-invalid={fault !== null}
          spellCheck={false}
          autoComplete="off"
          onChange={event => setName(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Enter') create()
          }}
        />
        {fault !== null && <span className="field-error">{fault}</span>}
      </label>
    </Dialog>
  )
}
