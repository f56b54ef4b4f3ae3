/**
 * A command of the user's own, run in a folder: without a shell, in a process group of its own, with a deadline and a
 * bound on what it prints. However it ends, nothing that it started in that group is left running.
 *
 * It never throws for what the command does: how it ended is the answer.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { COMMAND_OUTPUT_BYTES, COMMAND_OUTPUT_KEPT } from '../../../shared/limits.ts'
import { createOutputTail } from './output-tail.ts'

export interface CommandRun {
  /** The program and its arguments. */
  readonly words: readonly string[]
  readonly folder: string
  /** Added to the environment of this process. */
  readonly environment?: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Aborted: the whole group is asked to end, and after a while made to. */
  readonly signal: AbortSignal
  readonly onOutput?: (text: string) => void
  /** For tests: less patience. */
  readonly outputBytes?: number
  readonly graceMs?: number
}

export interface CommandResult {
  readonly end: 'exited' | 'ended' | 'timed-out' | 'cancelled' | 'refused'
  readonly exitCode: number | null
  /** A sentence where it did not simply exit. */
  readonly reason: string | null
  readonly durationMs: number
  readonly output: string
  readonly outputBytes: number
}

/** Between being asked to end and being made to; also how long its output may stay open after it has exited. */
const GRACE_MS = 3_000

export function runCommand(run: CommandRun): Promise<CommandResult> {
  const { words, folder, environment, timeoutMs, signal, onOutput, graceMs = GRACE_MS } = run
  const { outputBytes = COMMAND_OUTPUT_BYTES } = run
  const [program = '', ...args] = words
  const began = performance.now()
  const tail = createOutputTail(COMMAND_OUTPUT_KEPT)
  const { promise, resolve } = Promise.withResolvers<CommandResult>()
  let stopped: { readonly end: 'timed-out' | 'cancelled' | 'ended'; readonly reason: string } | null = null
  let grace: NodeJS.Timeout | null = null

  function answer(result: Pick<CommandResult, 'end' | 'exitCode' | 'reason'>): void {
    clearTimeout(deadline)
    if (grace !== null) clearTimeout(grace)
    signal.removeEventListener('abort', cancel)
    const durationMs = Math.round(performance.now() - began)
    resolve({ ...result, durationMs, output: tail.text, outputBytes: tail.bytes })
  }

  function stop(end: NonNullable<typeof stopped>['end'], reason: string, how: NodeJS.Signals = 'SIGTERM'): void {
    if (stopped !== null) return
    stopped = { end, reason }
    endGroup(child, how)
    grace ??= setTimeout(() => endGroup(child, 'SIGKILL'), graceMs)
  }

  function cancel(): void {
    stop('cancelled', 'It was cancelled.')
  }

  const deadline = setTimeout(() => stop('timed-out', `It was not done after ${inWords(timeoutMs)}.`), timeoutMs)
  if (signal.aborted) {
    answer({ end: 'cancelled', exitCode: null, reason: 'It was cancelled.' })
    return promise
  }
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  signal.addEventListener('abort', cancel)

  for (const stream of [child.stdout, child.stderr]) {
    const decoder = new TextDecoder()
    stream.on('data', (chunk: Buffer) => {
      const text = decoder.decode(chunk, { stream: true })
      tail.add(text, chunk.length)
      if (stopped === null) onOutput?.(text)
      if (tail.bytes > outputBytes) stop('ended', 'It printed more than Weft reads.', 'SIGKILL')
    })
  }
  child.on('error', error => {
    const isMissing = 'code' in error && error.code === 'ENOENT'
    const reason = isMissing ? `There is no program ${program}.` : `It could not be started: ${error.message}.`
    // Without a process there is no exit; what goes wrong with one later ends in one.
    if (child.pid === undefined) answer({ end: 'refused', exitCode: null, reason })
  })
  child.on('exit', () => {
    // What it left running has nobody to answer to; whoever left the group may still hold the streams.
    endGroup(child, 'SIGKILL')
    if (grace !== null) clearTimeout(grace)
    grace = setTimeout(() => {
      child.stdout.destroy()
      child.stderr.destroy()
    }, graceMs)
  })
  child.on('close', (code, killedBy) => {
    if (child.pid === undefined) return
    if (stopped !== null) answer({ ...stopped, exitCode: null })
    else if (code === null) answer({ end: 'ended', exitCode: null, reason: `It was ended by ${killedBy}.` })
    else answer({ end: 'exited', exitCode: code, reason: null })
  })
  return promise
}

function inWords(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} seconds` : `${Math.round(ms / 60_000)} minutes`
}

/** The process and everything it started that did not leave its group. */
function endGroup({ pid }: ChildProcess, how: NodeJS.Signals): void {
  if (pid === undefined) return
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).on('error', () => {
      // Without it nothing more can be done than to wait.
    })
    return
  }
  try {
    process.kill(-pid, how)
  } catch (error) {
    // Nobody is left in it.
    if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM'))) throw error
  }
}
