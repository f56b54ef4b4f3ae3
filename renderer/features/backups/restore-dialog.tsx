/** Before a whole project is taken back: what will change. */
import { type ReactElement, useEffect, useMemo } from 'react'
import type { FileDifference, Version } from '../../../shared/contract/history.ts'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { closeDialog } from '../../commands/shell-store.ts'
import type { AppSession } from '../../session/app-session.ts'
import { shownValue, useCall } from '../../session/use-call.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { FileChanges } from '../file-changes/index.ts'

interface Past {
  readonly name: string
  /** What going there would change, seen from now. */
  plan(options: { readonly signal: AbortSignal }): Promise<FileDifference[]>
  restore(): Promise<{ readonly files: readonly FileDifference[] }>
}

export function RestoreDialog(): ReactElement | null {
  const { app } = useApp()
  const dialog = useShell(state => state.dialog)
  const versions = useHost(view => view.versions)
  const time = dialog?.kind === 'restore-time' ? dialog.time : null
  const version = dialog?.kind === 'restore-version' ? versions?.find(each => each.id === dialog.version) : undefined
  const past = useMemo(
    () => (version !== undefined ? ofVersion(app, version) : time !== null ? ofTime(app, time) : null),
    [app, version, time],
  )
  return past === null ? null : <Restore key={version?.id ?? time} past={past} />
}

function ofVersion({ api }: AppSession, { id, kind, name, time }: Version): Past {
  return {
    name: kind === 'version' ? name : historyWords.when(time),
    plan: options => api.versions.differences({ id }, options),
    restore: () => (kind === 'backup' ? api.backups : api.versions).restore({ id }),
  }
}

function ofTime({ api }: AppSession, time: number): Past {
  return {
    name: historyWords.when(time),
    plan: async options => (await api.timeTravel.restore({ time, isDryRun: true }, options)).files,
    restore: () => api.timeTravel.restore({ time, isDryRun: false }),
  }
}

function Restore({ past }: { readonly past: Past }): ReactElement {
  const { shell, notices } = useApp()
  const { name } = past
  const differences = useCall<FileDifference[]>()
  const restoring = useCall<unknown>()
  const { run } = differences
  useEffect(() => {
    void run(signal => past.plan({ signal }))
  }, [run, past])
  const files = shownValue(differences.state)

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
                const done = await past.restore()
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
