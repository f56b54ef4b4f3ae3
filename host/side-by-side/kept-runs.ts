/**
 * The command that was last run in realities from a window, and how it ended in each. It belongs to the project, not to
 * the page: it goes on while the page is reloaded or closed, until it is stopped, another takes its place or the project
 * is closed; and its outcomes are there for as long as their realities are, over restarts too. (RTY20)
 *
 *     await using runs = createKeptRuns({ settings, realities: () => ids, run })
 *     runs.start({ ids, command, timeoutMs }); runs.state()
 */
import { assertNever } from '../../shared/assert-never.ts'
import type { CommandEvent, CommandOutcome, KeptRuns, RunState } from '../../shared/contract/side-by-side.ts'
import { RUN_FILES_KEPT, RUN_OUTPUT_KEPT } from '../../shared/limits.ts'
import type { SettingRows } from '../storage/store.ts'
import { createEmitter } from '../workspace/emitter.ts'

export interface RunAsked {
  readonly ids: readonly string[]
  readonly command: string
  readonly timeoutMs: number
}

export interface KeptRunsList extends AsyncDisposable {
  readonly state: () => KeptRuns
  /** In place of the one that runs. Throws AppError NOT_FOUND, or BAD_REQUEST for a command that cannot be read. */
  start(asked: RunAsked): void
  stop(): void
  readonly onDidChange: (listener: () => void) => Disposable
}

export interface KeptRunsDeps {
  readonly settings: SettingRows
  /** Those that are here. */
  readonly realities: () => ReadonlySet<string>
  /** Throws before anything is done, or ends with the signal. */
  readonly run: (asked: RunAsked, signal: AbortSignal) => AsyncGenerator<CommandEvent, void, void>
  readonly log: { error(data: object, message: string): void }
}

const SETTING = 'sideBySide.runs'
const CLOSED = 'The project was closed while it ran.'
const STOPPED = 'It was stopped.'

interface Kept {
  readonly command: string
  /** By reality. Null: it had not ended when this was written. */
  readonly outcomes: Readonly<Record<string, CommandOutcome | null>>
}

export function createKeptRuns({ settings, realities, run, log }: KeptRunsDeps): KeptRunsList {
  const changed = createEmitter()
  const before = read(settings)
  let command = before.command
  let runs = new Map<string, RunState>(
    Object.entries(before.outcomes).map(([reality, outcome]) => [
      reality,
      { status: 'done', outcome: outcome ?? cancelled(reality, '', CLOSED) },
    ]),
  )
  let current: { readonly stop: AbortController; readonly over: Promise<void> } | null = null
  let isClosing = false

  function write(): void {
    const there = realities()
    const outcomes: Record<string, CommandOutcome | null> = {}
    for (const [reality, state] of runs) {
      if (there.has(reality)) outcomes[reality] = state.status === 'done' ? state.outcome : null
    }
    settings.set(SETTING, JSON.stringify({ command, outcomes } satisfies Kept))
  }

  function take(event: CommandEvent): void {
    switch (event.kind) {
      case 'done':
        runs.set(event.outcome.reality, { status: 'done', outcome: shortened(event.outcome) })
        write()
        break
      case 'preparing':
      case 'running':
        runs.set(event.reality, { status: event.kind, output: outputOf(runs.get(event.reality)) })
        break
      case 'output': {
        const output = (outputOf(runs.get(event.reality)) + event.text).slice(-RUN_OUTPUT_KEPT)
        runs.set(event.reality, { status: 'running', output })
        break
      }
      default:
        assertNever(event)
    }
    changed.fire()
  }

  async function follow(events: AsyncGenerator<CommandEvent, void, void>, stop: AbortSignal): Promise<void> {
    const own = runs
    try {
      for await (const event of events) if (own === runs) take(event)
    } catch (error) {
      if (!stop.aborted) log.error({ err: error }, 'a command in realities could not be followed')
    }
    // Another has taken its place: what it says now is that one's.
    if (own !== runs) return
    for (const [reality, state] of runs) {
      if (state.status === 'done') continue
      const outcome = cancelled(reality, state.output, isClosing ? CLOSED : STOPPED)
      runs.set(reality, { status: 'done', outcome })
    }
    current = null
    write()
    changed.fire()
  }

  return {
    state() {
      const there = realities()
      const shown = [...runs].filter(([reality]) => there.has(reality))
      return { command, isRunning: current !== null, runs: Object.fromEntries(shown) }
    },
    start(asked) {
      const stop = new AbortController()
      const events = run(asked, stop.signal)
      current?.stop.abort()
      command = asked.command
      runs = new Map(asked.ids.map(id => [id, { status: 'waiting', output: '' }]))
      write()
      current = { stop, over: follow(events, stop.signal) }
      changed.fire()
    },
    stop: () => current?.stop.abort(),
    onDidChange: changed.on,
    async [Symbol.asyncDispose]() {
      isClosing = true
      current?.stop.abort()
      await current?.over
    },
  }
}

function read(settings: SettingRows): Kept {
  const text = settings.get(SETTING)
  return text === undefined ? { command: '', outcomes: {} } : (JSON.parse(text) as Kept)
}

function outputOf(state: RunState | undefined): string {
  return state === undefined || state.status === 'done' ? '' : state.output
}

function shortened(outcome: CommandOutcome): CommandOutcome {
  return {
    ...outcome,
    output: outcome.output.slice(-RUN_OUTPUT_KEPT),
    files: outcome.files.slice(0, RUN_FILES_KEPT),
  }
}

function cancelled(reality: string, output: string, reason: string): CommandOutcome {
  const nothing = { exitCode: null, durationMs: 0, outputBytes: Buffer.byteLength(output), files: [], fileCount: 0 }
  return { reality, end: 'cancelled', reason, output, ...nothing }
}
