/** What Git stopped in: contested files settled, then gone on with or given up. */
import { Command, Option } from 'commander'
import type { WentOn } from '../shared/contract/repo-settle.ts'
import type { MergeStrategy } from '../shared/scene/merge/strategy.ts'
import { failingWithTwo } from './failure.ts'
import { withOperations } from './open-operations.ts'
import { dry, operationCommand } from './operation-command.ts'
import { type OperationOptions, printDone } from './print-operation.ts'
import { pathInRepository } from './repo-folder.ts'

export function settleCommands(): Command[] {
  return [
    settleCommand(),
    goOnCommand('continue', 'go on with the merge, rebase, cherry-pick or revert that Git stopped in'),
    goOnCommand('abort', 'give up the merge, rebase, cherry-pick or revert that Git stopped in'),
  ]
}

interface SettleFlags extends OperationOptions {
  readonly strategy?: Exclude<MergeStrategy, 'manual'>
  readonly take?: 'ours' | 'theirs'
}

function settleCommand(): Command {
  return operationCommand(
    'settle',
    'merge what Git left contested, as Weft merges; then commit, or go on',
    'weft repo settle levels && weft repo continue',
  )
    .argument('[paths...]', 'only these, and what is below them')
    .addOption(
      new Option('--strategy <S>', 'whose side is in use where both set one').choices(['auto', 'ours', 'theirs']),
    )
    .addOption(
      new Option('--take <SIDE>', 'no merge: whole files of that side')
        .choices(['ours', 'theirs'])
        .conflicts('strategy'),
    )
    .action((paths: string[], options: SettleFlags) =>
      failingWithTwo(async () => {
        const { strategy, take } = options
        const done = await withOperations(options.C, (operations, repository) =>
          operations.settle({
            paths: paths.map(path => pathInRepository(repository, options.C, path)),
            ...(strategy === undefined ? {} : { strategy }),
            ...(take === undefined ? {} : { take }),
            ...dry(options),
          }),
        )
        printDone(done, options, ({ paths: settled, left }) =>
          [...settled, ...(left === 0 ? [] : [`${left} still contested`])].map(line => `${line}\n`).join(''),
        )
      }),
    )
}

const after = `
A merge, and a cherry-pick or a revert of one commit, is concluded by Weft; the rest by Git itself, which has to be
installed, with its hooks and settings. What Git does is not in the log of operations.
Exit code 0: it is over. 1: it stopped again, at files to settle. 2: nothing was done.`

function goOnCommand(what: 'continue' | 'abort', description: string): Command {
  return new Command(what)
    .description(description)
    .option('-C <DIR>', 'the repository, unless it is around the current folder', '.')
    .option('--json', 'as JSON')
    .addHelpText('after', `${after}\n\nExample:\n  weft repo ${what}\n`)
    .action((options: Omit<OperationOptions, 'dryRun'>) =>
      failingWithTwo(async () => {
        const went = await withOperations(options.C, async (operations, repository) => {
          const { goOn } = await import('../host/repo/go-on.ts')
          return goOn({ repository, operations }, what)
        })
        process.stdout.write(options.json ? `${JSON.stringify(went)}\n` : printed(went))
        if (!went.isOver) process.exitCode = 1
      }),
    )
}

function printed({ words, contested }: WentOn): string {
  return contested === 0 ? `${words}\n` : `${words}\n${contested} contested: weft repo settle\n`
}
