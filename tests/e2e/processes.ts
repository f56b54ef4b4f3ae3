/**
 * `weft relay` and `weft serve` as their users start them: real processes, each with a profile of its own.
 *
 *     const relay = await startWeft(['relay', '--data', folder], { home })
 *     await relay.kill()                    // as if the power went
 *     await relay.stop()                    // SIGTERM, as a user would
 *
 * Owner's duty: stop or kill what was started. A process whose test runner died ends with it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { killGroup } from '../../build/run-bounded.ts'

export interface WeftProcess {
  /** What the command printed when it was ready. */
  readonly url: string
  readonly token: string
  /** SIGKILL to the whole group; resolves once it has gone. */
  kill(): Promise<void>
  /** SIGTERM; rejects where that is not a clean stop. */
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Resolves when the command has printed its line. Rejects with what it said where it ends before. */
export async function startWeft(args: readonly string[], { home }: { readonly home: string }): Promise<WeftProcess> {
  const child = spawn(process.execPath, [`${root}cli/weft.mjs`, ...args], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, WEFT_HOME: home, NODE_ENV: 'production' },
  })
  const said: string[] = []
  child.stderr?.on('data', (chunk: Buffer) => said.push(String(chunk)))
  const ready = JSON.parse(await firstLine(child, said)) as { url: string; token: string }
  return {
    ...ready,
    async kill() {
      if (hasEnded(child)) return
      const ended = once(child, 'exit')
      killGroup(child)
      await ended
    },
    async stop() {
      if (hasEnded(child)) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const [code] = (await ended) as [number | null]
      if (code !== 0) throw new Error(`weft ${args.join(' ')} ended with ${code}:\n${said.join('')}`)
    },
  }
}

function firstLine(child: ChildProcess, said: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`weft ended with ${code} before it was ready:\n${said.join('')}`)))
    if (child.stdout === null) return
    createInterface({ input: child.stdout }).once('line', resolve)
  })
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
