/** Below the list: take the chosen edits back, or restore the moment. Both are new edits; nothing of the history goes. */
import { Undo2 } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { TimelineEntry } from '../../../shared/contract/history.ts'
import { useApp } from '../../commands/app-context.tsx'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { authorName } from './edit-words.ts'
import { type Life, markAt, timeOf } from './moments.ts'

const text = historyWords.history

export function EditActions(props: {
  readonly path: string
  readonly isText: boolean
  readonly life: Life
  readonly moment: number | null
  readonly checked: readonly TimelineEntry[]
  readonly canWrite: boolean
  readonly onClear: () => void
  readonly onDone: () => void
}): ReactElement | null {
  const { path, isText, life, moment, checked, canWrite, onClear, onDone } = props
  const { app, notices } = useApp()
  const [isBusy, setBusy] = useState(false)
  if (checked.length === 0 && moment === null) return null
  const when = moment === null ? '' : (markAt(life, moment)?.name ?? historyWords.when(timeOf(life, moment)))
  const authors = [...new Set(checked.map(authorName))]

  function act(run: Promise<void>): void {
    setBusy(true)
    run.catch((error: unknown) => notices.error(error)).finally(() => setBusy(false))
  }

  /** Back to how it was before: what was done is an edit like any other. */
  function undoTo(sequence: number): { label: string; run: () => void } {
    return {
      label: words.commands.undo,
      run: () => {
        app.api.history
          .restore({ path, at: { kind: 'moment', sequence } })
          .catch((error: unknown) => notices.error(error))
      },
    }
  }

  async function revert(): Promise<void> {
    const sequences = checked.map(entry => entry.sequence)
    const before = life.last
    const { changed, left } = await app.api.history.revertEdits({ path, sequences })
    onClear()
    if (changed === 0) notices.info(text.nothingToRevert)
    else notices.info(text.reverted(changed, left), undoTo(before))
  }

  async function restore(sequence: number): Promise<void> {
    const before = life.last
    const { changed } = await app.api.history.restore({ path, at: { kind: 'moment', sequence } })
    onDone()
    if (changed === 0) notices.info(text.nothingToRestore)
    else notices.info(isText ? text.restoredText(when) : text.restored(when, changed), undoTo(before))
  }

  return (
    <div className="edit-actions">
      {checked.length > 0 && (
        <>
          <div className="edit-actions-head">
            <span className="panel-title grow">
              {text.selected(checked.length, authors.length === 1 ? (authors[0] ?? '') : '')}
            </span>
            <Button kind="text" onPress={onClear}>
              {text.clear}
            </Button>
          </div>
          <p className="second">{text.keeps}</p>
          <Button isDisabled={isBusy || !canWrite} onPress={() => act(revert())}>
            <Undo2 className="icon icon-small" aria-hidden /> {text.revert(checked.length)}
          </Button>
        </>
      )}
      {moment !== null && (
        <Button kind="primary" isDisabled={isBusy || !canWrite} onPress={() => act(restore(moment))}>
          {text.restore(when)}
        </Button>
      )}
    </div>
  )
}
