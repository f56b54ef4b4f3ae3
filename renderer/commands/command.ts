/**
 * Everything a user can do, as data: menus, the palette and shortcuts read the same list.
 *
 *     export const duplicate = command({
 *       id: 'scene.duplicateNode', title: words.duplicate, keys: 'Mod+D', scope: 'scene',
 *       when: ({ scene }) => scene !== null, run: ({ scene }) => …,
 *     })
 */
import type { CommandContext } from './context.ts'

export type { CommandContext } from './context.ts'

export interface Command {
  /** `area.verb`: stable, for menus of the desktop shell. */
  readonly id: string
  readonly title: string
  readonly keys?: string
  /** More keys that do the same; not shown. */
  readonly alsoKeys?: readonly string[]
  /** Where the keys count: everywhere, or only with the focus in an element of this `data-scope`. */
  readonly scope?: string
  /** Not in the palette: it needs a place to begin from. */
  readonly isHidden?: boolean
  readonly when?: (context: CommandContext) => boolean
  /** What it acts on, shown beside the title: `Beam`. */
  readonly detail?: (context: CommandContext) => string
  readonly run: (context: CommandContext) => void | Promise<void>
}

export function command(description: Command): Command {
  return description
}

export function canRun(one: Command, context: CommandContext): boolean {
  return one.when?.(context) ?? true
}

/** Runs a command that can run now; what goes wrong is said in a notice. */
export function runCommand(one: Command, context: CommandContext): void {
  if (!canRun(one, context)) return
  try {
    const result = one.run(context)
    if (result instanceof Promise) result.catch((error: unknown) => context.notices.error(error))
  } catch (error) {
    context.notices.error(error)
  }
}
