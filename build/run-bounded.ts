import { type ChildProcess, spawn } from 'node:child_process'

/** What a child process did, as far as its limits let it. */
export interface BoundedResult {
  /** The exit code, or null if a signal ended it. */
  readonly code: number | null
  /** Standard output, cut at `outputLimitBytes`. */
  readonly stdout: string
  /** Standard error, cut at `outputLimitBytes`. */
  readonly stderr: string
  /** True if the time limit ended it. */
  readonly isTimedOut: boolean
}

export interface BoundedOptions {
  readonly timeoutMs: number
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** Kept of each stream; the rest is read and dropped. 8 MiB unless told. */
  readonly outputLimitBytes?: number
}

/**
 * Runs a program that may hang, babble or leave children behind.
 * Always ends: at `timeoutMs` the whole process group is killed. A program that cannot be started
 * is an answer too: code 127 with the reason on `stderr`.
 */
export function runBounded(
  command: string,
  args: readonly string[],
  { timeoutMs, cwd, env, outputLimitBytes = 8 * 1024 * 1024 }: BoundedOptions,
): Promise<BoundedResult> {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd,
      env,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const stdout = collect(outputLimitBytes)
    const stderr = collect(outputLimitBytes)
    child.stdout.on('data', (chunk: Buffer) => stdout.add(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.add(chunk))
    let isTimedOut = false
    const timer = setTimeout(() => {
      isTimedOut = true
      killGroup(child)
      // Whoever left the group may still hold the pipes: they are not waited for.
      child.stdout.destroy()
      child.stderr.destroy()
    }, timeoutMs)
    child.on('error', error => {
      clearTimeout(timer)
      resolve({ code: 127, stdout: stdout.text(), stderr: `${stderr.text()}${error.message}`, isTimedOut })
    })
    // A grandchild may hold the pipes after the child is gone; nothing may outlive the call.
    child.on('exit', () => killGroup(child))
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ code, stdout: stdout.text(), stderr: stderr.text(), isTimedOut })
    })
  })
}

/** Ends a child that was started `detached`, and everything it started. Safe to call twice. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

function isGone(error: unknown): boolean {
  // macOS answers EPERM for a group whose last member is a zombie.
  return error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM')
}

function collect(limitBytes: number) {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  return {
    add(chunk: Buffer): void {
      const room = limitBytes - sizeBytes
      if (room <= 0) return
      const kept = chunk.length > room ? chunk.subarray(0, room) : chunk
      chunks.push(kept)
      sizeBytes += kept.length
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
  }
}
