/** Before a reality is thrown away: what is only there. */
import { type ReactElement, useEffect, useState } from 'react'
import type { FileDifference } from '../../../shared/contract/history.ts'
import type { Reality } from '../../../shared/contract/realities.ts'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { closeDialog } from '../../commands/shell-store.ts'
import { useCall } from '../../session/use-call.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { FileChanges } from '../file-changes/index.ts'
import { drop, realityById } from './realities-actions.ts'

export function DropDialog(): ReactElement | null {
  const dialog = useShell(state => state.dialog)
  const graph = useHost(view => view.graph)
  const reality = dialog?.kind === 'drop-reality' ? realityById(graph, dialog.reality) : null
  return reality === null ? null : <Drop key={reality.id} reality={reality} />
}

function Drop({ reality }: { readonly reality: Reality }): ReactElement {
  const parts = useApp()
  const { app, shell, notices } = parts
  const lost = useCall<readonly FileDifference[]>()
  const { run } = lost
  const { id } = reality
  const branch = reality.branch?.replace(/^refs\/heads\//, '') ?? null
  const [withBranch, setWithBranch] = useState(false)
  useEffect(() => {
    void run(async signal => (await app.api.realities.drop({ id, isDryRun: true }, { signal })).onlyThere)
  }, [app, run, id])
  const close = () => closeDialog(shell)
  return (
    <Dialog
      title={historyWords.realities.dropTitle(reality.name)}
      onClose={close}
      foot={
        <>
          <Button kind="plain" onPress={close}>
            {words.cancel}
          </Button>
          <Button
            kind="primary"
            onPress={() => {
              close()
              drop(parts, reality, withBranch).catch((error: unknown) => notices.error(error))
            }}
          >
            {historyWords.realities.doDrop}
          </Button>
        </>
      }
    >
      <FileChanges call={lost} title={historyWords.realities.dropLost} none={historyWords.realities.dropNothing} />
      {branch !== null && (
        <CheckField label={historyWords.realities.dropBranch(branch)} isOn={withBranch} onChange={setWithBranch}>
          {historyWords.realities.dropBranch(branch)}
        </CheckField>
      )}
      <p>{historyWords.realities.dropKept}</p>
    </Dialog>
  )
}
