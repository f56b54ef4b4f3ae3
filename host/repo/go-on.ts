/**
 * Going on with what a Git of the user's stopped in, or giving it up. A merge, and a single cherry-pick or revert, is
 * concluded by Weft's own commit; everything else is that Git's own business, and it is asked to do it. (OPS12)
 */
import { join } from 'node:path'
import { AppError, isAppError } from '../../shared/contract/errors.ts'
import type { WentOn } from '../../shared/contract/repo-settle.ts'
import { goOnArguments, SILENT } from '../drivers/git/go-on.ts'
import { faultOf } from '../drivers/git/remote-words.ts'
import { talkWithGit } from '../drivers/git/talk.ts'
import { exists } from '../files/exists.ts'
import type { Repository } from '../git/engine.ts'
import { fileChanges } from '../git/operations/change.ts'
import { readEntries } from '../git/operations/contested.ts'
import type { Operations } from '../git/operations/operations.ts'
import { readUnderWay, type UnderWay } from '../git/operations/under-way.ts'

export interface GoOnDeps {
  readonly repository: Repository
  readonly operations: Pick<Operations, 'commit' | 'hold'>
  readonly signal?: AbortSignal | undefined
  /** For tests: another program. */
  readonly program?: string
}

/** True where a commit is all that is missing, and Weft can make it. */
export async function canConclude({ gitFolder }: Repository, underWay: UnderWay): Promise<boolean> {
  switch (underWay.kind) {
    case 'merge':
      // What was put away for it comes back with Git's own commit alone.
      return !(await exists(join(gitFolder, 'MERGE_AUTOSTASH')))
    case 'cherry-pick':
    case 'revert':
      return underWay.commit !== null && underWay.isLast
    default:
      return false
  }
}

/** Throws AppError BAD_REQUEST where nothing is under way, or Git is not installed; LOCKED where it cannot go on. */
export async function goOn(deps: GoOnDeps, what: 'continue' | 'abort'): Promise<WentOn> {
  const { repository, operations } = deps
  const underWay = await readUnderWay(repository.gitFolder)
  if (underWay === null) throw new AppError('BAD_REQUEST', 'Nothing of Git is under way here.')
  if (what === 'abort') {
    await runGit(deps, underWay, 'abort')
    return told(repository, `The ${underWay.kind} is given up.`, null)
  }
  const { contested } = await readEntries(repository)
  if (contested.size > 0) {
    const paths = [...contested.keys()]
    const hint = 'weft repo settle merges them'
    throw new AppError('LOCKED', 'Files are still contested.', { paths, hint })
  }
  if (await canConclude(repository, underWay)) {
    const { words, operation } = await operations.commit({})
    return told(repository, words, operation)
  }
  const next = (await isEmpty(repository, underWay)) ? 'skip' : 'continue'
  await runGit(deps, underWay, next)
  return told(repository, null, null)
}

/** Nothing is left of what it stopped at. A rebase of today's kind sees that by itself. */
async function isEmpty(repository: Repository, underWay: UnderWay): Promise<boolean> {
  if (underWay.kind === 'merge' || (underWay.kind === 'rebase' && !underWay.isApplying)) return false
  const { hash } = await repository.head()
  const tree = hash === null ? new Map() : await repository.readTree(hash)
  return fileChanges(tree, (await readEntries(repository)).settled).length === 0
}

async function told(repository: Repository, words: string | null, operation: number | null): Promise<WentOn> {
  const underWay = await readUnderWay(repository.gitFolder)
  const contested = (await readEntries(repository)).contested.size
  const { hash } = await repository.head()
  const stopped = underWay === null ? 'It is done.' : `The ${underWay.kind} stopped again.`
  return { words: words ?? stopped, hash, isOver: underWay === null, contested, operation }
}

/** Where it stops again, with something to settle, that is no fault. */
async function runGit(deps: GoOnDeps, underWay: UnderWay, what: 'continue' | 'skip' | 'abort'): Promise<void> {
  const { repository, operations, signal, program } = deps
  const lines: string[] = []
  const folder = repository.folder ?? repository.gitFolder
  const talk = { folder, signal, variables: SILENT, ...(program === undefined ? {} : { program }) }
  try {
    await operations.hold(async () => {
      for await (const event of talkWithGit(goOnArguments(underWay, what), talk)) {
        if (event.kind === 'line') {
          lines.push(event.text)
          if (lines.length > LINES_KEPT) lines.shift()
        } else if (event.code !== 0) {
          const { contested } = await readEntries(repository)
          if (what === 'abort' || contested.size === 0) throw new AppError('LOCKED', faultOf(lines))
        }
      }
    })
  } catch (error) {
    if (!isAppError(error) || error.code !== 'NOT_FOUND') throw error
    const hint = `install Git: a ${underWay.kind} is gone on with and given up by the program that began it`
    throw new AppError('BAD_REQUEST', error.message, { hint }, { cause: error })
  }
}

/** Of what Git wrote, enough to tell why it failed. */
const LINES_KEPT = 200
