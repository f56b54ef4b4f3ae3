/** Before a whole project is taken back: what will change. */
import { type ReactElement, useEffect } from 'react'
import type { FileDifference, Version } from '../../../shared/contract/history.ts'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { closeDialog } from '../../commands/shell-store.ts'
import { shownValue, useCall } from '../../session/use-call.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { FileChanges } from '../file-changes/index.ts'

export function RestoreDialog(): ReactElement | null {
  const dialog = useShell(state => state.dialog)
  const versions = useHost(view => view.versions)
  const version = dialog?.kind === 'restore-version' ? versions?.find(each => each.id === dialog.version) : undefined
  return version === undefined ? null : <Restore key={version.id} version={version} />
}

function Restore({ version }: { readonly version: Version }): ReactElement {
  const { app, shell, notices } = useApp()
  const { id } = version
  const name = version.kind === 'version' ? version.name : historyWords.when(version.time)
  const differences = useCall<FileDifference[]>()
  const restoring = useCall<unknown>()
  const { run } = differences
  useEffect(() => {
    void run(signal => app.api.versions.differences({ id }, { signal }))
  }, [app, run, id])
  const files = shownValue(differences.state)
  const restore = version.kind === 'backup' ? app.api.backups.restore : app.api.versions.restore

  return (
    <Dialog
      title={historyWords.versions.restoreTitle(name)}
      onClose={() => closeDialog(shell)}
      foot={
        <>
          <Button kind="plain" onPress={() => closeDialog(shell)}>
            {words.cancel}
          </Button>
          <Button
            kind="primary"
            isDisabled={files === null || files.length === 0 || restoring.state.status === 'running'}
            onPress={() =>
              void restoring.run(async () => {
                const done = await restore({ id })
                closeDialog(shell)
                notices.info(historyWords.versions.restored(name, done.files.length))
              })
            }
          >
            {historyWords.versions.doRestore}
          </Button>
        </>
      }
    >
      <p>{historyWords.versions.restoreText}</p>
      <FileChanges
        call={differences}
        none={historyWords.versions.restoreNothing}
        title={historyWords.versions.restoreFiles}
      />
      <CallProgress call={restoring} label={historyWords.working} canStop={false} />
    </Dialog>
  )
}
