/** Calls into a worker thread: requests in, one answer each, in any order. */
import { once } from 'node:events'
import { type MessagePort, Worker } from 'node:worker_threads'

/** What crosses back when a call fails; `code` is SQLite's or the system's. */
export interface CallFailure {
  readonly code: string
  readonly message: string
}

export class WorkerCallError extends Error {
  override readonly name = 'WorkerCallError'
  readonly code: string
  constructor(failure: CallFailure) {
    super(failure.message)
    this.code = failure.code
  }
}

type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: CallFailure }

/** Method names with their one argument and result, all structured-cloneable. */
export type Methods<T> = { readonly [K in keyof T]: (input: never) => unknown }

export interface WorkerCalls<T extends Methods<T>> {
  /** Rejects with `WorkerCallError`, also when the thread has died. */
  call<K extends keyof T & string>(method: K, input: Parameters<T[K]>[0]): Promise<ReturnType<T[K]>>
  /** Lets the thread finish what it was asked, then ends it. */
  close(): Promise<void>
}

/** Starts the thread. `onDeath` is told once if it ends by itself: the process should stop then. */
export function startWorker<T extends Methods<T>>(
  script: URL,
  workerData: unknown,
  onDeath: (error: Error) => void,
): WorkerCalls<T> {
  const worker = new Worker(script, { workerData })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let nextId = 0
  let closing = false
  let dead: Error | null = null

  worker.on('message', (answer: Answer) => {
    const call = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.ok) call?.resolve(answer.value)
    else call?.reject(new WorkerCallError(answer.failure))
  })
  worker.on('error', error => die(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', code => die(new Error(`the thread ended with ${code}`)))

  function die(error: Error): void {
    if (dead) return
    dead = error
    for (const call of waiting.values()) call.reject(new WorkerCallError({ code: 'DEAD', message: error.message }))
    waiting.clear()
    if (!closing) onDeath(error)
  }

  return {
    call(method, input) {
      return new Promise((resolve, reject) => {
        if (dead) return reject(new WorkerCallError({ code: 'DEAD', message: dead.message }))
        const id = nextId++
        // The answer's type follows from the method; it is not knowable to a structured clone.
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
        worker.postMessage({ id, method, input })
      })
    },
    async close() {
      if (closing || dead) return
      closing = true
      const ended = once(worker, 'exit')
      worker.postMessage(null)
      await ended
    },
  }
}

/** The thread's side. `onClose` runs when the owner closes, after every call before it. */
export function serveWorker<T extends Methods<T>>(port: MessagePort, methods: T, onClose: () => void): void {
  port.on('message', (request: { id: number; method: keyof T & string; input: never } | null) => {
    if (request === null) {
      onClose()
      port.close()
      return
    }
    const { id, method, input } = request
    let answer: Answer
    try {
      answer = { id, ok: true, value: methods[method](input) }
    } catch (error) {
      answer = { id, ok: false, failure: describe(error) }
    }
    port.postMessage(answer)
  })
}

function describe(error: unknown): CallFailure {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN'
  return { code, message: error.message }
}
