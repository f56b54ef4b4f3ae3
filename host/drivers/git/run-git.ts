/** The user's own `git`, run with a deadline and a bound on what it says. */
import { spawn } from 'node:child_process'

export interface GitResult {
  /** null where a signal or the deadline ended it. */
  readonly code: number | null
  readonly stdout: Buffer
  readonly stderr: string
}

export interface GitOptions {
  /** Absolute. */
  readonly cwd: string
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

const TIMEOUT_MS = 30_000
const OUTPUT_BYTES = 256 * 1024 * 1024

/** Never throws for what git answers. Rejects with the system's ENOENT where there is no git, or when cancelled. */
export function runGit(args: readonly string[], options: GitOptions): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      cwd: options.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: options.signal,
      timeout: options.timeoutMs ?? TIMEOUT_MS,
    })
    const chunks: Buffer[] = []
    let sizeBytes = 0
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length
      if (sizeBytes > OUTPUT_BYTES) child.kill()
      else chunks.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < 64 * 1024) stderr += chunk.toString('utf8')
    })
    child.on('error', reject)
    child.on('close', code => resolve({ code, stdout: Buffer.concat(chunks), stderr }))
  })
}

/** What git prints, without the line end; null where it ends with another code than 0. */
export async function askGit(args: readonly string[], options: GitOptions): Promise<string | null> {
  const { code, stdout } = await runGit(args, options)
  return code === 0 ? stdout.toString('utf8').replace(/\r?\n$/, '') : null
}
