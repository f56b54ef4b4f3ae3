/** Time travel in the palette. */
import { type Command, command } from '../../commands/command.ts'
import { openTab } from '../../commands/shell-store.ts'
import { historyWords } from '../../text/history.ts'

export const historyCommands: readonly Command[] = [
  command({
    id: 'history.open',
    title: historyWords.history.open,
    keys: 'Alt+H',
    when: ({ scene }) => scene !== null,
    detail: ({ scene }) => scene?.path.slice('res://'.length) ?? '',
    run: ({ shell, scene }) => {
      if (scene !== null) openTab(shell, 'history', scene.path)
    },
  }),
  command({
    id: 'version.create',
    title: historyWords.versions.command,
    when: ({ app }) => app.host.getState().graph !== null,
    run: ({ shell }) => shell.setState({ dialog: { kind: 'name-version' } }),
  }),
]
