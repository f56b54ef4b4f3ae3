/** Opening a folder, and the commands that bring other workspaces. */
import { type ReactElement, useState } from 'react'
import type { FolderListing } from '../../../shared/contract/data.ts'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { type Command, command } from '../../commands/command.ts'
import { closeDialog, openDialog } from '../../commands/shell-store.ts'
import { desktopBridge } from '../../session/port-link.ts'
import { words } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { FolderField } from './folder-field.tsx'

export const welcomeCommands: readonly Command[] = [
  command({
    id: 'app.openFolder',
    title: words.commands.openFolder,
    keys: 'Mod+O',
    run: async ({ shell, app }) => {
      const bridge = desktopBridge()
      if (bridge === null) return openDialog(shell, { kind: 'open-folder' })
      const folder = await bridge.chooseFolder()
      if (folder !== null) await app.api.app.openFolder({ folder })
    },
  }),
  command({
    id: 'app.openSample',
    title: words.commands.openSample,
    run: async ({ app }) => void (await app.api.app.openSample()),
  }),
  command({
    id: 'app.closeWorkspace',
    title: words.commands.closeWorkspace,
    when: ({ app }) => app.host.getState().app?.workspace != null,
    run: async ({ app }) => void (await app.api.app.closeWorkspace()),
  }),
]

export function FolderDialog(): ReactElement | null {
  const isOpen = useShell(state => state.dialog?.kind === 'open-folder')
  return isOpen ? <OpenFolder /> : null
}

function OpenFolder(): ReactElement {
  const { app, shell, notices } = useApp()
  const home = useHost(view => view.app?.home ?? '')
  const [folder, setFolder] = useState('')
  const [listing, setListing] = useState<FolderListing | null>(null)
  const chosen = folder.trim() === '' ? home : folder.trim()
  const open = () => {
    closeDialog(shell)
    app.api.app.openFolder({ folder: chosen }).catch((error: unknown) => notices.error(error))
  }
  const { isProject, isEmpty, notProject } = {
    isProject: words.folders.isProject,
    isEmpty: words.folders.empty,
    notProject: words.folders.notProject,
  }
  return (
    <Dialog
      title={words.folders.title}
      onClose={() => closeDialog(shell)}
      foot={
        <>
          <span className="second grow">
            {listing === null ? '' : listing.isProject ? isProject : listing.isEmpty ? isEmpty : notProject}
          </span>
          <Button onPress={() => closeDialog(shell)}>{words.cancel}</Button>
          <Button kind="primary" onPress={open}>
            {words.folders.open}
          </Button>
        </>
      }
    >
      <FolderField label={words.folders.path} value={folder} start={home} onChange={setFolder} onListing={setListing} />
    </Dialog>
  )
}
