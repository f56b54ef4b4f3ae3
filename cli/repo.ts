/** `weft repo`: any Git repository, with or without Weft's own folder, with or without Git installed. */
import { Command } from 'commander'
import { repoBlameCommand } from './repo-blame.ts'
import { repoDiffCommand } from './repo-diff.ts'
import { repoLogCommand } from './repo-log.ts'
import { repoShowCommand } from './repo-show.ts'
import { repoStatusCommand } from './repo-status.ts'
import { addWritingCommands } from './repo-write.ts'

export function repoGroup(): Command {
  const repo = new Command('repo')
    .description('look at a Git repository, and work on it')
    .addHelpText('after', '\nExample:\n  weft repo log -n 5 -- levels\n')
  repo.addCommand(repoStatusCommand())
  repo.addCommand(repoLogCommand())
  repo.addCommand(repoShowCommand())
  repo.addCommand(repoDiffCommand())
  repo.addCommand(repoBlameCommand())
  addWritingCommands(repo)
  return repo
}
