/**
 * The user's own Git while it talks to a server: with their credentials, helpers and hooks, for it is their command on
 * their repository. No shell, nothing typed in a terminal, and it ends with whoever asked for it: with its signal, when
 * it says nothing for too long, or when it babbles. Everything it started ends with it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { AppError } from '../../../shared/contract/errors.ts'
import { GIT_TALK_BYTES, GIT_TALK_END_MS, GIT_TALK_SILENT_MS } from '../../../shared/limits.ts'

export interface GitTalk {
  /** Where Git runs. */
  readonly folder: string
  readonly signal?: AbortSignal | undefined
  /** Beside the user's own. */
  readonly variables?: Readonly<Record<string, string>>
  /** For tests: another program, and less patience. */
  readonly program?: string
  readonly silentMs?: number
  readonly outputBytes?: number
}

export type TalkEvent =
  /** As Git writes them; `isStep` where the next one stands in its place. */
  | { readonly kind: 'line'; readonly text: string; readonly isStep: boolean }
  | { readonly kind: 'end'; readonly code: number }

/**
 * Throws the signal's reason when it is cut off; AppError NOT_FOUND without Git, UNREADABLE when it hangs or dies,
 * TOO_LARGE for too much output. Whatever way it ends, nothing of it goes on.
 */
export async function* talkWithGit(args: readonly string[], talk: GitTalk): AsyncGenerator<TalkEvent, void, void> {
  const { folder, signal, program = 'git', silentMs = GIT_TALK_SILENT_MS, outputBytes = GIT_TALK_BYTES } = talk
  signal?.throwIfAborted()
  const child = spawn(program, [...args], {
    cwd: folder,
    env: { ...environment(), ...talk.variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: what Git starts (ssh, helpers, hooks) can be ended with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  const events = createQueue<TalkEvent>()
  let size = 0
  let isOver = false
  let timer: NodeJS.Timeout | null = null
  const onAbort = () => events.fail(signal?.reason)
  const listen = () => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => events.fail(new AppError('UNREADABLE', 'Git has said nothing for too long.')), silentMs)
  }
  const readers = [createLineReader(events), createLineReader(events)]
  ;[child.stdout, child.stderr].forEach((stream, i) => {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      size += Buffer.byteLength(chunk)
      listen()
      if (size > outputBytes) events.fail(new AppError('TOO_LARGE', 'Git said more than Weft reads.'))
      else readers[i]?.add(chunk)
    })
  })
  child.on('error', error => {
    const isMissing = 'code' in error && error.code === 'ENOENT'
    const words = isMissing ? 'Git is not installed here.' : 'Git could not be started.'
    events.fail(new AppError(isMissing ? 'NOT_FOUND' : 'UNREADABLE', words, {}, { cause: error }))
  })
  child.on('close', (code, killedBy) => {
    isOver = true
    for (const reader of readers) reader.end()
    if (code === null) events.fail(new AppError('UNREADABLE', `Git was ended by ${killedBy ?? 'a signal'}.`))
    else events.put({ kind: 'end', code })
  })
  signal?.addEventListener('abort', onAbort, { once: true })
  listen()
  try {
    for (;;) {
      const event = await events.next()
      yield event
      if (event.kind === 'end') return
    }
  } finally {
    if (timer !== null) clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    if (!isOver) await endAll(child)
  }
}

/** Git takes its locks away when it is asked to end; what does not end then is ended. */
async function endAll(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  endGroup(child, 'SIGTERM')
  const timer = setTimeout(() => endGroup(child, 'SIGKILL'), GIT_TALK_END_MS)
  await gone
  clearTimeout(timer)
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch (error) {
    // It has ended by itself meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Lines end with a line feed; a step of a progress ends with a return alone. */
function createLineReader(events: Pick<Queue<TalkEvent>, 'put'>) {
  let rest = ''
  const line = (text: string, isStep: boolean) => {
    if (text.trim() !== '') events.put({ kind: 'line', text: text.trimEnd(), isStep })
  }
  return {
    add(text: string) {
      rest += text
      for (let end = /\r\n|\r|\n/.exec(rest); end !== null; end = /\r\n|\r|\n/.exec(rest)) {
        line(rest.slice(0, end.index), end[0] === '\r')
        rest = rest.slice(end.index + end[0].length)
      }
    },
    end() {
      line(rest, false)
      rest = ''
    },
  }
}

interface Queue<T> {
  put(value: T): void
  fail(error: unknown): void
  next(): Promise<T>
}

/** What comes faster than it is asked for waits; a fault comes first. */
function createQueue<T>(): Queue<T> {
  const waiting: T[] = []
  let fault: { readonly error: unknown } | null = null
  let wake = () => {}
  return {
    put(value: T) {
      waiting.push(value)
      wake()
    },
    fail(error: unknown) {
      fault ??= { error }
      wake()
    },
    async next(): Promise<T> {
      for (;;) {
        if (fault !== null) throw fault.error
        const value = waiting.shift()
        if (value !== undefined) return value
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
    },
  }
}

/** Variables of a Git that calls Weft would point it at another repository; the user's own settings stay. */
function environment(): NodeJS.ProcessEnv {
  const pointers = new Set(['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_OBJECT_DIRECTORY'])
  const kept = Object.entries(process.env).filter(([name]) => !pointers.has(name))
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }
}
