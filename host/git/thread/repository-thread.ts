/** The thread's side: one repository, asked one thing after the other. Started by open-in-thread.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { isAppError } from '../../../shared/contract/errors.ts'
import type { Repository } from '../engine.ts'
import { openRepository } from '../open-repository.ts'
import { type Answer, type Call, expected, type Failure } from './messages.ts'

if (parentPort) void serve(parentPort, String(workerData))

async function serve(port: NonNullable<typeof parentPort>, path: string): Promise<void> {
  const answer = (each: Answer) => port.postMessage(each)
  let repository: Repository
  try {
    repository = await openRepository(path)
  } catch (error) {
    answer({ kind: 'refused', failure: describe(error) })
    port.close()
    return
  }
  port.on('message', ({ id, method, input }: Call) => {
    // The types were checked where the call was made: a clone keeps what it was given.
    const run = repository[method] as (...input: readonly unknown[]) => Promise<unknown>
    run.apply(repository, [...input]).then(
      value => answer({ kind: 'done', id, value }),
      error => answer({ kind: 'failed', id, failure: describe(error) }),
    )
  })
  const { folder, gitFolder, commonFolder } = repository
  answer({ kind: 'opened', folders: { folder, gitFolder, commonFolder } })
}

function describe(error: unknown): Failure {
  if (isAppError(error)) return expected(error)
  if (error instanceof Error) return { kind: 'bug', message: error.message, stack: error.stack }
  return { kind: 'bug', message: String(error), stack: undefined }
}
