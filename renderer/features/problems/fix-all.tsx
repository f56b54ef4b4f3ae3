/** Every problem of a kind fixed at once: first what would be done, then doing it. */
import { type ReactElement, useEffect, useState } from 'react'
import type { Fixed, SceneProblem } from '../../../shared/contract/search.ts'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { closeDialog } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'
import { searchWords } from '../../text/search.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField } from '../../ui/choice.tsx'
import { Skeleton } from '../../ui/layout.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { useUndo } from './use-undo.ts'

const text = searchWords.problems

export function FixAllDialog(): ReactElement | null {
  const dialog = useShell(state => state.dialog)
  return dialog?.kind === 'fix-all' ? <FixAll kind={dialog.problem} /> : null
}

function FixAll({ kind }: { readonly kind: SceneProblem['kind'] }): ReactElement {
  const { app, shell, notices } = useApp()
  const offerUndo = useUndo()
  const [onlySafe, setOnlySafe] = useState(true)
  const [looked, setLooked] = useState<{ onlySafe: boolean; found: Fixed } | null>(null)
  const preview = looked?.onlySafe === onlySafe ? looked.found : null
  const close = () => closeDialog(shell)
  useEffect(() => {
    let isCurrent = true
    app.api.problems.fixAll({ kind, onlySafe, dryRun: true }).then(
      found => {
        if (isCurrent) setLooked({ onlySafe, found })
      },
      (error: unknown) => notices.error(error),
    )
    return () => {
      isCurrent = false
    }
  }, [app, notices, kind, onlySafe])
  const make = () => {
    close()
    app.api.problems.fixAll({ kind, onlySafe, dryRun: false }).then(
      ({ fixes, failed, undo }) =>
        offerUndo(
          [text.made(fixes.length), ...(failed.length > 0 ? [text.failed(failed.length)] : [])].join(' '),
          undo,
        ),
      (error: unknown) => notices.error(error),
    )
  }
  const count = preview?.fixes.length ?? 0
  return (
    <Dialog
      isWide
      title={text.fixAllTitle(text.kinds[kind])}
      onClose={close}
      foot={
        <>
          <span className="second grow">{preview !== null && text.willChange(count)}</span>
          <Button onPress={close}>{words.cancel}</Button>
          <Button kind="primary" isDisabled={count === 0} onPress={make}>
            {text.make(count)}
          </Button>
        </>
      }
    >
      <CheckField label={text.onlySafe} isOn={onlySafe} onChange={setOnlySafe}>
        {text.onlySafe}
      </CheckField>
      {preview === null ? (
        <Skeleton label={text.loading} widths={[60, 80, 45]} />
      ) : count === 0 ? (
        <p className="empty-inline">{text.fixAllNone}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls by keyboard, too.
        <ul className="fix-list" tabIndex={0} aria-label={text.willChange(count)}>
          {preview.fixes.map((fix, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: fixes without identity, in a fixed order.
            <li key={at}>
              <span className="mono">{fix.scene.slice(6)}</span>
              <span className="mono meta">{fix.preview.join('; ')}</span>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
