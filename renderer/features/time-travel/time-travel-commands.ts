import { type Command, command } from '../../commands/command.ts'
import { openTab } from '../../commands/shell-store.ts'
import { travelWords } from '../../text/time-travel.ts'

export const timeTravelCommands: readonly Command[] = [
  command({
    id: 'timeTravel.open',
    title: travelWords.open,
    keys: 'Alt+Shift+H',
    when: ({ app }) => app.host.getState().graph !== null,
    run: ({ shell }) => openTab(shell, 'time-travel'),
  }),
]
