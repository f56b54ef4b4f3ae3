import type { Command } from 'commander'

/** By the first word of the command. Given the words after it; loads what it needs. */
export type LazyCommands = Readonly<Record<string, (rest: readonly string[]) => Promise<Command>>>

/**
 * Adds the command that the first word names, and all of them where it names none, as for help. Loading the others is
 * most of the time that a short command takes, and Git starts one for each scene that it merges.
 */
export async function addCommands(to: Command, commands: LazyCommands, words: readonly string[]): Promise<void> {
  const [first = '', ...rest] = words
  const names = Object.hasOwn(commands, first) ? [first] : Object.keys(commands)
  for (const name of names) {
    const load = commands[name]
    if (load !== undefined) to.addCommand(await load(rest))
  }
}
