/** Backups that were made by themselves, newest first, and for how long they are kept. */
import { History, Settings } from 'lucide-react'
import { type ReactElement, useEffect, useState } from 'react'
import type { BackupSettings } from '../../../shared/contract/history.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { openDialog } from '../../commands/shell-store.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { PanelHead } from '../../ui/layout.tsx'
import { PopoverButton } from '../../ui/overlay.tsx'
import { backUpNow } from './backup-commands.ts'
import { BackupSettingsForm } from './backup-settings.tsx'
import './backups.css'

const words = historyWords.backups

export function Backups(): ReactElement {
  const parts = useApp()
  const { app, shell, notices } = parts
  const versions = useHost(view => view.versions)
  const [settings, setSettings] = useState<BackupSettings | null>(null)
  useEffect(() => {
    app.api.backups.settings().then(setSettings, (error: unknown) => notices.error(error))
  }, [app, notices])
  const backups = (versions ?? []).filter(({ kind }) => kind === 'backup')

  async function keep(next: BackupSettings): Promise<void> {
    setSettings(await app.api.backups.setSettings(next))
  }

  return (
    <section className="backups" aria-label={words.title}>
      <PanelHead
        title={words.title}
        detail={
          settings === null
            ? ''
            : settings.isOn
              ? words.every(settings.everyMinutes, settings.retentionDays)
              : words.off
        }
      >
        {settings !== null && (
          <PopoverButton
            label={words.settings}
            className="icon-button"
            placement="bottom end"
            button={<Settings className="icon icon-small" aria-hidden />}
          >
            {() => (
              <BackupSettingsForm
                settings={settings}
                onChange={next => void keep(next).catch((error: unknown) => notices.error(error))}
              />
            )}
          </PopoverButton>
        )}
      </PanelHead>
      {versions !== null && backups.length === 0 && <p className="empty-inline">{words.none}</p>}
      <ul className="backups-list" aria-label={words.list}>
        {backups.map(({ id, time, sizeBytes }) => (
          <li key={id}>
            <button
              type="button"
              className="list-row"
              title={words.restore(historyWords.when(time))}
              onClick={() => openDialog(shell, { kind: 'restore-version', version: id })}
            >
              <History className="icon icon-small second" aria-hidden />
              <span className="grow">{historyWords.when(time)}</span>
              <span className="meta">{historyWords.size(sizeBytes)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="backups-foot">
        <Button kind="text" onPress={() => void backUpNow(parts).catch((error: unknown) => notices.error(error))}>
          {words.now}
        </Button>
      </div>
    </section>
  )
}
