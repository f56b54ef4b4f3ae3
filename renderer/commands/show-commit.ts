/** Brings a commit to the front, in the history and in view. */
import type { StoreApi } from 'zustand'
import { initialGitView } from './git-view.ts'
import { openTab, type Shell } from './shell-store.ts'

export function showCommit(shell: StoreApi<Shell>, hash: string): void {
  shell.setState(({ git }) => ({
    git: { ...git, log: { ...initialGitView.log, selected: [hash], reveal: hash } },
  }))
  openTab(shell, 'git-log')
}
