import { Command } from 'commander'
import { addCommands, type LazyCommands } from './lazy-commands.ts'

const COMMANDS: LazyCommands = {
  install: async () => (await import('./git-install.ts')).gitInstallCommand(),
  uninstall: async () => (await import('./git-install.ts')).gitUninstallCommand(),
  review: async () => (await import('./git-review.ts')).gitReviewCommand(),
  driver: async () => (await import('./git-driver.ts')).gitDriverCommand(),
  'diff-driver': async () => (await import('./git-diff.ts')).gitDiffCommand(),
}

export async function gitGroup(words: readonly string[]): Promise<Command> {
  const git = new Command('git')
    .description('let Git merge and compare scenes through Weft')
    .addHelpText('after', '\nExample:\n  weft git install\n')
  await addCommands(git, COMMANDS, words)
  return git
}
