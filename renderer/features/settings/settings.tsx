/** How Weft looks here, who you are, and which keys do what. */
import type { ReactElement } from 'react'
import type { StoreApi } from 'zustand'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { type Command, command } from '../../commands/command.ts'
import { closeDialog, openDialog } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'
import { Segmented } from '../../ui/choice.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { OwnIdentity } from '../identity/index.ts'
import { type Settings, useSettings } from './store.ts'
import './settings.css'

export function createSettingsCommands(settings: StoreApi<Settings>): readonly Command[] {
  const set = (id: string, title: string, change: Partial<Settings>) =>
    command({ id, title, run: () => settings.setState(change) })
  return [
    command({
      id: 'app.settings',
      title: words.commands.settings,
      keys: 'Mod+,',
      run: ({ shell }) => openDialog(shell, { kind: 'settings' }),
    }),
    set('look.dark', words.commands.themeDark, { look: 'dark' }),
    set('look.light', words.commands.themeLight, { look: 'light' }),
    set('look.system', words.commands.themeSystem, { look: 'system' }),
    set('look.dense', words.commands.dense, { rows: 'dense' }),
    set('look.comfortable', words.commands.comfortable, { rows: 'comfortable' }),
  ]
}

export function LookChoice(): ReactElement {
  const [{ look }, set] = useSettings()
  const { looks } = words.settings
  return (
    <Segmented
      label={words.settings.look}
      value={look}
      options={[
        { value: 'system', label: looks.system },
        { value: 'dark', label: looks.dark },
        { value: 'light', label: looks.light },
      ]}
      onChange={value => set({ look: value })}
    />
  )
}

export function RowsChoice(): ReactElement {
  const [{ rows }, set] = useSettings()
  const { rowKinds } = words.settings
  return (
    <Segmented
      label={words.settings.rows}
      value={rows}
      options={[
        { value: 'dense', label: rowKinds.dense },
        { value: 'comfortable', label: rowKinds.comfortable },
      ]}
      onChange={value => set({ rows: value })}
    />
  )
}

export function SettingsDialog(): ReactElement | null {
  const { shell, commands } = useApp()
  const isOpen = useShell(state => state.dialog?.kind === 'settings')
  if (!isOpen) return null
  return (
    <Dialog title={words.settings.title} onClose={() => closeDialog(shell)}>
      <div className="settings-row">
        <span>{words.settings.look}</span>
        <LookChoice />
      </div>
      <div className="settings-row">
        <span>{words.settings.rows}</span>
        <RowsChoice />
      </div>
      <h3 className="panel-title">{words.settings.you}</h3>
      <OwnIdentity />
      <h3 className="panel-title">{words.settings.keys}</h3>
      <ul className="settings-keys">
        {commands
          .filter(one => one.keys !== undefined)
          .map(one => (
            <li key={one.id}>
              <span className="grow">{one.title}</span>
              <Kbd keys={one.keys ?? ''} />
            </li>
          ))}
      </ul>
    </Dialog>
  )
}
