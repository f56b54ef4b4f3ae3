/** A command that writes into a repository, and what all of them take. */
import { Command } from 'commander'
import type { OperationOptions } from './print-operation.ts'

const after = `
Hooks of the repository are not run, commits are not signed, and no merge driver or filter that it names is started.
Exit code 0: done, also where something met (counted on standard error). 2: nothing was done.`

/** A command that is one operation. `sample` is the whole line of an example. */
export function operationCommand(name: string, description: string, sample: string): Command {
  return new Command(name)
    .description(description)
    .option('-C <DIR>', 'the repository, unless it is around the current folder', '.')
    .option('--json', 'as JSON')
    .option('--dry-run', 'only say what would change')
    .addHelpText('after', `${after}\n\nExample:\n  ${sample}\n`)
}

export function dry({ dryRun }: OperationOptions): { readonly isDryRun: boolean } {
  return { isDryRun: dryRun === true }
}
