/**
 * A repository on a thread of its own, for a process that has others to answer: libgit2 does not let go of its thread
 * until it is done, and a walk through a long history takes seconds.
 *
 * Disposing of it ends the thread; calls that wait are then refused.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../../shared/contract/errors.ts'
import type { Repository } from '../engine.ts'
import { type Answer, type Failure, type Folders, METHODS, type Method } from './messages.ts'

/** As `openRepository`: the same errors, the same answers. */
export async function openInThread(folder: string): Promise<Repository> {
  const worker = new Worker(new URL('./repository-thread.ts', import.meta.url), { workerData: folder })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let calls = 0
  let ended: Error | null = null

  function end(error: Error): void {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }

  const [first] = (await once(worker, 'message')) as [Answer]
  if (first.kind !== 'opened') throw first.kind === 'refused' ? toError(first.failure) : new Error(first.kind)
  worker.on('message', (answer: Answer) => {
    if (answer.kind !== 'done' && answer.kind !== 'failed') return
    const call = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.kind === 'done') call?.resolve(answer.value)
    else call?.reject(toError(answer.failure))
  })
  worker.on('error', error => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new AppError('UNREADABLE', 'The repository was closed.')))

  function call(method: Method, input: readonly unknown[]): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    if (ended !== null) reject(ended)
    else {
      calls += 1
      waiting.set(calls, { resolve, reject })
      worker.postMessage({ id: calls, method, input })
    }
    return promise
  }

  return repositoryOf(first.folders, call, () => {
    end(new AppError('UNREADABLE', 'The repository was closed.'))
    void worker.terminate()
  })
}

/** The methods follow from their names: what a structured clone brings back has the type that was sent. */
function repositoryOf(
  folders: Folders,
  call: (method: Method, input: readonly unknown[]) => Promise<unknown>,
  dispose: () => void,
): Repository {
  const methods = METHODS.map(method => [method, (...input: readonly unknown[]) => call(method, input)])
  return { ...folders, ...Object.fromEntries(methods), [Symbol.dispose]: dispose } as Repository
}

function toError(failure: Failure): Error {
  if (failure.kind === 'expected') return new AppError(failure.code, failure.message, failure.data)
  const error = new Error(failure.message)
  if (failure.stack !== undefined) error.stack = failure.stack
  return error
}
