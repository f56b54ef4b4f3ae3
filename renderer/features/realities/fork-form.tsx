/** A name is all it takes. */
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField } from '../../ui/choice.tsx'
import { currentReality, fork } from './realities-actions.ts'

export function ForkForm({ onDone }: { readonly onDone: () => void }): ReactElement {
  const parts = useApp()
  const from = useHost(view => currentReality(view.graph)?.name ?? '')
  const [name, setName] = useState('')
  const canBranch = useHost(view => view.graph?.canBranch === true)
  const [isSwitching, setSwitching] = useState(true)
  const [isBranching, setBranching] = useState(true)
  const [isBusy, setBusy] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const wanted = name.trim()

  function submit(): void {
    if (wanted === '' || isBusy) return
    setBusy(true)
    fork(parts, { name: wanted, isSwitching, withBranch: canBranch && isBranching })
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
      <p className="second">{historyWords.realities.forkFrom(from)}</p>
      <input
        ref={input}
        className="field field-large"
        data-ui
        aria-label={historyWords.realities.forkName}
        placeholder={historyWords.realities.forkPlaceholder}
        value={name}
        maxLength={120}
        spellCheck={false}
        autoComplete="off"
        onChange={event => setName(event.target.value)}
      />
      <div className="fork-foot">
        <div className="fork-checks grow">
          <CheckField label={historyWords.realities.switchToo} isOn={isSwitching} onChange={setSwitching}>
            {historyWords.realities.switchToo}
          </CheckField>
          {canBranch && (
            <CheckField label={historyWords.realities.withBranch} isOn={isBranching} onChange={setBranching}>
              {historyWords.realities.withBranch}
            </CheckField>
          )}
        </div>
        <Button kind="primary" isDisabled={wanted === '' || isBusy} onPress={submit}>
          {historyWords.realities.fork}
        </Button>
      </div>
    </form>
  )
}
