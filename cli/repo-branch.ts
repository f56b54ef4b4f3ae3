import type { Command } from 'commander'
import type { BranchEntry, NamedRef } from '../host/git/operations/branches.ts'
import { deleteBranch } from './delete-branch.ts'
import { badUse, failingWithTwo } from './failure.ts'
import { withOperations } from './open-operations.ts'
import { dry, operationCommand } from './operation-command.ts'
import { type OperationOptions, printDone } from './print-operation.ts'
import { printTable } from './print-table.ts'

interface BranchFlags extends OperationOptions {
  readonly delete?: string
  readonly force?: true
  readonly keepReality?: true
  readonly rename?: string
}

export function repoBranchCommand(): Command {
  return operationCommand('branch', 'list branches, make, rename or delete one', 'weft repo branch night main~2')
    .argument('[name]', 'the branch to make; with --rename its new name')
    .argument('[rev]', 'where it begins', 'HEAD')
    .option('-d, --delete <NAME>', 'delete this one')
    .option('--force', 'delete it even where nothing else has its commits')
    .option('--keep-reality', 'of a branch that is a reality of the workspace too, delete only the branch')
    .option('--rename <NAME>', 'rename this one')
    .action((name: string | undefined, at: string, options: BranchFlags) =>
      failingWithTwo(async () => {
        if (name === undefined && options.delete === undefined) {
          if (options.rename !== undefined)
            throw badUse('The new name is missing.', 'weft repo branch --rename OLD NEW')
          const branches = await withOperations(options.C, operations => operations.branches())
          return printList({ branches }, options, branches.map(branchRow))
        }
        if (options.delete !== undefined) return deleteBranch(options.delete, options)
        const done = await withOperations(options.C, operations => {
          if (options.rename !== undefined) return operations.renameBranch(options.rename, name ?? '', dry(options))
          return operations.createBranch(name ?? '', { at, ...dry(options) })
        })
        printDone(done, options, printNamed)
      }),
    )
}

interface TagFlags extends OperationOptions {
  readonly delete?: string
  readonly message?: string
}

export function repoTagCommand(): Command {
  return operationCommand('tag', 'list tags, make or delete one', 'weft repo tag v1.0 -m "First release"')
    .argument('[name]', 'the tag to make')
    .argument('[rev]', 'what it names', 'HEAD')
    .option('-m, --message <TEXT>', 'make it an object of its own, with who and when')
    .option('-d, --delete <NAME>', 'delete this one')
    .action((name: string | undefined, at: string, options: TagFlags) =>
      failingWithTwo(async () => {
        if (name === undefined && options.delete === undefined) {
          const tags = await withOperations(options.C, operations => operations.tags())
          return printList(
            { tags },
            options,
            tags.map(({ name: each, hash }) => [each, hash.slice(0, 8)]),
          )
        }
        const { message } = options
        const done = await withOperations(options.C, operations =>
          options.delete !== undefined
            ? operations.deleteTag(options.delete, dry(options))
            : operations.createTag(name ?? '', { at, ...(message === undefined ? {} : { message }), ...dry(options) }),
        )
        printDone(done, options, printNamed)
      }),
    )
}

interface SwitchFlags extends OperationOptions {
  readonly create?: true
  readonly detach?: true
}

export function repoSwitchCommand(): Command {
  return operationCommand('switch', 'go to another branch; work on other files comes along', 'weft repo switch night')
    .argument('<name>', 'a branch; with --detach any commit')
    .argument('[rev]', 'with --create, where the branch begins')
    .option('-c, --create', 'make the branch first')
    .option('--detach', 'go to a commit, and onto no branch')
    .action((name: string, at: string | undefined, options: SwitchFlags) =>
      failingWithTwo(async () => {
        if (at !== undefined && !options.create)
          throw badUse('A revision goes with --create.', 'weft repo switch --help')
        const asked = {
          create: options.create === true,
          detach: options.detach === true,
          ...(at === undefined ? {} : { at }),
        }
        const done = await withOperations(options.C, operations =>
          operations.switch(name, { ...asked, ...dry(options) }),
        )
        printDone(done, options, ({ branch, hash }) => `${branch ?? hash ?? ''}\n`)
      }),
    )
}

function printNamed({ name, hash }: NamedRef): string {
  return `${name} ${hash.slice(0, 8)}\n`
}

function branchRow({ name, hash, isCurrent }: BranchEntry): string[] {
  return [isCurrent ? '*' : ' ', name, hash.slice(0, 8)]
}

function printList(all: object, { json }: OperationOptions, rows: string[][]): void {
  process.stdout.write(json ? `${JSON.stringify(all)}\n` : printTable(rows))
}
