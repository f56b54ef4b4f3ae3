/** The repository around a folder, for one command: opened, asked, closed. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Repository } from '../host/git/engine.ts'
import type { Operations } from '../host/git/operations/operations.ts'
import { openAround } from './repo-folder.ts'

export async function withOperations<T>(
  folder: string,
  run: (operations: Operations, repository: Repository) => Promise<T>,
): Promise<T> {
  using repository = await openAround(folder)
  const { openOperations } = await import('../host/git/operations/operations.ts')
  const operations = openOperations({
    repository,
    environment: process.env,
    now: Date.now,
    offsetAt: ms => -new Date(ms).getTimezoneOffset(),
    wait,
  })
  return run(operations, repository)
}
