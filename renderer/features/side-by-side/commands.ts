/** Realities side by side, in the palette. */
import { type Command, command } from '../../commands/command.ts'
import { openTab } from '../../commands/shell-store.ts'
import { sideBySideWords as words } from '../../text/side-by-side.ts'
import { setView, undoTake } from './actions.ts'

export const sideBySideCommands: readonly Command[] = [
  command({
    id: 'sideBySide.open',
    title: words.command,
    keys: 'Alt+Shift+G',
    when: ({ app }) => app.host.getState().graph !== null,
    run: ({ shell }) => openTab(shell, 'side-by-side'),
  }),
  command({
    id: 'sideBySide.try',
    title: words.tryCommand,
    when: ({ app }) => app.host.getState().graph !== null,
    run: ({ shell }) => {
      openTab(shell, 'side-by-side')
      // After what is being closed has gone, or its end would take the focus from the field.
      requestAnimationFrame(() => setView(shell, { isTryOpen: true }))
    },
  }),
  command({
    id: 'sideBySide.undo',
    title: words.undoCommand,
    when: ({ app }) => app.host.getState().graph?.merges.some(({ status }) => status === 'done') === true,
    run: context => undoTake(context),
  }),
]
