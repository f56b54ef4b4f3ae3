import type { ReactElement } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

/** Filters in a row, one of them on, each with a count. */
export function ToggleRow(props: {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string; readonly count: number }[]
  readonly onChange: (value: string) => void
}): ReactElement {
  const { label, value, options, onChange } = props
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="toggle-row"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={keys => {
        const chosen = options.find(option => keys.has(option.value))
        if (chosen !== undefined) onChange(chosen.value)
      }}
    >
      {options.map(option => (
        <ToggleButton key={option.value} id={option.value} className="segment">
          {option.label} <span className="count">{option.count}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
