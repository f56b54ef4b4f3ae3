import { Command } from 'commander'
import { inFolder, type FolderOptions as Options } from './in-folder.ts'
import { type MergeOptions, strategyOption, told, toldMet } from './reality-told.ts'
import { addTryCommands } from './reality-try.ts'

const example = `
A reality is a fork of the whole project that costs nothing until something is written in it. One of them owns the
folder. "main" is where every project begins. In a Git repository that Weft has not opened as a project (there is no
.weft) the branches are the realities: they are merged into the branch you are on, and "weft repo undo" takes back what
was done.

Examples:
  weft reality create Night
  weft reality switch Night
  weft reality preview Night
  weft reality merge Night --strategy theirs --dry-run
  weft reality merge Night --strategy auto
  weft reality drop Night --dry-run
  weft reality try --count 5
  weft reality compare try-1 try-2 --run "npm test"
  weft reality apply try-2 --drop-rest
`

export function realityCommand(): Command {
  const reality = new Command('reality')
    .description('fork a project, work in the fork, merge it or throw it away')
    .addHelpText('after', example)
  reality.addCommand(
    inFolder('create', 'fork the project as it is now', 'weft reality create Night')
      .argument('<name>', 'what to call it')
      .option('--from <REALITY>', 'fork this one instead of the one that has the folder')
      .option('--branch', 'in a project under Git: with a branch of its own, which HEAD goes to with the folder')
      .action((name: string, options: Options & { from?: string; branch?: true }) =>
        told(options, source => source.create(name, options.from, options.branch === true)),
      ),
  )
  reality.addCommand(
    inFolder('list', 'list realities; * has the folder', 'weft reality list --json').action((options: Options) =>
      told(options, source => source.list()),
    ),
  )
  reality.addCommand(
    about('diff', 'say what differs from its parent', 'weft reality diff Night').action(
      (text: string, options: Options) => told(options, source => source.diff(text)),
    ),
  )
  reality.addCommand(
    about('preview', 'say what merging it would change, and what would meet', 'weft reality preview Night').action(
      (text: string, options: Options) => told(options, source => source.preview(text, 'auto')),
    ),
  )
  reality.addCommand(
    about('merge', 'merge it into its parent; exits with 1 where something met', 'weft reality merge Night')
      .addOption(strategyOption())
      .option('--dry-run', 'only say what would change, and what would meet')
      .action(async (text: string, { strategy, dryRun, ...options }: MergeOptions) => {
        await toldMet(options, source => (dryRun ? source.preview(text, strategy) : source.merge(text, strategy)))
      }),
  )
  reality.addCommand(
    about('switch', 'give the folder to it', 'weft reality switch Night').action((text: string, options: Options) =>
      told(options, source => source.switch(text)),
    ),
  )
  reality.addCommand(
    about('drop', 'throw it away; it can be brought back for a while', 'weft reality drop Night --dry-run')
      .option('--dry-run', 'only say what is only there')
      .action((text: string, options: Options & { dryRun?: true }) =>
        told(options, source => source.drop(text, options.dryRun === true)),
      ),
  )
  reality.addCommand(
    about('restore', 'bring a dropped one back', 'weft reality restore Night').action(
      (text: string, options: Options) => told(options, source => source.restore(text)),
    ),
  )
  addTryCommands(reality)
  return reality
}

function about(name: string, description: string, sample: string): Command {
  return inFolder(name, description, sample).argument('<reality>', 'name or id')
}
