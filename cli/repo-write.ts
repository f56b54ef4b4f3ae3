/** The part of `weft repo` that writes into a repository. Each command is one operation: previewed, on record, undoable. */
import { type Command, Option } from 'commander'
import type { CommitOptions } from '../host/git/operations/commit.ts'
import { parsePerson } from '../host/git/operations/identity.ts'
import type { MergeOptions } from '../host/git/operations/merge.ts'
import type { Picked, PickOptions } from '../host/git/operations/pick.ts'
import type { ResetMode } from '../host/git/operations/reset.ts'
import type { MergeStrategy } from '../shared/scene/merge/strategy.ts'
import { badUse, failingWithTwo } from './failure.ts'
import { withOperations } from './open-operations.ts'
import { dry, operationCommand } from './operation-command.ts'
import { type OperationOptions, printDone } from './print-operation.ts'
import { repoBranchCommand, repoSwitchCommand, repoTagCommand } from './repo-branch.ts'
import { pathInRepository } from './repo-folder.ts'
import { remoteCommands } from './repo-remote.ts'
import { settleCommands } from './repo-settle.ts'
import { stageCommands } from './repo-stage.ts'
import { repoStashCommand } from './repo-stash.ts'
import { repoOperationsCommand, repoUndoCommand } from './repo-undo.ts'
import { strategies } from './scene-merge.ts'

export function addWritingCommands(repo: Command): void {
  for (const command of stageCommands()) repo.addCommand(command)
  for (const command of settleCommands()) repo.addCommand(command)
  repo.addCommand(commitCommand())
  repo.addCommand(mergeCommand())
  repo.addCommand(repoStashCommand())
  repo.addCommand(pickCommand('cherry-pick', 'do commits of elsewhere again here', 'weft repo cherry-pick main..night'))
  repo.addCommand(pickCommand('revert', 'undo what commits changed, with new ones', 'weft repo revert HEAD~2'))
  repo.addCommand(resetCommand())
  repo.addCommand(repoBranchCommand())
  repo.addCommand(repoTagCommand())
  repo.addCommand(repoSwitchCommand())
  repo.addCommand(repoUndoCommand())
  repo.addCommand(repoOperationsCommand())
  for (const command of remoteCommands()) repo.addCommand(command)
}

interface CommitFlags extends OperationOptions {
  readonly message?: readonly string[]
  readonly author?: string
  readonly all?: true
  readonly amend?: true
  readonly allowEmpty?: true
}

function commitCommand(): Command {
  return operationCommand(
    'commit',
    'commit what is staged, or files as they are',
    'weft repo commit -m "Light the harbour" levels',
  )
    .argument('[paths...]', 'only these, and what is below them; new files too')
    .option('-m, --message <TEXT>', 'what it says; given again, another paragraph', addText)
    .option('--author <PERSON>', 'NAME <EMAIL>, instead of who is set in Git')
    .option('-a, --all', 'all tracked files as they are in the folder')
    .option('--amend', 'in place of the last commit')
    .option('--allow-empty', 'even where nothing changed')
    .action((paths: string[], options: CommitFlags) =>
      failingWithTwo(async () => {
        const { message, author, all, amend, allowEmpty } = options
        if (all && paths.length > 0) throw badUse('--all goes with no paths.', 'name the files, or give --all')
        const asked: CommitOptions = {
          ...(message === undefined ? {} : { message: message.join('\n\n') }),
          ...(author === undefined ? {} : { author: parsePerson(author) }),
          all: all === true,
          amend: amend === true,
          allowEmpty: allowEmpty === true,
        }
        const done = await withOperations(options.C, (operations, repository) => {
          const chosen = paths.map(path => pathInRepository(repository, options.C, path))
          return operations.commit({ ...asked, paths: chosen, ...dry(options) })
        })
        printDone(done, options, ({ hash }) => `${hash}\n`)
      }),
    )
}

function addText(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}

