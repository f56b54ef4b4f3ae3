/**
 * A relay in a process of its own, for "Share" in the app. It says where it is in one line of JSON, ends on SIGTERM,
 * and ends by itself when this process goes, for it holds the other end of a channel.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { StartedRelay, StartRelay } from '../host/sharing/start-relay.ts'
import { AppError } from '../shared/contract/errors.ts'
import type { ProcessCommand } from './host-protocol.ts'

const ready = z.object({ url: z.url(), token: z.string() })

/** Its first line is shorter by far; what babbles is ended. */
const longestLineChars = 4096

export interface RelayTimes {
  readonly startMs: number
  readonly stopMs: number
}

export function relayStarter(
  { file, args, environment }: ProcessCommand,
  { startMs, stopMs }: RelayTimes = { startMs: 15_000, stopMs: 10_000 },
): StartRelay {
  return async ({ dataFolder, port, onNetwork }) => {
    const host = onNetwork ? '0.0.0.0' : '127.0.0.1'
    const child = spawn(file, [...args, '--port', `${port}`, '--data', dataFolder, '--host', host], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    try {
      const { url, token } = await firstLine(child, AbortSignal.timeout(startMs))
      return started(child, Number(new URL(url).port), token, stopMs)
    } catch (error) {
      child.kill('SIGKILL')
      throw new AppError('RELAY', 'The relay on this computer could not be started.', {}, { cause: error })
    }
  }
}

function started(child: ChildProcess, port: number, token: string, stopMs: number): StartedRelay {
  return {
    port,
    token,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
      await ended
      clearTimeout(timer)
    },
  }
}

/** Throws where the process ends, says something else, too much, or nothing before the signal. */
function firstLine(child: ChildProcess, signal: AbortSignal): Promise<z.infer<typeof ready>> {
  return new Promise((resolve, reject) => {
    const output: Readable | null = child.stdout
    if (output === null) return reject(new Error('the relay has no output'))
    let count = 0
    output.on('data', (chunk: Buffer) => {
      count += chunk.length
      if (count > longestLineChars) reject(new Error('the relay says too much'))
    })
    createInterface({ input: output }).once('line', line => {
      try {
        resolve(ready.parse(JSON.parse(line)))
      } catch (error) {
        reject(error)
      }
    })
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`the relay ended with ${code}`)))
    signal.addEventListener('abort', () => reject(signal.reason))
  })
}
