/** Names the whole project as it is, or was at the moment that is looked at. */
import { type ReactElement, useState } from 'react'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { closeDialog, type NamedMoment } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'

export function NameVersionDialog(): ReactElement | null {
  const dialog = useShell(state => state.dialog)
  return dialog?.kind === 'name-version' ? <NameVersion then={dialog.then ?? null} /> : null
}

function NameVersion({ then }: { readonly then: NamedMoment | null }): ReactElement {
  const { app, shell, notices } = useApp()
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const wanted = name.trim()

  function submit(): void {
    if (wanted === '') return
    closeDialog(shell)
    app.api.versions.create({ name: wanted, note, at: then?.at }).then(
      made => notices.info(historyWords.versions.created(made.name)),
      (error: unknown) => notices.error(error),
    )
  }

  return (
    <Dialog
      title={historyWords.versions.name}
      onClose={() => closeDialog(shell)}
      foot={
        <>
          <Button kind="plain" onPress={() => closeDialog(shell)}>
            {words.cancel}
          </Button>
          <Button kind="primary" isDisabled={wanted === ''} onPress={submit}>
            {historyWords.versions.create}
          </Button>
        </>
      }
    >
      <p className="second">
        {then === null ? historyWords.versions.nameText : historyWords.versions.nameThen(historyWords.when(then.time))}
      </p>
      <form
        className="name-version"
        onSubmit={event => {
          event.preventDefault()
          submit()
        }}
      >
        <input
          autoFocus
          className="field field-large"
          data-ui
          aria-label={historyWords.versions.nameLabel}
          placeholder={historyWords.versions.placeholder}
          value={name}
          maxLength={200}
          autoComplete="off"
          onChange={event => setName(event.target.value)}
        />
        <input
          className="field field-large"
          data-ui
          aria-label={historyWords.versions.noteLabel}
          placeholder={historyWords.versions.noteLabel}
          value={note}
          maxLength={4000}
          autoComplete="off"
          onChange={event => setNote(event.target.value)}
        />
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
