/** Telling who changed each line, node and property: on or off for the whole window. */
import type { StoreApi } from 'zustand'
import { type Command, command } from '../../commands/command.ts'
import type { Shell } from '../../commands/shell-store.ts'
import { repoWords } from '../../text/repo.ts'

export const blameCommands: readonly Command[] = [
  command({
    id: 'git.blame',
    title: repoWords.act.blame,
    keys: 'Alt+A',
    when: ({ app, shell }) => {
      const { tabs, active } = shell.getState()
      const kind = tabs.find(({ id }) => id === active)?.kind
      return app.host.getState().repo?.status === 'open' && (kind === 'text' || kind === 'scene')
    },
    run: ({ shell, scene }) => {
      const isOn = !shell.getState().git.isBlaming
      setBlaming(shell, isOn)
      if (isOn && scene !== null) shell.setState({ isRightOpen: true, rightTab: 'inspector' })
    },
  }),
]

export function setBlaming(shell: StoreApi<Shell>, isBlaming: boolean): void {
  shell.setState(({ git }) => ({ git: { ...git, isBlaming } }))
}
