/** As it was, or what differs between then and now. */
import type { ReactElement } from 'react'
import { travelWords } from '../../text/time-travel.ts'
import { Segmented } from '../../ui/choice.tsx'

export type ThenMode = 'past' | 'against'
const modes = ['past', 'against'] as const satisfies readonly ThenMode[]

export function ThenSwitch(props: {
  readonly mode: ThenMode
  readonly onMode: (mode: ThenMode) => void
}): ReactElement {
  return (
    <Segmented
      label={travelWords.mode}
      value={props.mode}
      options={modes.map(value => ({ value, label: travelWords.modes[value] }))}
      onChange={props.onMode}
    />
  )
}
