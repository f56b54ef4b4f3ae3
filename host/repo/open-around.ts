/** The repository around a workspace, on a thread of its own, with what Weft does to it and what it watches. */
import { relative, sep } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../shared/contract/errors.ts'
import type { Change } from '../git/operations/change.ts'
import { openOperations } from '../git/operations/operations.ts'
import { openInThread } from '../git/thread/open-in-thread.ts'
import type { OpenedRepository } from './repo.ts'

export interface OpenAroundDeps {
  /** Absolute, links resolved. */
  readonly folder: string
  readonly now: () => number
  readonly willChange: (prefix: string, change: Change) => void
}

/** Throws AppError NOT_FOUND without a repository, UNREADABLE for one that cannot be worked on here. */
export async function openAround(deps: OpenAroundDeps): Promise<OpenedRepository & Disposable> {
  const { folder, now, willChange } = deps
  const repository = await openInThread(folder)
  try {
    const prefix = prefixOf(repository.folder, folder)
    const operations = openOperations({
      repository,
      environment: process.env,
      now,
      offsetAt: ms => -new Date(ms).getTimezoneOffset(),
      wait,
      willChange: change => willChange(prefix, change),
    })
    return { repository, operations, prefix, [Symbol.dispose]: () => repository[Symbol.dispose]() }
  } catch (error) {
    repository[Symbol.dispose]()
    throw error
  }
}

function prefixOf(top: string | null, folder: string): string {
  const path = top === null ? '..' : relative(top, folder).split(sep).join('/')
  if (path === '') return ''
  if (path === '..' || path.startsWith('../')) {
    throw new AppError('UNREADABLE', 'The repository around this folder has its files elsewhere.', {
      hint: 'open the folder in which its files are',
    })
  }
  return `${path}/`
}
