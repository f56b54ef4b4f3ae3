/**
 * Searching the text of a folder's files with a few threads (SRC1 to SRC3). Threads are started with the first search
 * and kept: the next one begins at once.
 */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../../shared/contract/errors.ts'
import { SEARCH_FILE_LINES, SEARCH_STUCK_MS } from '../../../shared/limits.ts'
import { readTextQuery, type TextQuery } from '../../../shared/repo/search/text-query.ts'
import { listFiles } from './list-files.ts'
import type { FileMatches, SearchTask } from './search-thread.ts'

export interface ContentQuery extends TextQuery {
  readonly globs: readonly string[]
}

export interface ContentSearch extends AsyncDisposable {
  /**
   * Files with matches, in order of their paths, as they are found. Throws AppError BAD_REQUEST for a query that cannot
   * be read or runs away, and the signal's reason.
   */
  search(folder: string, query: ContentQuery, signal?: AbortSignal): AsyncGenerator<FileMatches, void, void>
}

/** Enough to keep a thread busy for some milliseconds. */
const FILES_A_TASK = 128
const THREADS = 8

export interface ContentSearchOptions {
  /** Where the thread's code is, if not beside this file. */
  readonly script?: URL
  /** A part of a search that takes longer is a runaway expression. */
  readonly stuckMs?: number
}

export function createContentSearch(options: ContentSearchOptions = {}): ContentSearch {
  const { script = new URL('search-thread.ts', import.meta.url), stuckMs = SEARCH_STUCK_MS } = options
  const idle: Worker[] = []
  const all = new Set<Worker>()
  /** Up and running, so that its time is its own. */
  const start = async () => {
    const worker = new Worker(script)
    all.add(worker)
    await once(worker, 'online')
    return worker
  }

  return {
    async *search(folder, { globs, ...query }, signal) {
      const read = readTextQuery(query)
      if (!read.ok) throw new AppError('BAD_REQUEST', `${read.reason}.`)
      signal?.throwIfAborted()
      const paths = listFiles(folder, globs)
      const tasks = chunks(paths).map(
        (some): SearchTask => ({ folder, paths: some, query, linesPerFile: SEARCH_FILE_LINES }),
      )
      yield* inOrder(tasks, signal)
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...all].map(worker => worker.terminate()))
    },
  }

  /** Runs the tasks side by side, and gives their answers in order. */
  async function* inOrder(tasks: readonly SearchTask[], signal: AbortSignal | undefined) {
    const answers = tasks.map(() => Promise.withResolvers<readonly FileMatches[]>())
    for (const { promise } of answers) promise.catch(() => {})
    let next = 0
    let isOver = false
    const threads = Math.min(availableParallelism(), THREADS, tasks.length)
    const run = async () => {
      while (next < tasks.length && !isOver) {
        const at = next
        next += 1
        const [task, answer] = [tasks[at], answers[at]]
        if (task === undefined || answer === undefined) return
        await ask(task, signal).then(answer.resolve, answer.reject)
      }
    }
    for (let i = 0; i < threads; i += 1) void run()
    try {
      for (const { promise } of answers) {
        yield* await promise
        signal?.throwIfAborted()
      }
    } finally {
      isOver = true
    }
  }

  async function ask(task: SearchTask, signal: AbortSignal | undefined): Promise<readonly FileMatches[]> {
    const worker = idle.pop() ?? (await start())
    const { promise, resolve, reject } = Promise.withResolvers<readonly FileMatches[]>()
    const settle = (isFit: boolean) => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError)
      signal?.removeEventListener('abort', onAbort)
      if (isFit) {
        worker.unref()
        idle.push(worker)
        return
      }
      all.delete(worker)
      void worker.terminate()
    }
    const onMessage = (found: readonly FileMatches[]) => {
      settle(true)
      resolve(found)
    }
    const onError = (error: Error) => {
      settle(false)
      reject(error)
    }
    // A thread in the middle of a task cannot be asked to stop; a new one takes 20 ms.
    const onAbort = () => {
      settle(false)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      settle(false)
      reject(new AppError('BAD_REQUEST', 'This expression takes too long. A simpler one will find it.'))
    }, stuckMs)
    worker.on('message', onMessage).on('error', onError)
    worker.ref()
    if (signal?.aborted) onAbort()
    else {
      signal?.addEventListener('abort', onAbort, { once: true })
      worker.postMessage(task)
    }
    return await promise
  }
}

function chunks(paths: readonly string[]): string[][] {
  const found: string[][] = []
  for (let at = 0; at < paths.length; at += FILES_A_TASK) found.push(paths.slice(at, at + FILES_A_TASK))
  return found
}
