/** Buttons. One primary a screen; text buttons for the rest. */
import type { ReactElement, ReactNode } from 'react'
import { Button as AriaButton, ToggleButton, Tooltip, TooltipTrigger } from 'react-aria-components'
import { Kbd } from './kbd.tsx'

export interface ButtonProps {
  readonly children: ReactNode
  readonly onPress: () => void
  readonly kind?: 'primary' | 'bordered' | 'text' | 'plain'
  readonly isDisabled?: boolean
  readonly isPending?: boolean
  readonly autoFocus?: boolean
  readonly label?: string
  readonly className?: string
}

export function Button({ children, kind = 'bordered', className = '', label, ...rest }: ButtonProps): ReactElement {
  const look = kind === 'bordered' ? '' : ` button-${kind}`
  return (
    <AriaButton
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': label })}
      className={`button${look} ${className}`}
    >
      {children}
    </AriaButton>
  )
}

export interface IconButtonProps {
  readonly icon: ReactNode
  /** Says what it does: name for screen readers, and tooltip. */
  readonly label: string
  readonly onPress: () => void
  readonly keys?: string | undefined
  readonly isDisabled?: boolean
  readonly isOn?: boolean
}

export function IconButton({ icon, label, onPress, keys, isDisabled = false, isOn }: IconButtonProps): ReactElement {
  const common = { 'aria-label': label, onPress, isDisabled, className: 'icon-button' }
  return (
    <TooltipTrigger delay={500}>
      {isOn === undefined ? (
        <AriaButton {...common}>{icon}</AriaButton>
      ) : (
        <ToggleButton {...common} isSelected={isOn}>
          {icon}
        </ToggleButton>
      )}
      <Tooltip className="tooltip" offset={6}>
        {label}
        {keys !== undefined && <Kbd keys={keys} />}
      </Tooltip>
    </TooltipTrigger>
  )
}
