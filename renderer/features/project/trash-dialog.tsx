/** What was deleted from the project, newest first, to bring back. */
import { type ReactElement, useState } from 'react'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { closeDialog } from '../../commands/shell-store.ts'
import { fileWords } from '../../text/files.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/layout.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { FileIcon } from '../node-icon/index.ts'
import { doWithFiles } from './file-actions.ts'

/** More are seldom looked for by eye; the newest are what was deleted by mistake. */
const SHOWN = 200

export function TrashDialog(): ReactElement | null {
  const dialog = useShell(state => state.dialog)
  return dialog?.kind === 'trash' ? <Trash /> : null
}

function Trash(): ReactElement {
  const context = useApp()
  const { app, shell, notices } = context
  const trash = useHost(view => view.tree?.trash ?? null)
  const [now] = useState(() => Date.now())
  const restore = (id: string) => {
    doWithFiles(context, app.api.tree.restore({ ids: [id] })).catch((error: unknown) => notices.error(error))
  }
  return (
    <Dialog
      title={fileWords.trash}
      onClose={() => closeDialog(shell)}
      foot={<Button onPress={() => closeDialog(shell)}>{fileWords.close}</Button>}
    >
      {trash === null || trash.length === 0 ? (
        <Empty>{fileWords.trashEmpty}</Empty>
      ) : (
        <ul className="trash-list">
          {trash.slice(0, SHOWN).map(({ id, name, kind, folder, files, removedAt }) => (
            <li key={id} className="trash-row">
              <FileIcon kind={kind === 'folder' ? 'folder' : 'other'} path={name} />
              <span className="ellipsis">{name}</span>
              <span className="meta second grow ellipsis">
                {[fileWords.trashFrom(folder), fileWords.trashFiles(files), ago(removedAt, now)]
                  .filter(part => part !== '')
                  .join(', ')}
              </span>
              <Button onPress={() => restore(id)}>{fileWords.restore}</Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function ago(time: number, now: number): string {
  const minutes = Math.round((time - now) / 60_000)
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  if (minutes > -60) return format.format(Math.min(0, minutes), 'minute')
  return minutes > -48 * 60
    ? format.format(Math.round(minutes / 60), 'hour')
    : format.format(Math.round(minutes / 1440), 'day')
}