interface MergeFlags extends OperationOptions {
  readonly message?: string
  /** False for --no-commit. */
  readonly commit: boolean
  /** False for --no-ff. */
  readonly ff: boolean
  readonly ffOnly?: true
  readonly strategy?: MergeStrategy
  readonly allowUnrelatedHistories?: true
}

function mergeCommand(): Command {
  return operationCommand('merge', 'merge a commit into the branch you are on; it never stops', 'weft repo merge night')
    .argument('<rev>', 'a branch, a tag or a commit')
    .option('-m, --message <TEXT>', 'what the merge says')
    .option('--no-commit', 'leave the result in index and folder; a commit concludes it')
    .option('--no-ff', 'a commit even where the branch could simply move on')
    .option('--ff-only', 'only where the branch can simply move on')
    .addOption(new Option('--strategy <S>', 'whose side is in use where both set one').choices(strategies))
    .option('--allow-unrelated-histories', 'also where there is no commit in common')
    .action((revision: string, options: MergeFlags) =>
      failingWithTwo(async () => {
        const { message, commit, ff, ffOnly, strategy, allowUnrelatedHistories: unrelated } = options
        const asked: MergeOptions = {
          commit,
          fastForward: ffOnly ? 'only' : ff ? 'allowed' : 'never',
          ...(message === undefined ? {} : { message }),
          ...(strategy === undefined ? {} : { strategy }),
          unrelated: unrelated === true,
        }
        const done = await withOperations(options.C, operations =>
          operations.merge(revision, { ...asked, ...dry(options) }),
        )
        printDone(done, options, ({ hash }) => `${hash}\n`)
      }),
    )
}

interface PickFlags extends OperationOptions {
  readonly mainline?: string
  readonly commit: boolean
  readonly x?: true
}

function pickCommand(name: 'cherry-pick' | 'revert', description: string, sample: string): Command {
  const command = operationCommand(name, description, sample)
    .argument('<revs...>', 'commits, in this order; A..B for those of B that A does not have')
    .option('-m, --mainline <N>', 'of a merge, the parent to compare it with')
    .option('--no-commit', 'leave the result in index and folder')
  if (name === 'cherry-pick') command.option('-x', 'say in the message where it comes from')
  return command.action((revisions: string[], options: PickFlags) =>
    failingWithTwo(async () => {
      const { mainline, commit, x } = options
      const asked: PickOptions = {
        commit,
        note: x === true,
        ...(mainline === undefined ? {} : { mainline: countFrom1(mainline) }),
      }
      const done = await withOperations(options.C, operations =>
        name === 'revert'
          ? operations.revert(revisions, { ...asked, ...dry(options) })
          : operations.cherryPick(revisions, { ...asked, ...dry(options) }),
      )
      printDone(done, options, printPicked)
    }),
  )
}

function printPicked({ hash, empty }: Picked): string {
  return [hash, ...empty.map(each => `${each.slice(0, 8)} changes nothing here`)].map(line => `${line}\n`).join('')
}

function countFrom1(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1)
    throw badUse(`${text} is no number of a parent.`, '-m 1 is mostly right')
  return number
}

interface ResetFlags extends OperationOptions {
  readonly soft?: true
  readonly mixed?: true
  readonly hard?: true
}

function resetCommand(): Command {
  return operationCommand('reset', 'put the branch somewhere else', 'weft repo reset --hard HEAD~1')
    .argument('[rev]', 'where to', 'HEAD')
    .addOption(new Option('--soft', 'the branch alone').conflicts(['mixed', 'hard']))
    .addOption(new Option('--mixed', 'with the index (the default)').conflicts(['soft', 'hard']))
    .addOption(
      new Option('--hard', 'with the index and the folder; weft repo undo brings work back').conflicts([
        'soft',
        'mixed',
      ]),
    )
    .action((revision: string, options: ResetFlags) =>
      failingWithTwo(async () => {
        const mode: ResetMode = options.soft ? 'soft' : options.hard ? 'hard' : 'mixed'
        const done = await withOperations(options.C, operations => operations.reset(revision, mode, dry(options)))
        printDone(done, options, ({ hash }) => `${hash}\n`)
      }),
    )
}
