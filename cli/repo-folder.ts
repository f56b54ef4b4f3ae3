/** What the `weft repo` commands have in common: the repository around a folder, revisions and paths as typed. */
import { existsSync, realpathSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import type { Command } from 'commander'
import type { Repository } from '../host/git/engine.ts'
import { AppError, isAppError } from '../shared/contract/errors.ts'
import { type Commit, isoDate, type Signature } from '../shared/repo/git-object.ts'
import { badUse, failingWithTwo } from './failure.ts'
import { type FolderOptions, inFolder } from './in-folder.ts'

export function repoCommand(name: string, description: string, help: string): Command {
  return inFolder(name, description, `weft repo ${name}`).addHelpText('after', help)
}

/** Runs on the repository around the folder; whatever goes wrong ends the command with 2. */
export function inRepository(
  { C, json }: FolderOptions,
  run: (repository: Repository) => Promise<object>,
  print: (answered: never) => string,
): Promise<void> {
  return failingWithTwo(async () => {
    using repository = await openAround(C)
    const answered = await run(repository)
    process.stdout.write(json ? `${JSON.stringify(answered)}\n` : print(answered as never))
  })
}

/** libgit2 is loaded only by commands that need it. */
export async function openAround(folder: string): Promise<Repository> {
  const { openRepository } = await import('../host/git/open-repository.ts')
  return openRepository(folder)
}

export interface Operands {
  readonly revisions: readonly string[]
  /** From the top of the repository. */
  readonly paths: readonly string[]
}

/**
 * Words before `--` are revisions, those after it paths. Without `--` a word that names no revision but a file is a path.
 */
export async function readOperands(
  repository: Repository,
  command: Command,
  words: readonly string[],
  folder: string,
): Promise<Operands> {
  const after = wordsAfterDashes(command)
  if (after !== null) {
    const revisions = words.slice(0, words.length - after)
    return {
      revisions,
      paths: words.slice(words.length - after).map(path => pathInRepository(repository, folder, path)),
    }
  }
  const revisions: string[] = []
  for (const [i, word] of words.entries()) {
    const isPath = existsSync(resolve(folder, word)) && !(await isRevision(repository, word))
    if (isPath) return { revisions, paths: words.slice(i).map(path => pathInRepository(repository, folder, path)) }
    revisions.push(word)
  }
  return { revisions, paths: [] }
}

/** `folder` is where the path is meant from; the answer counts from the top of the repository. Empty: the top itself. */
export function pathInRepository(repository: Repository, folder: string, path: string): string {
  const top = repository.folder
  if (top === null) return path
  const found = relative(top, resolve(realpathSync(folder), path))
    .split(sep)
    .join('/')
  if (found === '..' || found.startsWith('../'))
    throw badUse(`${path} is outside of the repository.`, 'name a file of it')
  return found
}

/** Null where none were typed. */
function wordsAfterDashes(command: Command): number | null {
  let root = command
  while (root.parent !== null) root = root.parent
  const words = (root as Command & { readonly rawArgs: readonly string[] }).rawArgs
  const dashes = words.indexOf('--')
  return dashes < 0 ? null : words.length - dashes - 1
}

async function isRevision(repository: Repository, word: string): Promise<boolean> {
  try {
    await repository.resolve(word.replace(/\.{2,3}.*$/, '').replace(/^\^/, '') || 'HEAD')
    return true
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_FOUND') return false
    throw error
  }
}

export interface Range {
  readonly from: readonly string[]
  readonly without: readonly string[]
}

/** `A`, `^A`, `A..B`, `A...B`: what can be reached from `from` and not from `without`. HEAD where nothing is named. */
export async function readRange(repository: Repository, revisions: readonly string[]): Promise<Range> {
  const from: string[] = []
  const without: string[] = []
  for (const revision of revisions) {
    const [, a, dots, b] = /^(.*?)(\.{2,3})(.*)$/.exec(revision) ?? []
    if (revision.startsWith('^')) without.push((await repository.commit(revision.slice(1))).hash)
    else if (dots === undefined) from.push((await repository.commit(revision)).hash)
    else {
      const [left, right] = [await repository.commit(a || 'HEAD'), await repository.commit(b || 'HEAD')]
      from.push(right.hash)
      if (dots === '..') without.push(left.hash)
      else {
        from.push(left.hash)
        without.push(...(await repository.mergeBases(left.hash, right.hash)))
      }
    }
  }
  if (from.length > 0) return { from, without }
  const head = await repository.head()
  if (head.hash === null)
    throw new AppError('NOT_FOUND', 'There is no commit yet.', { hint: 'make one with weft repo commit' })
  return { from: [head.hash], without }
}

export function commitJson({ hash, tree, parents, author, committer, message }: Commit): object {
  return {
    hash,
    parents,
    author: personJson(author),
    date: isoDate(author),
    message: message.trimEnd(),
    committer: { ...personJson(committer), date: isoDate(committer) },
    tree,
  }
}

export function personJson({ name, email }: Signature): { name: string; email: string } {
  return { name, email }
}

export function printCommitHead({ hash, parents, author, message }: Commit): string {
  const merge = parents.length > 1 ? [`Merge:  ${parents.map(parent => parent.slice(0, 10)).join(' ')}`] : []
  const head = [`commit ${hash}`, ...merge, `Author: ${author.name} <${author.email}>`, `Date:   ${isoDate(author)}`]
  const body = message.trimEnd().split('\n')
  return [...head, '', ...body.map(line => (line === '' ? '' : `    ${line}`)), ''].map(line => `${line}\n`).join('')
}

export function subjectOf({ message }: Commit): string {
  return message.trimStart().split('\n', 1)[0] ?? ''
}
