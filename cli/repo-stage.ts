import type { Command } from 'commander'
import type { DiffSide, Repository } from '../host/git/engine.ts'
import type { Staged } from '../host/git/operations/stage.ts'
import { hunkId, storedFile } from '../host/git/side-file.ts'
import { fileHunks } from '../shared/repo/file-hunks.ts'
import { badUse, failingWithTwo } from './failure.ts'
import { withOperations } from './open-operations.ts'
import { dry, operationCommand } from './operation-command.ts'
import { type OperationOptions, printDone } from './print-operation.ts'
import { pathInRepository } from './repo-folder.ts'

interface StageFlags extends OperationOptions {
  readonly hunk?: readonly number[]
}

type Verb = 'stage' | 'unstage' | 'discard'

const DESCRIPTIONS: Readonly<Record<Verb, string>> = {
  stage: 'stage files as they are, or hunks of one',
  unstage: 'take files out of what is staged, or hunks of one',
  discard: 'put files back to what is staged, new ones away; weft repo undo brings them back',
}

export function stageCommands(): Command[] {
  return (['stage', 'unstage', 'discard'] as const).map(stageCommand)
}

function stageCommand(verb: Verb): Command {
  const shown = verb === 'unstage' ? 'weft repo diff --lines --staged FILE' : 'weft repo diff --lines FILE'
  return operationCommand(verb, DESCRIPTIONS[verb], `weft repo ${verb} levels/harbor.gd --hunk 1 3`)
    .argument('<paths...>', 'files, and folders with what is below them')
    .option('--hunk <N...>', `only these hunks of the one file, counted from 1 as in ${shown}`)
    .action((paths: string[], options: Omit<StageFlags, 'hunk'> & { readonly hunk?: readonly string[] }) =>
      failingWithTwo(async () => {
        const done = await withOperations(options.C, async (operations, repository) => {
          const chosen = paths.map(path => pathInRepository(repository, options.C, path))
          if (options.hunk === undefined) return operations[verb](chosen, dry(options))
          const [path, ...more] = chosen
          if (path === undefined || more.length > 0) throw badUse('Hunks are of one file.', 'name one file')
          const ids = await idsOf(repository, verb, path, options.hunk.map(numberOf))
          return operations[HUNKS[verb]](path, ids, dry(options))
        })
        printDone(done, options, ({ paths: staged }: Staged) => staged.map(path => `${path}\n`).join(''))
      }),
    )
}

const HUNKS = { stage: 'stageHunks', unstage: 'unstageHunks', discard: 'discardHunks' } as const

async function idsOf(repository: Repository, verb: Verb, path: string, numbers: readonly number[]): Promise<string[]> {
  const { hash } = await repository.head()
  const head: DiffSide = hash === null ? { kind: 'empty' } : { kind: 'tree', hash }
  const [from, to]: [DiffSide, DiffSide] =
    verb === 'unstage' ? [head, { kind: 'index' }] : [{ kind: 'index' }, { kind: 'folder' }]
  const change = (await repository.diff(from, to)).find(each => each.path === path)
  const old = change?.old ?? null
  const now = verb === 'unstage' ? (change?.new ?? null) : await repository.hashFile(path)
  const bytes = async (file: typeof old) =>
    file === null ? new Uint8Array() : (await storedFile(repository, file)).bytes
  const hunks = fileHunks(await bytes(old), await bytes(now))
  return numbers.map(number => {
    const hunk = hunks[number - 1]
    if (hunk === undefined) throw badUse(`${path} has no hunk ${number}.`, `there are ${hunks.length}`)
    return hunkId(hunk)
  })
}

function numberOf(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw badUse(`${text} is no number of a hunk.`, 'they count from 1')
  return number
}
