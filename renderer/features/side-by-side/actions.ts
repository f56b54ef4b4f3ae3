/** What can be done with realities side by side. A command goes on when its tab is not looked at, until it is stopped. */
import type { StoreApi } from 'zustand'
import type { Reality, RealityMergeStrategy } from '../../../shared/contract/realities.ts'
import type { CommandEvent } from '../../../shared/contract/side-by-side.ts'
import type { Notices } from '../../commands/notices.ts'
import type { RunView, Shell, SideBySideView } from '../../commands/shell-store.ts'
import type { AppSession } from '../../session/app-session.ts'
import { sideBySideWords as words } from '../../text/side-by-side.ts'

export interface Parts {
  readonly app: AppSession
  readonly shell: StoreApi<Shell>
  readonly notices: Notices
}

export function setView(shell: StoreApi<Shell>, change: Partial<SideBySideView>): void {
  shell.setState(({ sideBySide }) => ({ sideBySide: { ...sideBySide, ...change } }))
}

export async function makeSeveral(
  { app, shell, notices }: Parts,
  make: { readonly count: number } | { readonly names: string[] },
): Promise<void> {
  const made = await app.api.sideBySide.try({ make })
  setView(shell, { chosen: made.map(({ id }) => id), cell: null })
  notices.info(words.made(made.length))
}

/** In the end of what a command printed, as the window shows it while it runs. */
const OUTPUT_SHOWN = 64 * 1024

export async function runInAll({ app, shell, notices }: Parts, ids: readonly string[], command: string): Promise<void> {
  shell.getState().sideBySide.stop?.()
  const cancel = new AbortController()
  const stop = () => cancel.abort()
  const waiting: RunView = { status: 'waiting', output: '' }
  setView(shell, { stop, runs: Object.fromEntries(ids.map(id => [id, waiting])) })
  const isStill = () => shell.getState().sideBySide.stop === stop
  try {
    const events = await app.api.sideBySide.run({ ids: [...ids], command }, { signal: cancel.signal })
    for await (const event of events) {
      if (!isStill()) return
      setView(shell, { runs: withEvent(shell.getState().sideBySide.runs, event) })
    }
  } catch (error) {
    if (!cancel.signal.aborted) notices.error(error)
  } finally {
    if (isStill()) setView(shell, { stop: null, runs: settled(shell.getState().sideBySide.runs) })
  }
}

type Runs = SideBySideView['runs']

function withEvent(runs: Runs, event: CommandEvent): Runs {
  if (event.kind === 'done') return { ...runs, [event.outcome.reality]: { status: 'done', outcome: event.outcome } }
  const before = runs[event.reality]
  const output = before === undefined || before.status === 'done' ? '' : before.output
  if (event.kind === 'output') {
    return { ...runs, [event.reality]: { status: 'running', output: (output + event.text).slice(-OUTPUT_SHOWN) } }
  }
  return { ...runs, [event.reality]: { status: event.kind, output } }
}

/** Whoever was stopped before its end says so. */
function settled(runs: Runs): Runs {
  return Object.fromEntries(
    Object.entries(runs).map(([reality, run]): [string, RunView] => {
      if (run.status === 'done') return [reality, run]
      const nothing = { exitCode: null, reason: null, durationMs: 0, outputBytes: 0, files: [], fileCount: 0 }
      return [reality, { status: 'done', outcome: { reality, end: 'cancelled', output: run.output, ...nothing } }]
    }),
  )
}

export async function takeOne(
  parts: Parts,
  wanted: {
    readonly reality: Reality
    readonly parent: string
    readonly drop: readonly string[]
    readonly strategy: RealityMergeStrategy
  },
): Promise<void> {
  const { app, notices } = parts
  const { reality, parent, drop, strategy } = wanted
  await app.api.sideBySide.apply({ id: reality.id, drop: [...drop], strategy })
  const run = () => void undoTake(parts).catch((error: unknown) => notices.error(error))
  notices.info(words.taken(reality.name, parent), drop.length === 0 ? undefined : { label: words.undo, run })
}

export async function undoTake({ app, notices }: Parts): Promise<void> {
  await app.api.sideBySide.undoApply()
  notices.info(words.undone)
}
