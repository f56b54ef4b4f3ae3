/** Which two states are compared. */
import { ArrowLeftRight, ArrowRight } from 'lucide-react'
import type { ReactElement } from 'react'
import type { ComparableState } from '../../../shared/contract/compare.ts'
import type { StateRef } from '../../../shared/contract/state-ref.ts'
import { useHost } from '../../commands/app-context.tsx'
import { compareWords as words } from '../../text/compare.ts'
import { IconButton } from '../../ui/button.tsx'
import { Dropdown, type Option } from '../../ui/choice.tsx'

export interface StatePickersProps {
  readonly path: string
  readonly states: readonly ComparableState[]
  readonly from: StateRef | null
  readonly to: StateRef | null
  readonly onChange: (from: StateRef | null, to: StateRef | null) => void
}

export function StatePickers({ path, states, from, to, onChange }: StatePickersProps): ReactElement {
  const files = useHost(view => view.files)
  const extension = path.slice(path.lastIndexOf('.'))
  const options: Option<string>[] = [
    ...states.map(state => ({ value: JSON.stringify(state.ref), label: labelOf(state) })),
    ...(files ?? [])
      .filter(file => file.path !== path && file.path.endsWith(extension))
      .map(file => ({
        value: JSON.stringify({ kind: 'file', path: file.path } satisfies StateRef),
        label: words.otherFile(file.path),
      })),
  ]
  const pick = (label: string, value: StateRef | null, onPick: (ref: StateRef) => void) => (
    <Dropdown
      label={label}
      className="compare-state"
      value={value === null ? null : JSON.stringify(value)}
      options={options}
      placeholder={label}
      onChange={text => onPick(JSON.parse(text) as StateRef)}
    />
  )
  return (
    <div className="compare-states">
      {pick(words.from, from, ref => onChange(ref, to))}
      <ArrowRight className="icon second" aria-hidden />
      {pick(words.to, to, ref => onChange(from, ref))}
      <IconButton
        icon={<ArrowLeftRight className="icon" aria-hidden />}
        label={words.swap}
        isDisabled={from === null || to === null}
        onPress={() => onChange(to, from)}
      />
    </div>
  )
}

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

export function labelOf({ ref, label, author, time }: ComparableState): string {
  if (ref.kind === 'now') return words.now
  const what = words.revision(label, author)
  return time === null ? what : `${dates.format(time)}  ${what}`
}
