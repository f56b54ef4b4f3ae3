/** How often, and for how long. Each change holds at once. */
import type { ReactElement } from 'react'
import type { BackupSettings } from '../../../shared/contract/history.ts'
import { historyWords } from '../../text/history.ts'
import { CheckField, Dropdown } from '../../ui/choice.tsx'
import { NumberInput } from '../../ui/number-input.tsx'

const words = historyWords.backups
type Interval = keyof typeof words.intervals
const intervals = Object.keys(words.intervals) as Interval[]
/** As the contract bounds it. */
const longestDays = 3650

export function BackupSettingsForm(props: {
  readonly settings: BackupSettings
  readonly onChange: (settings: BackupSettings) => void
}): ReactElement {
  const { settings, onChange } = props
  const chosen = intervals.find(each => Number(each) === settings.everyMinutes) ?? null
  return (
    <div className="backup-settings">
      <CheckField label={words.isOn} isOn={settings.isOn} onChange={isOn => onChange({ ...settings, isOn })}>
        {words.isOn}
      </CheckField>
      <div className="labelled-row">
        <span className="second grow">{words.everyLabel}</span>
        <span className="backup-field">
          <Dropdown
            label={words.everyLabel}
            value={chosen}
            placeholder={`${settings.everyMinutes} ${words.minutes}`}
            options={intervals.map(value => ({ value, label: words.intervals[value] }))}
            isReadOnly={!settings.isOn}
            onChange={value => onChange({ ...settings, everyMinutes: Number(value) })}
          />
        </span>
      </div>
      <div className="labelled-row">
        <span className="second grow">{words.keepLabel}</span>
        <span className="backup-field">
          <NumberInput
            label={words.keepLabel}
            value={settings.retentionDays}
            suffix={words.days}
            range={{ min: 1, max: longestDays, step: 1 }}
            onCommit={days =>
              onChange({ ...settings, retentionDays: Math.min(longestDays, Math.max(1, Math.round(days))) })
            }
          />
        </span>
      </div>
      <p className="meta">{words.retention}</p>
    </div>
  )
}
