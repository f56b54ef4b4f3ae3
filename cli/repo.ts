/** `weft repo`: any Git repository, with or without Weft's own folder, with or without Git installed. */
import { Command } from 'commander'
import { addCommands, type LazyCommands } from './lazy-commands.ts'

const LOOKING: LazyCommands = {
  status: async () => (await import('./repo-status.ts')).repoStatusCommand(),
  log: async () => (await import('./repo-log.ts')).repoLogCommand(),
  show: async () => (await import('./repo-show.ts')).repoShowCommand(),
  diff: async () => (await import('./repo-diff.ts')).repoDiffCommand(),
  blame: async () => (await import('./repo-blame.ts')).repoBlameCommand(),
}

export async function repoGroup(words: readonly string[]): Promise<Command> {
  const repo = new Command('repo')
    .description('look at a Git repository, and work on it')
    .addHelpText('after', '\nExample:\n  weft repo log -n 5 -- levels\n')
  await addCommands(repo, LOOKING, words)
  if (Object.hasOwn(LOOKING, words[0] ?? '')) return repo
  const { addWritingCommands } = await import('./repo-write.ts')
  addWritingCommands(repo)
  return repo
}
