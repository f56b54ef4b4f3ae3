/** Whatever Git asks before something is done, and what met in what was done. */
import type { ReactElement } from 'react'
import type { RepoOutcome } from '../../../shared/contract/repo-data.ts'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { closeDialog, openTab } from '../../commands/shell-store.ts'
import { words as shared } from '../../text/en.ts'
import { repoWords as words } from '../../text/repo.ts'
import { settleWords } from '../../text/repo-settle.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { BranchDialog, RenameBranchDialog, ResetDialog, StashDialog, TagDialog } from './name-dialogs.tsx'
import { PickRefDialog } from './pick-ref.tsx'
import { MetList, PreviewDialog } from './preview-dialog.tsx'
import { AbortDialog, SettleDialog } from './settle-dialog.tsx'

export function GitDialogs(): ReactElement | null {
  const dialog = useShell(state => state.dialog)
  switch (dialog?.kind) {
    case 'git-preview':
      return <PreviewDialog key={JSON.stringify(dialog.doing)} doing={dialog.doing} />
    case 'git-settle':
      return <SettleDialog paths={dialog.paths} />
    case 'git-abort':
      return <AbortDialog what={dialog.what} />
    case 'git-branch':
      return <BranchDialog at={dialog.at} />
    case 'git-tag':
      return <TagDialog at={dialog.at} />
    case 'git-rename-branch':
      return <RenameBranchDialog name={dialog.name} />
    case 'git-stash':
      return <StashDialog paths={dialog.paths} />
    case 'git-reset':
      return <ResetDialog revision={dialog.revision} />
    case 'git-compare':
    case 'git-log-branch':
    case 'git-merge':
    case 'git-switch':
      return <PickRefDialog request={dialog} />
    case 'git-met':
      return <MetDialog outcome={dialog.outcome} met={dialog.isSettled ? settleWords.met : words.preview.met} />
    default:
      return null
  }
}

function MetDialog(props: { readonly outcome: RepoOutcome; readonly met: (count: number) => string }): ReactElement {
  const { outcome, met } = props
  const { shell } = useApp()
  const close = () => closeDialog(shell)
  const hasScenes = outcome.conflicts.some(({ path }) => path.endsWith('.tscn'))
  return (
    <Dialog
      title={words.met.title}
      onClose={close}
      foot={
        <>
          {hasScenes && (
            <Button
              onPress={() => {
                close()
                openTab(shell, 'review')
              }}
            >
              {words.met.review}
            </Button>
          )}
          <Button kind="primary" autoFocus onPress={close}>
            {shared.close}
          </Button>
        </>
      }
    >
      <MetList met={outcome.conflicts} title={met(outcome.conflicts.length)} />
    </Dialog>
  )
}
