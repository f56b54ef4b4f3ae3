import { Command } from 'commander'
import { gitDiffCommand } from './git-diff.ts'
import { gitDriverCommand } from './git-driver.ts'
import { gitInstallCommand, gitUninstallCommand } from './git-install.ts'
import { gitReviewCommand } from './git-review.ts'

export function gitCommand(): Command {
  const git = new Command('git')
    .description('let Git merge and compare scenes through Weft')
    .addHelpText('after', '\nExample:\n  weft git install\n')
  git.addCommand(gitInstallCommand())
  git.addCommand(gitUninstallCommand())
  git.addCommand(gitReviewCommand())
  git.addCommand(gitDriverCommand())
  git.addCommand(gitDiffCommand())
  return git
}
