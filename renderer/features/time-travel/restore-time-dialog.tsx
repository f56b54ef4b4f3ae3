/** Before the whole project goes back to a time: what will change. */
import { type ReactElement, useEffect } from 'react'
import type { FileDifference } from '../../../shared/contract/history.ts'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { closeDialog } from '../../commands/shell-store.ts'
import { shownValue, useCall } from '../../session/use-call.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { travelWords } from '../../text/time-travel.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { FileChanges } from '../file-changes/index.ts'

export function RestoreTimeDialog(): ReactElement | null {
  const dialog = useShell(state => state.dialog)
  return dialog?.kind === 'restore-time' ? <Restore key={dialog.time} time={dialog.time} /> : null
}

function Restore({ time }: { readonly time: number }): ReactElement {
  const { app, shell, notices } = useApp()
  const planned = useCall<FileDifference[]>()
  const restoring = useCall<unknown>()
  const { run } = planned
  useEffect(() => {
    void run(async signal => (await app.api.timeTravel.restore({ time, isDryRun: true }, { signal })).files)
  }, [app, run, time])
  const files = shownValue(planned.state)
  const when = historyWords.when(time)

  function restore(): void {
    void restoring.run(async () => {
      const before = Date.now()
      const done = await app.api.timeTravel.restore({ time, isDryRun: false })
      closeDialog(shell)
      notices.info(historyWords.versions.restored(when, done.files.length), {
        label: words.commands.undo,
        run: () => {
          app.api.timeTravel.restore({ time: before, isDryRun: false }).catch((error: unknown) => notices.error(error))
        },
      })
    })
  }

  return (
    <Dialog
      title={travelWords.restoreTitle(when)}
      onClose={() => closeDialog(shell)}
      foot={
        <>
          <Button kind="plain" onPress={() => closeDialog(shell)}>
            {words.cancel}
          </Button>
          <Button
            kind="primary"
            isDisabled={files === null || files.length === 0 || restoring.state.status === 'running'}
            onPress={restore}
          >
            {historyWords.versions.doRestore}
          </Button>
        </>
      }
    >
      <p>{historyWords.versions.restoreText}</p>
      <FileChanges
        call={planned}
        none={historyWords.versions.restoreNothing}
        title={historyWords.versions.restoreFiles}
      />
      <CallProgress call={restoring} label={historyWords.working} canStop={false} />
    </Dialog>
  )
}
