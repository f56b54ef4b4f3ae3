/** What can be done with realities side by side. A command is the project's: it goes on without this page. */
import type { StoreApi } from 'zustand'
import type { Reality, RealityMergeStrategy } from '../../../shared/contract/realities.ts'
import type { KeptRuns } from '../../../shared/contract/side-by-side.ts'
import type { Notices } from '../../commands/notices.ts'
import type { Shell, SideBySideView } from '../../commands/shell-store.ts'
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

export async function runInAll({ app, shell, notices }: Parts, ids: readonly string[], command: string): Promise<void> {
  try {
    showRuns(shell, await app.api.sideBySide.start({ ids: [...ids], command }))
  } catch (error) {
    notices.error(error)
  }
}

export async function stopRun({ app, shell, notices }: Parts): Promise<void> {
  try {
    showRuns(shell, await app.api.sideBySide.stopRun())
  } catch (error) {
    notices.error(error)
  }
}

/** The command of before stands in the field as long as nobody has typed another. */
export function showRuns(shell: StoreApi<Shell>, { command, isRunning, runs }: KeptRuns): void {
  const typed = shell.getState().sideBySide.command
  setView(shell, { runs, isRunning, command: typed === '' ? command : typed })
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
