/**
 * What realities need of the Git repository around a project: which branch HEAD is on, and to move it. Small, so that
 * whoever else holds the repository open may offer it too.
 *
 * Only for a project that is the whole working folder: of one that is a part of it, HEAD belongs to other files as well.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError, isAppError } from '../../shared/contract/errors.ts'
import type { Hash } from '../../shared/repo/git-object.ts'
import { createGitFolder } from '../files/git-folder.ts'
import type { Repository } from '../git/engine.ts'
import { createIdentity } from '../git/operations/identity.ts'
import { openOperations } from '../git/operations/operations.ts'
import { refuseUnderWay, waitForIndex } from '../git/operations/ready.ts'
import { openInThread } from '../git/thread/open-in-thread.ts'

export interface BranchHead extends AsyncDisposable {
  /** The project is a working folder of Git's. */
  readonly isThere: () => boolean
  /** `refs/heads/main`; null where HEAD is on no branch. */
  head(): Promise<string | null>
  /** Where all branches are, by their whole names. */
  branches(): Promise<ReadonlyMap<string, Hash>>
  /** At HEAD unless told, by its whole name. False before the first commit. Can be taken back with `weft repo undo`. */
  createBranch(name: string, at?: Hash): Promise<boolean>
  /** Throws AppError LOCKED while another program, or an unfinished merge, needs HEAD where it is. */
  refuseBusy(): Promise<void>
  /** HEAD and index become the branch's; the files stay as they are. May be done again. Throws NOT_FOUND, LOCKED. */
  setBranch(name: string): Promise<void>
  /** False where HEAD is on it, or something is only there. Can be taken back with `weft repo undo`. */
  deleteMerged(name: string): Promise<boolean>
}

export interface BranchHeadDeps {
  /** Absolute, links resolved. */
  readonly folder: string
  /** Unix ms. */
  readonly now: () => number
}

const HEADS = 'refs/heads/'

export function createBranchHead({ folder, now }: BranchHeadDeps): BranchHead {
  const git = createGitFolder(folder)
  const identity = { environment: process.env, now, offsetAt: (ms: number) => -new Date(ms).getTimezoneOffset() }

  let opened: Promise<Repository> | null = null

  /** Opened when it is needed first, and kept: a thread of its own takes a while to begin. */
  async function withRepository<T>(run: (repository: Repository) => Promise<T>): Promise<T> {
    opened ??= openInThread(folder)
    try {
      const repository = await opened
      if (repository.folder !== folder) throw new AppError('BAD_REQUEST', 'The project is a part of a Git repository.')
      return await run(repository)
    } catch (error) {
      // Closed or damaged: the next one tries anew.
      if (isAppError(error) && error.code === 'UNREADABLE') opened = null
      throw error
    }
  }

  function withOperations<T>(run: (operations: ReturnType<typeof openOperations>) => Promise<T>): Promise<T> {
    return withRepository(repository => run(openOperations({ repository, ...identity, wait })))
  }

  return {
    isThere: () => existsSync(join(folder, '.git')),
    async head() {
      const head = await git.head()
      return head?.startsWith(HEADS) ? head : null
    },
    branches: () =>
      withRepository(async repository => new Map((await repository.refs(HEADS)).map(ref => [ref.name, ref.hash]))),
    createBranch: (name, at) =>
      withOperations(async operations => {
        try {
          await operations.createBranch(name.slice(HEADS.length), at === undefined ? {} : { at })
          return true
        } catch (error) {
          // Before the first commit there is nowhere to begin.
          if (isAppError(error) && error.code === 'NOT_FOUND') return false
          throw error
        }
      }),
    refuseBusy: () =>
      withRepository(async repository => {
        await waitForIndex(repository, wait)
        await refuseUnderWay(repository)
      }),
    setBranch: name =>
      withRepository(async repository => {
        await waitForIndex(repository, wait)
        const { hash } = await repository.commit(name)
        const who = await createIdentity({ repository, ...identity }).logged()
        const from = await repository.head()
        const message = `checkout: moving from ${from.kind === 'branch' ? shortName(from.name) : from.hash} to ${shortName(name)}`
        const isThere = from.kind === 'branch' && from.name === name
        if (!isThere) await repository.setHead({ kind: 'branch', name }, { who, message })
        await repository.setIndex(await repository.readTree(hash))
      }),
    deleteMerged: name =>
      withOperations(async operations => {
        try {
          await operations.deleteBranch(name.slice(HEADS.length), {})
          return true
        } catch (error) {
          if (isAppError(error) && (error.code === 'BAD_REQUEST' || error.code === 'NOT_FOUND')) return false
          throw error
        }
      }),
    async [Symbol.asyncDispose]() {
      const repository = await opened?.catch(() => null)
      repository?.[Symbol.dispose]()
    },
  }
}

/** `refs/heads/night` → `night`. */
export function shortName(branch: string): string {
  return branch.startsWith(HEADS) ? branch.slice(HEADS.length) : branch
}
