/** Tabs and panels. */
import { type Command, type CommandContext, command } from '../../commands/command.ts'
import { focusPart, type Part } from '../../commands/focus.ts'
import { closeTab, openTab, type Shell } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'

const hasWorkspace = ({ app }: CommandContext) => app.host.getState().app?.workspace != null
const hasTab = ({ shell }: CommandContext) => shell.getState().active !== null

export const shellCommands: readonly Command[] = [
  command({
    id: 'tab.close',
    title: words.commands.closeTab,
    keys: 'Alt+W',
    when: hasTab,
    run: ({ shell }) => {
      const { active } = shell.getState()
      if (active !== null) closeTab(shell, active)
    },
  }),
  command({
    id: 'tab.next',
    title: words.commands.nextTab,
    keys: 'Alt+PageDown',
    when: hasTab,
    run: context => step(context, 1),
  }),
  command({
    id: 'tab.previous',
    title: words.commands.previousTab,
    keys: 'Alt+PageUp',
    when: hasTab,
    run: context => step(context, -1),
  }),
  command({
    id: 'review.open',
    title: words.commands.review,
    keys: 'Alt+R',
    when: hasWorkspace,
    run: ({ shell }) => openTab(shell, 'review'),
  }),
  command({
    id: 'differences.open',
    title: words.commands.differences,
    when: ({ app }) => (app.host.getState().app?.workspace?.differences ?? 0) > 0,
    run: ({ shell }) => openTab(shell, 'differences'),
  }),
  panel('panel.problems', words.commands.problems, 'Alt+P', { isBottomOpen: true, bottomTab: 'problems' }),
  panel('panel.waiting', words.commands.waiting, undefined, { isBottomOpen: true, bottomTab: 'waiting' }),
  panel('panel.inspector', words.commands.inspectorTab, undefined, { isRightOpen: true, rightTab: 'inspector' }),
  toggle('panel.left', words.commands.toggleLeft, 'Alt+1', 'isLeftOpen'),
  toggle('panel.right', words.commands.toggleRight, 'Alt+2', 'isRightOpen'),
  toggle('panel.bottom', words.commands.toggleBottom, 'Alt+3', 'isBottomOpen'),
  focus('focus.files', words.commands.focusFiles, 'Alt+4', 'files', { isLeftOpen: true, isProjectOpen: true }),
  focus('focus.tree', words.commands.focusTree, 'Alt+5', 'scene', { isLeftOpen: true, isSceneOpen: true }),
  focus('focus.outline', words.commands.focusOutline, 'Alt+6', 'outline', {}),
  focus('focus.inspector', words.commands.focusInspector, 'Alt+7', 'inspector', {
    isRightOpen: true,
    rightTab: 'inspector',
  }),
]

function step({ shell }: CommandContext, by: 1 | -1): void {
  const { tabs, active } = shell.getState()
  const index = tabs.findIndex(tab => tab.id === active)
  const next = tabs[(index + by + tabs.length) % tabs.length]
  if (next !== undefined) shell.setState({ active: next.id })
}

function panel(id: string, title: string, keys: string | undefined, change: Partial<Shell>): Command {
  return command({
    id,
    title,
    ...(keys === undefined ? {} : { keys }),
    when: hasWorkspace,
    run: ({ shell }) => shell.setState(change),
  })
}

function toggle(id: string, title: string, keys: string, key: 'isLeftOpen' | 'isRightOpen' | 'isBottomOpen'): Command {
  return command({
    id,
    title,
    keys,
    when: hasWorkspace,
    run: ({ shell }) => shell.setState(state => ({ [key]: !state[key] })),
  })
}

function focus(id: string, title: string, keys: string, part: Part, change: Partial<Shell>): Command {
  return command({
    id,
    title,
    keys,
    when: hasWorkspace,
    run: ({ shell }) => {
      shell.setState(change)
      focusPart(part)
    },
  })
}
