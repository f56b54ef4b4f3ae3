/** A copy of a moment in a folder of its own: where to, how far it is, what is left out. */
import { type ReactElement, useState } from 'react'
import type { ExportThen, WorkspaceMoment } from '../../../shared/contract/time-travel.ts'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { closeDialog } from '../../commands/shell-store.ts'
import { useCall } from '../../session/use-call.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { travelWords } from '../../text/time-travel.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { CallProgress } from '../call-progress/index.ts'

export function CopyDialog(): ReactElement | null {
  const dialog = useShell(state => state.dialog)
  return dialog?.kind === 'copy-then' ? <Copy at={dialog.at} time={dialog.time} /> : null
}

function Copy({ at, time }: { readonly at: WorkspaceMoment; readonly time: number }): ReactElement {
  const { app, shell, notices } = useApp()
  const [folder, setFolder] = useState('')
  const [step, setStep] = useState<ExportThen | null>(null)
  const call = useCall<unknown>()
  const wanted = folder.trim()
  const isRunning = call.state.status === 'running'

  function write(): void {
    if (wanted === '' || isRunning) return
    void call.run(async signal => {
      let last: ExportThen | null = null
      for await (const each of await app.api.timeTravel.export({ at, folder: wanted }, { signal })) {
        last = each
        setStep(each)
      }
      if (last === null) return
      notices.info(travelWords.copied(last.total - last.left.length, wanted))
      if (last.left.length === 0) closeDialog(shell)
    })
  }

  return (
    <Dialog
      title={travelWords.copyTitle(historyWords.when(time))}
      onClose={() => {
        call.stop()
        closeDialog(shell)
      }}
      foot={
        <>
          <Button
            kind="plain"
            onPress={() => {
              call.stop()
              closeDialog(shell)
            }}
          >
            {words.cancel}
          </Button>
          <Button kind="primary" isDisabled={wanted === '' || isRunning} onPress={write}>
            {travelWords.doCopy}
          </Button>
        </>
      }
    >
      <p className="second">{travelWords.copyText}</p>
      <form
        onSubmit={event => {
          event.preventDefault()
          write()
        }}
      >
        <input
          autoFocus
          className="field field-large mono"
          aria-label={travelWords.copyFolder}
          placeholder={travelWords.copyFolder}
          value={folder}
          maxLength={4096}
          autoComplete="off"
          spellCheck={false}
          onChange={event => setFolder(event.target.value)}
        />
        <button type="submit" hidden />
      </form>
      <CallProgress
        call={call}
        label={step === null ? historyWords.working : travelWords.copying(step.done, step.total)}
      />
      {step?.isOver === true && step.left.length > 0 && (
        <>
          <p>{travelWords.left(step.left.length)}</p>
          <ul className="mono travel-left">
            {step.left.slice(0, 100).map(path => (
              <li key={path} className="ellipsis">
                {path}
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
