/** Several realities at once: how many, or their names. */
import { Plus } from 'lucide-react'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { sideBySideWords as words } from '../../text/side-by-side.ts'
import { Button } from '../../ui/button.tsx'
import { PopoverButton } from '../../ui/overlay.tsx'
import { makeSeveral, setView } from './actions.ts'
import { readTry } from './shown-realities.ts'

export function TryButton(): ReactElement {
  const { shell } = useApp()
  const isOpen = useShell(state => state.sideBySide.isTryOpen)
  return (
    <PopoverButton
      label={words.tryTitle}
      className="button"
      placement="bottom end"
      isOpen={isOpen}
      onOpenChange={isTryOpen => setView(shell, { isTryOpen })}
      button={
        <>
          <Plus className="icon icon-small" aria-hidden /> {words.tryTitle}
        </>
      }
    >
      {close => <TryForm onDone={close} />}
    </PopoverButton>
  )
}

function TryForm({ onDone }: { readonly onDone: () => void }): ReactElement {
  const parts = useApp()
  const from = useHost(view => view.graph?.realities.find(({ isCurrent }) => isCurrent)?.name ?? '')
  const [text, setText] = useState('3')
  const [isBusy, setBusy] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.select(), [])
  const make = readTry(text)

  function submit(): void {
    if (make === null || isBusy) return
    setBusy(true)
    makeSeveral(parts, make)
      .then(onDone, (error: unknown) => parts.notices.error(error))
      .finally(() => setBusy(false))
  }

  return (
    <form
      className="fork-form"
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      <p className="second">{words.tryFrom(from)}</p>
      <input
        ref={input}
        className="field field-large"
        data-ui
        aria-label={words.tryField}
        placeholder={words.tryPlaceholder}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={event => setText(event.target.value)}
      />
      <div className="fork-foot">
        <span className="meta grow">{words.tryField}</span>
        <Button kind="primary" isDisabled={make === null || isBusy} onPress={submit}>
          {words.tryButton}
        </Button>
      </div>
    </form>
  )
}
