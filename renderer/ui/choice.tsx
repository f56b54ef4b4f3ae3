/** Choosing among few: a check box, a row of segments, a list that drops down. */
import { Check, ChevronDown, Minus } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import {
  Button as AriaButton,
  Checkbox,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components'

export interface CheckProps {
  readonly label: string
  /** null: some are, some are not. */
  readonly isOn: boolean | null
  readonly onChange: (isOn: boolean) => void
  readonly isReadOnly?: boolean
  /** Shown beside the box; the label is then for screen readers alone. */
  readonly children?: ReactNode
}

export function CheckField({ label, isOn, onChange, isReadOnly = false, children }: CheckProps): ReactElement {
  return (
    <Checkbox
      className="check"
      aria-label={label}
      isSelected={isOn === true}
      isIndeterminate={isOn === null}
      isReadOnly={isReadOnly}
      onChange={onChange}
    >
      <span className="check-box" aria-hidden>
        {isOn === null ? <Minus className="icon" /> : isOn ? <Check className="icon" /> : null}
      </span>
      {children}
    </Checkbox>
  )
}

export interface Option<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly icon?: ReactNode
}

export function Segmented<Value extends string>(props: {
  readonly label: string
  readonly value: Value
  readonly options: readonly Option<Value>[]
  readonly onChange: (value: Value) => void
}): ReactElement {
  const { label, value, options, onChange } = props
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="segmented"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={keys => {
        const chosen = options.find(option => keys.has(option.value))
        if (chosen !== undefined && chosen.value !== value) onChange(chosen.value)
      }}
    >
      {options.map(option => (
        <ToggleButton key={option.value} id={option.value} className="segment">
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}

export function Dropdown<Value extends string>(props: {
  readonly label: string
  /** null: mixed, or none of them. */
  readonly value: Value | null
  readonly options: readonly Option<Value>[]
  readonly onChange: (value: Value) => void
  readonly placeholder?: string
  readonly isReadOnly?: boolean
  readonly className?: string
}): ReactElement {
  const { label, value, options, onChange, placeholder = '', isReadOnly = false, className = '' } = props
  return (
    <Select
      aria-label={label}
      className={`grow ${className}`}
      selectedKey={value}
      isDisabled={isReadOnly}
      onSelectionChange={key => {
        const chosen = options.find(option => option.value === key)
        if (chosen !== undefined) onChange(chosen.value)
      }}
    >
      <AriaButton className="field field-button">
        <SelectValue className="grow ellipsis">
          {({ isPlaceholder, selectedText }) => (isPlaceholder ? placeholder : selectedText)}
        </SelectValue>
        <ChevronDown className="icon icon-small second" aria-hidden />
      </AriaButton>
      <Popover className="popover" offset={4}>
        <ListBox className="list-box" items={options.map(option => ({ ...option, id: option.value }))}>
          {option => (
            <ListBoxItem className="option" textValue={option.label} id={option.value}>
              {option.icon}
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
