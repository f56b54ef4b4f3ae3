import type { Command } from 'commander'
import type { Operation } from '../host/git/operations/operation-log.ts'
import { isoDate } from '../shared/repo/git-object.ts'
import { badUse, failingWithTwo } from './failure.ts'
import { withOperations } from './open-operations.ts'
import { dry, operationCommand } from './operation-command.ts'
import { changesOf, type OperationOptions, printDone } from './print-operation.ts'
import { printTable } from './print-table.ts'

export function repoUndoCommand(): Command {
  return operationCommand('undo', 'take back the last operation, or the one named', 'weft repo undo 17')
    .argument('[n]', 'number of an operation; that of an undo does it again')
    .action((n: string | undefined, options: OperationOptions) =>
      failingWithTwo(async () => {
        const id = n === undefined ? undefined : numberOf(n)
        const done = await withOperations(options.C, operations => operations.undo(id, dry(options)))
        printDone(done, options, ({ operation, words }) => `Undone: ${operation} ${words}\n`)
      }),
    )
}

interface ListFlags extends OperationOptions {
  readonly n: string
}

export function repoOperationsCommand(): Command {
  return operationCommand('operations', 'list what Weft did here, newest first', 'weft repo operations -n 5 --json')
    .option('-n <N>', 'how many', '20')
    .action((options: ListFlags) =>
      failingWithTwo(async () => {
        const found = await withOperations(options.C, operations => operations.operations(numberOf(options.n)))
        const operations = found.map(describe)
        const rows = operations.map(({ id, date, kind, words }) => [String(id), date, kind, words])
        process.stdout.write(options.json ? `${JSON.stringify({ operations })}\n` : printTable(rows))
      }),
    )
}

function describe({ id, kind, words, undoes, isWhole, time, change }: Operation) {
  return { id, date: isoDate(time), kind, words, undoes, isWhole, ...changesOf(change) }
}

function numberOf(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1)
    throw badUse(`${text} is no number.`, 'weft repo operations lists them')
  return number
}
