import { Command } from 'commander'
import { badUse, failingWithTwo } from './failure.ts'
import { withOperations } from './open-operations.ts'
import { dry, operationCommand } from './operation-command.ts'
import { type OperationOptions, printDone } from './print-operation.ts'
import { printTable } from './print-table.ts'
import { pathInRepository } from './repo-folder.ts'

export function repoStashCommand(): Command {
  const stash = new Command('stash')
    .description('put work away, and take it out again; git stash knows the same stash')
    .addHelpText('after', '\nExample:\n  weft repo stash push -u -m "half a lighthouse"\n')
  stash.addCommand(pushCommand())
  stash.addCommand(listCommand())
  stash.addCommand(showCommand())
  stash.addCommand(applyCommand('apply', 'put it into the folder, and keep it'))
  stash.addCommand(applyCommand('pop', 'put it into the folder, and drop it unless something met'))
  stash.addCommand(dropCommand())
  return stash
}

interface PushFlags extends OperationOptions {
  readonly message?: string
  readonly includeUntracked?: true
}

function pushCommand(): Command {
  return operationCommand('push', 'put away what is staged and edited', 'weft repo stash push -u levels')
    .argument('[paths...]', 'only these, and what is below them')
    .option('-m, --message <TEXT>', 'what to call it')
    .option('-u, --include-untracked', 'new files too')
    .action((paths: string[], options: PushFlags) =>
      failingWithTwo(async () => {
        const { message, includeUntracked } = options
        const asked = {
          untracked: includeUntracked === true,
          ...(message === undefined ? {} : { message }),
        }
        const done = await withOperations(options.C, (operations, repository) => {
          const chosen = paths.map(path => pathInRepository(repository, options.C, path))
          return operations.stashPush({ ...asked, paths: chosen, ...dry(options) })
        })
        printDone(done, options, ({ hash }) => `${hash}\n`)
      }),
    )
}

function listCommand(): Command {
  return operationCommand('list', 'list what is put away, newest first', 'weft repo stash list --json').action(
    (options: OperationOptions) =>
      failingWithTwo(async () => {
        const stashes = await withOperations(options.C, operations => operations.stashes())
        const rows = stashes.map(({ index, message }) => [`stash@{${index}}`, message])
        process.stdout.write(options.json ? `${JSON.stringify({ stashes })}\n` : printTable(rows))
      }),
  )
}

function showCommand(): Command {
  return operationCommand('show', 'say which files it changed', 'weft repo stash show 1')
    .argument('[n]', '0 is the newest', '0')
    .action((n: string, options: OperationOptions) =>
      failingWithTwo(async () => {
        const found = await withOperations(options.C, operations => operations.showStash(stashIndex(n)))
        const files = found.map(({ path, status, from }) => ({ path, status, ...(from === undefined ? {} : { from }) }))
        const rows = files.map(({ path, status }) => [status, path])
        process.stdout.write(options.json ? `${JSON.stringify({ files })}\n` : printTable(rows))
      }),
    )
}

interface ApplyFlags extends OperationOptions {
  readonly index?: true
}

function applyCommand(name: 'apply' | 'pop', description: string): Command {
  return operationCommand(name, description, `weft repo stash ${name} 1`)
    .argument('[n]', '0 is the newest', '0')
    .option('--index', 'what was staged is staged again')
    .action((n: string, options: ApplyFlags) =>
      failingWithTwo(async () => {
        const asked = { index: options.index === true, ...dry(options) }
        const done = await withOperations(options.C, operations =>
          name === 'pop' ? operations.stashPop(stashIndex(n), asked) : operations.stashApply(stashIndex(n), asked),
        )
        printDone(done, options, ({ clean }) =>
          clean || name === 'apply' ? '' : 'Kept on the stash, for something met.\n',
        )
      }),
    )
}

function dropCommand(): Command {
  return operationCommand('drop', 'throw it away; weft repo undo brings it back', 'weft repo stash drop 1')
    .argument('[n]', '0 is the newest', '0')
    .action((n: string, options: OperationOptions) =>
      failingWithTwo(async () => {
        const done = await withOperations(options.C, operations => operations.stashDrop(stashIndex(n), dry(options)))
        printDone(done, options, ({ hash }) => `${hash}\n`)
      }),
    )
}

/** `1` and `stash@{1}`. */
function stashIndex(text: string): number {
  const digits = /^(?:stash@\{)?(\d{1,9})\}?$/.exec(text)?.[1]
  if (digits === undefined) throw badUse(`${text} names no stash.`, 'give its number: 0 is the newest')
  return Number(digits)
}
