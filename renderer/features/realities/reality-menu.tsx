/** In the title bar: which reality this is, the others, and a fork in two keystrokes. */
import { Check, ChevronDown, GitBranch, GitFork, Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { useApp, useCommand, useHost, useShell } from '../../commands/app-context.tsx'
import { runCommand } from '../../commands/command.ts'
import { historyWords } from '../../text/history.ts'
import { MenuButton, type MenuEntry, PopoverButton } from '../../ui/overlay.tsx'
import { ForkForm } from './fork-form.tsx'
import { currentReality, openRealities, switchTo } from './realities-actions.ts'
import './realities.css'

export function RealityMenu(): ReactElement | null {
  const parts = useApp()
  const graph = useHost(view => view.graph)
  const forkCommand = useCommand('reality.fork')
  const show = useCommand('reality.show')
  const current = currentReality(graph)
  if (current === null) return null
  const entries: MenuEntry[] = [
    ...openRealities(graph).map(
      (reality): MenuEntry => ({
        kind: 'item',
        id: reality.id,
        label: reality.name,
        icon:
          reality.id === current.id ? (
            <Check className="icon icon-small" aria-hidden />
          ) : (
            <span className="icon icon-small" />
          ),
        run: () => {
          if (reality.id !== current.id) switchTo(parts, reality).catch((error: unknown) => parts.notices.error(error))
        },
      }),
    ),
    { kind: 'separator', id: 'line' },
    {
      kind: 'item',
      id: 'fork',
      label: forkCommand.title,
      keys: forkCommand.keys,
      icon: <Plus className="icon icon-small" aria-hidden />,
      run: () => runCommand(forkCommand, parts.context()),
    },
    {
      kind: 'item',
      id: 'show',
      label: show.title,
      keys: show.keys,
      icon: <GitFork className="icon icon-small" aria-hidden />,
      run: () => runCommand(show, parts.context()),
    },
  ]
  return (
    <MenuButton
      label={historyWords.realities.menu(current.name)}
      className="title-workspace"
      button={
        <>
          <GitBranch className="icon icon-small second" aria-hidden />
          {current.name}
          <ChevronDown className="icon icon-small second" aria-hidden />
        </>
      }
      entries={entries}
    />
  )
}

export function ForkButton(): ReactElement | null {
  const { shell } = useApp()
  const isOpen = useShell(state => state.isForkOpen)
  const isReady = useHost(view => view.graph !== null)
  if (!isReady) return null
  return (
    <PopoverButton
      label={historyWords.realities.forkTitle}
      className="title-count title-fork"
      placement="bottom start"
      isOpen={isOpen}
      onOpenChange={isForkOpen => shell.setState({ isForkOpen })}
      button={
        <>
          <Plus className="icon icon-small" aria-hidden /> {historyWords.realities.fork}
        </>
      }
    >
      {close => <ForkForm onDone={close} />}
    </PopoverButton>
  )
}
