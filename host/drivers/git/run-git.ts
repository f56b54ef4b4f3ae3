/**
 * Git as a child process that only looks: no shell, no pager, no network, and none of the programs that a repository's
 * own settings could name (opening a project runs nothing of it).
 *
 * Every run has a deadline and a cap on what it may print.
 */
import { spawn } from 'node:child_process'
import { AppError } from '../../../shared/contract/errors.ts'
import { GIT_OUTPUT_BYTES, GIT_RUN_MS } from '../../../shared/limits.ts'

export interface GitRun {
  /** Where Git runs. */
  readonly folder: string
  readonly signal?: AbortSignal
  /** For tests: another program, and less patience. */
  readonly program?: string
  readonly timeoutMs?: number
  readonly outputBytes?: number
}

export type GitResult =
  | { readonly ok: true; readonly stdout: Buffer }
  /** Git ran and said no. */
  | { readonly ok: false; readonly message: string }

/** Throws AppError NOT_FOUND without Git, TOO_LARGE for too much output, UNREADABLE when it hangs or dies. */
export function runGit(args: readonly string[], run: GitRun): Promise<GitResult> {
  const { folder, signal, program = 'git', timeoutMs = GIT_RUN_MS, outputBytes = GIT_OUTPUT_BYTES } = run
  const { promise, resolve, reject } = Promise.withResolvers<GitResult>()
  const child = spawn(program, [...QUIET, ...args], {
    cwd: folder,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    ...(signal === undefined ? {} : { signal }),
  })
  const out: Buffer[] = []
  let size = 0
  let message = ''
  const stop = (error: AppError) => {
    reject(error)
    child.kill('SIGKILL')
  }
  const timer = setTimeout(() => stop(new AppError('UNREADABLE', 'Git did not answer in time.')), timeoutMs)
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > outputBytes) stop(new AppError('TOO_LARGE', 'Git answered with more than Weft reads.'))
    else out.push(chunk)
  })
  child.stderr.on('data', (chunk: Buffer) => {
    if (message.length < MESSAGE_LENGTH) message += chunk.toString('utf8')
  })
  child.on('error', error => {
    clearTimeout(timer)
    const isMissing = 'code' in error && error.code === 'ENOENT'
    if (signal?.aborted) reject(signal.reason)
    else if (isMissing) reject(new AppError('NOT_FOUND', 'Git is not installed here.', {}, { cause: error }))
    else reject(new AppError('UNREADABLE', 'Git could not be started.', {}, { cause: error }))
  })
  child.on('close', (code, killedBy) => {
    clearTimeout(timer)
    if (code === 0) resolve({ ok: true, stdout: Buffer.concat(out) })
    else if (code === null) reject(new AppError('UNREADABLE', `Git was ended by ${killedBy ?? 'a signal'}.`))
    else resolve({ ok: false, message: message.slice(0, MESSAGE_LENGTH).trim() })
  })
  return promise
}

/** What Git prints, without the line end; null where it says no. */
export async function askGit(args: readonly string[], run: GitRun): Promise<string | null> {
  const result = await runGit(args, run)
  return result.ok ? result.stdout.toString('utf8').replace(/\r?\n$/, '') : null
}

const MESSAGE_LENGTH = 4096

/** Settings that would start a program or reach out, whatever the repository says. */
const QUIET = [
  '--no-pager',
  '--literal-pathspecs',
  ...['core.fsmonitor=false', 'log.showSignature=false', 'protocol.allow=never', 'core.hooksPath=/dev/null'].flatMap(
    setting => ['-c', setting],
  ),
]

/** Variables of a Git that calls Weft would point it at another index or folder than the one meant. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') || name === 'GIT_EXEC_PATH')
  return {
    ...Object.fromEntries(kept),
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
  }
}
