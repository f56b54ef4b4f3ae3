import { type Command, type CommandContext, command } from '../../commands/command.ts'
import { openTab } from '../../commands/shell-store.ts'
import { compareWords as words } from '../../text/compare.ts'

/** The scene in front, or the one whose text or comparison is. */
function pathInFront({ scene, shell }: CommandContext): string | null {
  if (scene !== null) return scene.path
  const { tabs, active } = shell.getState()
  const path = tabs.find(tab => tab.id === active)?.path ?? ''
  return /\.(?:tscn|tres)$/.test(path) ? path : null
}

export const compareCommands: readonly Command[] = [
  command({
    id: 'compare.open',
    title: words.command,
    keys: 'Alt+D',
    when: context => pathInFront(context) !== null,
    detail: context => pathInFront(context)?.replace(/^res:\/\//, '') ?? '',
    run: context => {
      const path = pathInFront(context)
      if (path !== null) openTab(context.shell, 'compare', path)
    },
  }),
]
