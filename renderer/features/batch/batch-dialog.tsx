/** Validate, re-save, reload or edit many scenes: where, what, how; a preview, progress with cancel, and undo. */
import { type ReactElement, useState } from 'react'
import type { BatchRequest } from '../../../shared/contract/search.ts'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { type Command, command } from '../../commands/command.ts'
import { closeDialog, openDialog } from '../../commands/shell-store.ts'
import { searchWords } from '../../text/search.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { QueryField, useFind } from '../find/index.ts'
import { useUndo } from '../problems/index.ts'
import { type EditDraft, EditRows, editOf, newDraft } from './edit-rows.tsx'
import { Outcomes } from './outcomes.tsx'
import { type BatchState, useBatch } from './use-batch.ts'
import './batch.css'

const text = searchWords.batch

export const batchCommands: readonly Command[] = [
  command({
    id: 'batch.open',
    title: text.command,
    when: ({ app }) => app.host.getState().app?.workspace != null,
    run: ({ shell }) => openDialog(shell, { kind: 'batch', query: shell.getState().query }),
  }),
]

export function BatchDialog(): ReactElement | null {
  const dialog = useShell(state => state.dialog)
  return dialog?.kind === 'batch' ? <OpenBatch query={dialog.query} /> : null
}

type Action = BatchRequest['action']

function OpenBatch({ query: first }: { readonly query: string }): ReactElement {
  const { app, shell, notices } = useApp()
  const offerUndo = useUndo()
  const [query, setQuery] = useState(first)
  const [action, setAction] = useState<Action>('edit')
  const [mode, setMode] = useState<'carry-on' | 'all-or-nothing'>('all-or-nothing')
  const [drafts, setDrafts] = useState<readonly EditDraft[]>([newDraft(0)])
  const found = useFind(query, 1)
  const batch = useBatch()
  const { state, isRunning } = batch
  const edits = drafts.map(editOf)
  const isReady =
    found?.fault == null &&
    (action !== 'edit' || (query.trim() !== '' && (found?.total ?? 0) > 0 && edits.every(edit => edit !== null)))

  function request(dryRun: boolean): BatchRequest {
    return {
      action,
      mode,
      dryRun,
      ...(query.trim() !== '' && { query }),
      ...(action === 'edit' && { edits: edits.flatMap(edit => edit ?? []) }),
    }
  }

  const undo = state?.end?.undo ?? null
  function close(): void {
    batch.cancel()
    closeDialog(shell)
    // Gone with the dialog, it would be out of reach.
    if (undo !== null && state?.end != null) offerUndo(endOf(state), undo)
  }

  function takeBack(id: string): void {
    app.api.batch.undo({ id }).then(
      ({ scenes, skipped }) => {
        closeDialog(shell)
        notices.info(text.undone(scenes, skipped))
      },
      (error: unknown) => notices.error(error),
    )
  }

  return (
    <Dialog
      isWide
      title={text.title}
      onClose={close}
      foot={
        <>
          <span className="second grow batch-said" role="status">
            {state !== null && <Said state={state} />}
          </span>
          {isRunning ? (
            <Button onPress={batch.cancel}>{text.cancel}</Button>
          ) : (
            <>
              {undo !== null && <Button onPress={() => takeBack(undo)}>{text.undo}</Button>}
              <Button onPress={close}>{text.close}</Button>
              {action !== 'validate' && (
                <Button isDisabled={!isReady} onPress={() => batch.run(request(true))}>
                  {text.preview}
                </Button>
              )}
              <Button kind="primary" isDisabled={!isReady || undo !== null} onPress={() => batch.run(request(false))}>
                {text.run}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className="batch-row">
        <span className="batch-label">{text.scope}</span>
        <QueryField
          label={text.scope}
          placeholder={text.scopeHint}
          value={query}
          onChange={setQuery}
          fault={query.trim() === '' ? null : (found?.fault ?? null)}
        />
        <span className="meta batch-count">
          {query.trim() !== '' && found !== null && found.fault === null && text.found(found.total, found.scenes)}
        </span>
      </div>
      <div className="batch-row">
        <span className="batch-label">{text.action}</span>
        <Segmented label={text.action} value={action} options={optionsOf(text.actions)} onChange={setAction} />
      </div>
      <p className="batch-about meta">{text.about[action]}</p>
      {action === 'edit' && <EditRows drafts={drafts} onChange={setDrafts} />}
      {(action === 'edit' || action === 'resave') && (
        <div className="batch-row">
          <span className="batch-label">{text.mode}</span>
          <Segmented label={text.mode} value={mode} options={optionsOf(text.modes)} onChange={setMode} />
        </div>
      )}
      {isRunning && <Progress state={state} />}
      {state !== null && state.outcomes.length > 0 && <Outcomes outcomes={state.outcomes} />}
    </Dialog>
  )
}

function optionsOf<Value extends string>(labels: Readonly<Record<Value, string>>): { value: Value; label: string }[] {
  return (Object.entries(labels) as [Value, string][]).map(([value, label]) => ({ value, label }))
}

function Progress({ state }: { readonly state: BatchState | null }): ReactElement {
  const done = state?.progress?.done ?? 0
  const total = state?.progress?.total ?? 1
  return <progress className="batch-progress" aria-label={text.title} value={done} max={Math.max(1, total)} />
}

function Said({ state }: { readonly state: BatchState }): ReactElement {
  const { progress } = state
  if (state.end !== null) return <>{endOf(state)}</>
  if (progress === null) return <>{searchWords.find.reading}</>
  return (
    <>
      {text.progress(progress.phase, progress.done, progress.total)}{' '}
      <span className="mono">{progress.current.slice(6)}</span>
    </>
  )
}

function endOf({ request, outcomes, end }: BatchState): string {
  if (end === null) return ''
  switch (end.end) {
    case 'done':
      if (request.action === 'validate') return text.ends.judged(outcomes.reduce((sum, each) => sum + each.problems, 0))
      return request.dryRun ? text.ends.preview(end.changed, end.failed) : text.ends.done(end.changed, end.failed)
    case 'refused':
      return text.ends.refused(end.failed)
    case 'put-back':
      return text.ends['put-back']
    case 'cancelled':
      return text.ends.cancelled(end.changed)
  }
}
