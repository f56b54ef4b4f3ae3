/** Realities in the palette. */
import { type Command, type CommandContext, command } from '../../commands/command.ts'
import { historyWords } from '../../text/history.ts'
import { currentReality, lastMerge, previewMerge, realityById, switchTo, undoMerge } from './realities-actions.ts'

const words = historyWords.realities
const graphOf = ({ app }: CommandContext) => app.host.getState().graph
const hasGraph = (context: CommandContext) => graphOf(context) !== null
const parentOf = (context: CommandContext) =>
  realityById(graphOf(context), currentReality(graphOf(context))?.parent ?? null)
const mergeOf = (context: CommandContext) => lastMerge(graphOf(context), null)

export const realityCommands: readonly Command[] = [
  command({
    id: 'reality.fork',
    title: words.forkCommand,
    keys: 'Alt+B',
    when: hasGraph,
    // After what is being closed has gone, or its end would take the focus from the field.
    run: ({ shell }) => void requestAnimationFrame(() => shell.setState({ isForkOpen: true })),
  }),
  command({
    id: 'reality.show',
    title: words.show,
    keys: 'Alt+G',
    when: hasGraph,
    run: ({ shell }) => shell.setState({ leftView: 'realities', isLeftOpen: true }),
  }),
  command({
    id: 'reality.hide',
    title: words.showFiles,
    when: ({ shell }) => shell.getState().leftView === 'realities',
    run: ({ shell }) => shell.setState({ leftView: 'files', isLeftOpen: true }),
  }),
  command({
    id: 'reality.switchBack',
    title: words.backCommand,
    when: context => parentOf(context) !== null,
    detail: context => parentOf(context)?.name ?? '',
    run: async context => {
      const parent = parentOf(context)
      if (parent !== null) await switchTo(context, parent)
    },
  }),
  command({
    id: 'reality.preview',
    title: words.previewCommand,
    when: context => parentOf(context) !== null,
    detail: context => parentOf(context)?.name ?? '',
    run: context => {
      const current = currentReality(graphOf(context))
      if (current !== null) previewMerge(context, current)
    },
  }),
  command({
    id: 'reality.undoMerge',
    title: historyWords.merge.undo,
    when: context => mergeOf(context)?.status === 'done',
    run: async context => {
      const done = mergeOf(context)
      if (done !== null) await undoMerge(context, done)
    },
  }),
]
