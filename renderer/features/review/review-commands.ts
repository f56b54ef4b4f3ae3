/** The review in the palette. */
import { type Command, command } from '../../commands/command.ts'
import { historyWords } from '../../text/history.ts'
import { acceptShown, openShown, undoSettled } from './review-actions.ts'

export const reviewCommands: readonly Command[] = [
  command({
    id: 'review.accept',
    title: historyWords.review.acceptCommand,
    keys: 'Mod+Enter',
    scope: 'review',
    when: context => openShown(context).length > 0,
    detail: context => String(openShown(context).length),
    run: acceptShown,
  }),
  command({
    id: 'review.undo',
    title: historyWords.review.undoLast,
    when: ({ app }) => app.host.getState().settled.length > 0,
    run: async context => {
      const last = context.app.host.getState().settled.at(-1)
      if (last !== undefined) await undoSettled(context, [last.id])
    },
  }),
]
