/** What Git left contested: how it is to be settled, with a preview; or all of what Git began given up. */
import { type ReactElement, useState } from 'react'
import { useApp, useHost } from '../../commands/app-context.tsx'
import type { SettleHow } from '../../commands/git-view.ts'
import { closeDialog } from '../../commands/shell-store.ts'
import { useCall } from '../../session/use-call.ts'
import { words as shared } from '../../text/en.ts'
import { settleWords as words } from '../../text/repo-settle.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { PreviewDialog } from './preview-dialog.tsx'

const WAYS = ['auto', 'theirs', 'take-ours', 'take-theirs'] as const

export function SettleDialog({ paths }: { readonly paths: readonly string[] }): ReactElement {
  const [how, setHow] = useState<SettleHow>('auto')
  const isRebase = useHost(({ repo }) => repo?.status === 'open' && repo.underWay?.kind === 'rebase')
  return (
    <PreviewDialog doing={{ kind: 'settle', paths, how }}>
      <Segmented
        label={words.how}
        value={how}
        options={WAYS.map(value => ({ value, label: words.ways[value] }))}
        onChange={setHow}
      />
      <p className="second">{words.wayText[how]}</p>
      {isRebase && <p className="meta">{words.rebase}</p>}
    </PreviewDialog>
  )
}

export function AbortDialog({ what }: { readonly what: string }): ReactElement {
  const { app, shell, notices } = useApp()
  const call = useCall<{ readonly words: string }>()
  const close = () => closeDialog(shell)

  async function go(): Promise<void> {
    const done = await call.run(signal => app.api.repo.abort(undefined, { signal }))
    if (done === null) return
    close()
    notices.info(done.words)
  }

  return (
    <Dialog
      title={words.abortTitle(what)}
      onClose={close}
      foot={
        <>
          <Button kind="plain" onPress={close}>
            {shared.cancel}
          </Button>
          <Button kind="primary" autoFocus isDisabled={call.state.status === 'running'} onPress={() => void go()}>
            {words.doAbort}
          </Button>
        </>
      }
    >
      <p>{words.abortText(what)}</p>
      <CallProgress call={call} label={words.going} />
    </Dialog>
  )
}
