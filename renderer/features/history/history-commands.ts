/** Time travel in the palette. */
import { type Command, type CommandContext, command } from '../../commands/command.ts'
import { openTab } from '../../commands/shell-store.ts'
import { historyWords } from '../../text/history.ts'

export const historyCommands: readonly Command[] = [
  command({
    id: 'history.open',
    title: historyWords.history.open,
    keys: 'Alt+H',
    when: context => pathInFront(context) !== null,
    detail: context => pathInFront(context)?.slice('res://'.length) ?? '',
    run: context => {
      const path = pathInFront(context)
      if (path !== null) openTab(context.shell, 'history', path)
    },
  }),
  command({
    id: 'version.create',
    title: historyWords.versions.command,
    when: ({ app }) => app.host.getState().graph !== null,
    run: ({ shell }) => shell.setState({ dialog: { kind: 'name-version' } }),
  }),
]

/** The text whose tab is open, else the scene; null for what is kept by its bytes. */
function pathInFront({ app, shell, scene }: CommandContext): string | null {
  const { tabs, active } = shell.getState()
  const tab = tabs.find(({ id }) => id === active)
  if (tab?.kind !== 'text') return scene?.path ?? null
  return app.texts.isText(tab.path) ? tab.path : null
}
