/** The outline's part of the palette. Its keys count with the focus on the canvas, which handles them itself. */

import { type Command, command } from '../../commands/command.ts'
import { actions, stageOf } from './actions.ts'

export const outlineCommands: readonly Command[] = actions.map(({ run, ...described }) =>
  command({
    ...described,
    scope: 'outline',
    when: ({ scene }) => scene !== null && stageOf(scene) !== undefined,
    run({ scene }) {
      const stage = scene === null ? undefined : stageOf(scene)
      if (stage !== undefined) run(stage)
    },
  }),
)
