/** Before one is taken: what merging it changes, and what is only in those that go. */
import { type ReactElement, useEffect, useState } from 'react'
import type { Reality } from '../../../shared/contract/realities.ts'
import type { AppliedReality } from '../../../shared/contract/side-by-side.ts'
import { useApp } from '../../commands/app-context.tsx'
import { shownValue, useCall } from '../../session/use-call.ts'
import { words as common } from '../../text/en.ts'
import { sideBySideWords as words } from '../../text/side-by-side.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { takeOne } from './actions.ts'

export function TakeDialog(props: {
  readonly reality: Reality
  readonly parent: Reality
  readonly others: readonly Reality[]
  readonly onClose: () => void
}): ReactElement {
  const { reality, parent, others, onClose } = props
  const parts = useApp()
  const { app, notices } = parts
  const droppable = others.filter(({ isCurrent }) => !isCurrent)
  const staying = others.find(({ isCurrent }) => isCurrent)
  const [isDropping, setDropping] = useState(true)
  const drop = isDropping ? droppable.map(({ id }) => id) : []
  const call = useCall<AppliedReality>()
  const { run } = call
  const key = drop.join(' ')
  useEffect(() => {
    const ids = key === '' ? [] : key.split(' ')
    void run(signal => app.api.sideBySide.apply({ id: reality.id, drop: ids, isDryRun: true }, { signal }))
  }, [app, run, reality.id, key])
  const preview = shownValue(call.state)
  return (
    <Dialog
      title={words.takeTitle(reality.name, parent.name)}
      onClose={onClose}
      foot={
        <>
          <Button kind="plain" onPress={onClose}>
            {common.cancel}
          </Button>
          <Button
            kind="primary"
            isDisabled={call.state.status !== 'done'}
            onPress={() => {
              onClose()
              takeOne(parts, { reality, parent: parent.name, drop, strategy: 'auto' }).catch((error: unknown) =>
                notices.error(error),
              )
            }}
          >
            {words.doTake}
          </Button>
        </>
      }
    >
      <CallProgress call={call} label={words.loading} />
      {preview !== null && <Effects preview={preview} />}
      {droppable.length > 0 && (
        <CheckField label={words.dropRest(droppable.length)} isOn={isDropping} onChange={setDropping}>
          {words.dropRest(droppable.length)}
        </CheckField>
      )}
      {preview !== null && preview.dropped.length > 0 && (
        <ul className="side-lost">
          {preview.dropped.map(({ id, name, onlyThere }) => (
            <li key={id} className="second">
              {onlyThere.length === 0 ? words.dropNothing(name) : words.dropLost(name, onlyThere.length)}
            </li>
          ))}
        </ul>
      )}
      {staying !== undefined && <p className="second">{words.cannotDrop(staying.name)}</p>}
      <p className="second">{words.takeKept}</p>
    </Dialog>
  )
}

function Effects({ preview: { preview } }: { readonly preview: AppliedReality }): ReactElement {
  return (
    <p>
      {preview.files.length === 0 ? words.takeNothing : words.takeChanges(preview.files.length)}{' '}
      {preview.contested > 0 && words.takeMeets(preview.contested)}
    </p>
  )
}
