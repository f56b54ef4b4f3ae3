/** The repository around a folder, for one command: opened, asked, closed. */
import { setTimeout as wait } from 'node:timers/promises'
import { openRepository } from '../host/git/open-repository.ts'
import { type Operations, openOperations } from '../host/git/operations/operations.ts'

export async function withOperations<T>(folder: string, run: (operations: Operations) => Promise<T>): Promise<T> {
  using repository = await openRepository(folder)
  const operations = openOperations({
    repository,
    environment: process.env,
    now: Date.now,
    offsetAt: ms => -new Date(ms).getTimezoneOffset(),
    wait,
  })
  return run(operations)
}
