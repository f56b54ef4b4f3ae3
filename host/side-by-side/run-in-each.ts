/**
 * A command run in several realities, each in a folder of its own that has that reality's files and goes afterwards. At
 * most as many at once as there are cores. What it makes of the files is told, and taken in nowhere. (RTY14)
 *
 * The events come one by one as they are asked for; what is printed faster than that is cut, never heaped up. Whoever
 * stops asking, or aborts, ends every command, and the folders go.
 */
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAppError } from '../../shared/contract/errors.ts'
import type { CommandEvent, CommandOutcome } from '../../shared/contract/side-by-side.ts'
import { commandWords } from '../drivers/command/command-words.ts'
import { runCommand } from '../drivers/command/run-command.ts'
import { createEventQueue } from './event-queue.ts'
import { madeFiles } from './made-files.ts'

export interface Bench {
  readonly id: string
  readonly name: string
  /** Writes the reality's files into an empty folder, links in its path resolved. */
  readonly writeInto: (folder: string, signal: AbortSignal) => Promise<void>
}

export interface RunInEach {
  readonly benches: readonly Bench[]
  /** As somebody typed it. */
  readonly command: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** Cores, unless given. */
  readonly atOnce?: number
}

/** Throws AppError BAD_REQUEST for a command that cannot be read, before anything is done. */
export function runInEach(asked: RunInEach): AsyncGenerator<CommandEvent, void, void> {
  const words = commandWords(asked.command)
  return events(asked, words)
}

async function* events(
  { benches, timeoutMs, signal, atOnce = availableParallelism() }: RunInEach,
  words: readonly string[],
): AsyncGenerator<CommandEvent, void, void> {
  const stop = new AbortController()
  const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])
  const queue = createEventQueue()
  const left = benches.values()
  const workers = Array.from({ length: Math.min(atOnce, benches.length) }, async () => {
    for (const bench of left) {
      queue.push({ kind: 'done', outcome: await runIn(bench, words, timeoutMs, both, queue.push) })
    }
  })
  const all = Promise.all(workers).then(
    () => queue.end(null),
    (error: unknown) => queue.end(error),
  )
  try {
    yield* queue.events()
  } finally {
    stop.abort()
    await all
  }
}

async function runIn(
  { id, name, writeInto }: Bench,
  words: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
  push: (event: CommandEvent) => void,
): Promise<CommandOutcome> {
  const nothing = { reality: id, exitCode: null, durationMs: 0, output: '', outputBytes: 0, files: [], fileCount: 0 }
  if (signal.aborted) return { ...nothing, end: 'cancelled', reason: 'It was cancelled.' }
  push({ kind: 'preparing', reality: id })
  // Not inside the project: a command that looks for Git, or for a project, in the folders above must not find this one.
  const above = await realpath(await mkdtemp(join(tmpdir(), 'weft-reality-')))
  try {
    const folder = join(above, 'files')
    await writeInto(folder, signal)
    const made = await madeFiles(folder)
    push({ kind: 'running', reality: id })
    const result = await runCommand({
      words,
      folder,
      environment: { WEFT_REALITY: name },
      timeoutMs,
      signal,
      onOutput: text => push({ kind: 'output', reality: id, text }),
    })
    return { reality: id, ...result, ...(await made()) }
  } catch (error) {
    if (signal.aborted) return { ...nothing, end: 'cancelled', reason: 'It was cancelled.' }
    // Its files could not be written: the others go on.
    if (isAppError(error)) return { ...nothing, end: 'refused', reason: error.message }
    throw error
  } finally {
    await rm(above, { recursive: true, force: true, maxRetries: 3 })
  }
}
