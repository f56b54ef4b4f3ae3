/** What the window remembers of the history's tab. */
import type { StoreApi } from 'zustand'
import type { LogView } from '../../commands/git-view.ts'
import type { Shell } from '../../commands/shell-store.ts'

export function setLog(shell: StoreApi<Shell>, change: Partial<LogView>): void {
  shell.setState(({ git }) => ({ git: { ...git, log: { ...git.log, ...change } } }))
}
