/** What floats: dialogs, popovers on a button, menus. Escape closes; focus goes back to where it came from. */
import { type ReactElement, type ReactNode, useRef } from 'react'
import {
  Button as AriaButton,
  Dialog as AriaDialog,
  DialogTrigger,
  Heading,
  Menu,
  MenuItem,
  MenuTrigger,
  Modal,
  ModalOverlay,
  Popover,
  Separator,
} from 'react-aria-components'
import { Kbd } from './kbd.tsx'

export function Dialog(props: {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly foot?: ReactNode
  readonly isWide?: boolean
}): ReactElement {
  return (
    <ModalOverlay className="modal-overlay" isOpen isDismissable onOpenChange={isOpen => !isOpen && props.onClose()}>
      <Modal className="modal" style={props.isWide ? { width: 'min(760px, calc(100vw - 48px))' } : {}}>
        <AriaDialog className="dialog">
          <Heading slot="title" className="dialog-head">
            {props.title}
          </Heading>
          <div className="dialog-body">{props.children}</div>
          {props.foot !== undefined && <div className="dialog-foot">{props.foot}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** A button with a panel below it. `children` gets a function that closes it. */
export function PopoverButton(props: {
  readonly label: string
  readonly button: ReactNode
  readonly className?: string
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
  readonly isDisabled?: boolean
  readonly placement?: 'bottom end' | 'bottom start' | 'left top'
  readonly children: (close: () => void) => ReactNode
}): ReactElement {
  const { isOpen, onOpenChange } = props
  return (
    <DialogTrigger
      {...(isOpen === undefined ? {} : { isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <AriaButton
        aria-label={props.label}
        className={props.className ?? 'button'}
        isDisabled={props.isDisabled ?? false}
      >
        {props.button}
      </AriaButton>
      <Popover className="popover" placement={props.placement ?? 'bottom end'} offset={6}>
        <AriaDialog className="dialog" aria-label={props.label}>
          {({ close }) => props.children(close)}
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  )
}

export type MenuEntry =
  | {
      readonly kind: 'item'
      readonly id: string
      readonly label: string
      readonly keys?: string | undefined
      readonly icon?: ReactNode
      readonly isDisabled?: boolean
      readonly run: () => void
    }
  | { readonly kind: 'separator'; readonly id: string }

export function MenuButton(props: {
  readonly label: string
  readonly button: ReactNode
  readonly className?: string
  readonly entries: readonly MenuEntry[]
}): ReactElement {
  return (
    <MenuTrigger>
      <AriaButton aria-label={props.label} className={props.className ?? 'icon-button'}>
        {props.button}
      </AriaButton>
      <Popover className="popover" placement="bottom start" offset={4}>
        <MenuList label={props.label} entries={props.entries} />
      </Popover>
    </MenuTrigger>
  )
}

/** A menu at a point of the window. */
export function ContextMenu(props: {
  readonly label: string
  readonly at: { readonly x: number; readonly y: number }
  readonly entries: readonly MenuEntry[]
  readonly onClose: () => void
}): ReactElement {
  const anchor = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span
        ref={anchor}
        aria-hidden
        style={{ position: 'fixed', left: props.at.x, top: props.at.y, width: 1, height: 1 }}
      />
      <Popover
        className="popover"
        triggerRef={anchor}
        isOpen
        placement="bottom start"
        offset={0}
        onOpenChange={isOpen => !isOpen && props.onClose()}
      >
        <MenuList label={props.label} entries={props.entries} onClose={props.onClose} />
      </Popover>
    </>
  )
}

function MenuList(props: {
  readonly label: string
  readonly entries: readonly MenuEntry[]
  readonly onClose?: () => void
}): ReactElement {
  return (
    <Menu
      aria-label={props.label}
      className="menu"
      autoFocus="first"
      {...(props.onClose ? { onClose: props.onClose } : {})}
    >
      {props.entries.map(entry =>
        entry.kind === 'separator' ? (
          <Separator key={entry.id} className="menu-separator" />
        ) : (
          <MenuItem
            key={entry.id}
            id={entry.id}
            className="menu-item"
            textValue={entry.label}
            isDisabled={entry.isDisabled ?? false}
            onAction={entry.run}
          >
            {entry.icon}
            <span>{entry.label}</span>
            {entry.keys !== undefined && <Kbd keys={entry.keys} />}
          </MenuItem>
        ),
      )}
    </Menu>
  )
}
