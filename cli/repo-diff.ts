import type { Command } from 'commander'
import type { DiffSide, FileChange, Repository } from '../host/git/engine.ts'
import { badUse, failingWithTwo } from './failure.ts'
import type { FolderOptions } from './in-folder.ts'
import { changeJson, printChange, printNames } from './repo-changes.ts'
import { openAround, readOperands, repoCommand } from './repo-folder.ts'

const help = `  weft repo diff                    the folder against the index
  weft repo diff --staged           the index against HEAD
  weft repo diff HEAD~3             the folder against a revision
  weft repo diff v1.0 main --json   two revisions
  weft repo diff main...feature     what feature changed since it left main

Text is shown as a unified patch, scenes in the words of "weft scene diff", or as text with --lines.
--name-status lists the files only.
Exit code 0, whether anything differs or not; 2: something could not be read.
`

interface Options extends FolderOptions {
  readonly staged?: true
  readonly nameStatus?: true
  readonly lines?: true
  readonly renames: boolean
}

export function repoDiffCommand(): Command {
  return repoCommand('diff', 'say what differs between revisions, the index and the folder', help)
    .argument('[revisions...]', 'at most two; after -- files and folders')
    .option('--staged', 'the index instead of the folder')
    .option('--name-status', 'only which files')
    .option('--lines', 'scenes as text, too: their hunks are what weft repo stage --hunk counts')
    .option('--no-renames', 'a renamed file as one that went and one that came')
    .action((words: string[], options: Options, command: Command) =>
      failingWithTwo(async () => {
        using repository = await openAround(options.C)
        const { revisions, paths } = await readOperands(repository, command, words, options.C)
        const [from, to] = await readSides(repository, revisions, options.staged === true)
        const files = await repository.diff(from, to, { renames: options.renames, paths })
        if (options.json) process.stdout.write(`${JSON.stringify({ files: files.map(changeJson) })}\n`)
        else if (options.nameStatus) process.stdout.write(printNames(files))
        else await printAll(repository, files, options.lines === true)
      }),
    )
}

async function printAll(repository: Repository, files: readonly FileChange[], isLines: boolean): Promise<void> {
  for (const file of files) process.stdout.write(await printChange(repository, file, isLines))
}

async function readSides(
  repository: Repository,
  revisions: readonly string[],
  isStaged: boolean,
): Promise<[DiffSide, DiffSide]> {
  const now: DiffSide = isStaged ? { kind: 'index' } : { kind: 'folder' }
  const [a, b, ...more] = revisions
  if (more.length > 0) throw badUse('There is a revision too many.', 'give at most two; files come after --')
  if (a === undefined) return [isStaged ? await headSide(repository) : { kind: 'index' }, now]
  const [, left, dots, right] = /^(.*?)(\.{2,3})(.*)$/.exec(a) ?? []
  if (dots !== undefined && b === undefined) {
    const [from, to] = [left || 'HEAD', right || 'HEAD']
    if (dots === '..') return [await treeSide(repository, from), await treeSide(repository, to)]
    const [one, other] = [await repository.commit(from), await repository.commit(to)]
    const base = (await repository.mergeBases(one.hash, other.hash))[0]
    return [base === undefined ? { kind: 'empty' } : { kind: 'tree', hash: base }, { kind: 'tree', hash: other.hash }]
  }
  if (b === undefined) return [await treeSide(repository, a), now]
  if (isStaged) throw badUse('--staged compares the index with one revision.', 'leave out one of the revisions')
  return [await treeSide(repository, a), await treeSide(repository, b)]
}

async function treeSide(repository: Repository, revision: string): Promise<DiffSide> {
  return { kind: 'tree', hash: await repository.resolve(revision) }
}

async function headSide(repository: Repository): Promise<DiffSide> {
  const { hash } = await repository.head()
  return hash === null ? { kind: 'empty' } : { kind: 'tree', hash }
}
