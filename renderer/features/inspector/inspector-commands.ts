/** Commands of the inspector. */
import { type Command, command } from '../../commands/command.ts'
import { focusPart } from '../../commands/focus.ts'
import { inspectorWords } from '../../text/inspector.ts'

export const inspectorCommands: readonly Command[] = [
  command({
    id: 'inspector.filter',
    title: inspectorWords.filter,
    keys: 'Alt+I',
    when: ({ scene }) => scene !== null,
    run: ({ shell }) => {
      shell.setState({ isRightOpen: true, rightTab: 'inspector' })
      focusPart('inspector')
    },
  }),
]
