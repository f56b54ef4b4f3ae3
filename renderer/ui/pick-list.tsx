/** A field and a list below it: type to filter, arrows to move, Enter to choose. The list may be long. */
import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'

export interface PickItem {
  readonly key: string
  readonly label: string
  readonly detail?: string
  readonly icon?: ReactNode
  readonly end?: ReactNode
  /** Heading under which it stands; items of one group come together. */
  readonly group?: string
}

export interface PickListProps<Item extends PickItem> {
  readonly label: string
  readonly placeholder: string
  /** Already filtered and ordered by the caller. */
  readonly items: readonly Item[]
  readonly text: string
  readonly onText: (text: string) => void
  readonly onPick: (item: Item) => void
  readonly onActive?: (item: Item | null) => void
  readonly none: string
  readonly isLarge?: boolean
  readonly end?: ReactNode
}

/** As many as can be reached; the rest comes with more letters. */
const mostShown = 400
/** Drawn at first, and again with each look at the end: a letter that is typed draws these and no more. */
const drawnAtOnce = 40

export function PickList<Item extends PickItem>(props: PickListProps<Item>): ReactElement {
  const { label, placeholder, text, onText, onPick, onActive, none, isLarge = false, end } = props
  const items = useMemo(() => props.items.slice(0, mostShown), [props.items])
  const [active, setActive] = useState(0)
  const [reached, setReached] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const index = Math.min(active, items.length - 1)

  useEffect(() => input.current?.focus(), [])
  const shown = items[index] ?? null
  const drawn = items.slice(0, Math.max(reached, index) + drawnAtOnce)
  const tell = useEffectEvent((item: Item | null) => onActive?.(item))
  useEffect(() => tell(shown), [shown])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row to see is another one whenever the index moves.
  useEffect(() => {
    // Not the arrow's answer: newer browsers give a promise here, which React would call when it cleans up.
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [index])

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }
    const step = steps[event.key]
    if (step !== undefined) setActive(Math.max(0, Math.min(items.length - 1, index + step)))
    else if (event.key === 'Enter' && shown !== null) onPick(shown)
    else return
    event.preventDefault()
  }

  return (
    <div className="pick">
      <div className="pick-field">
        <input
          ref={input}
          className={`field ${isLarge ? 'pick-large' : 'field-large'}`}
          data-ui
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={shown === null ? undefined : `${id}-${index}`}
          placeholder={placeholder}
          value={text}
          spellCheck={false}
          autoComplete="off"
          onChange={event => {
            setActive(0)
            setReached(0)
            onText(event.target.value)
          }}
          onKeyDown={onKeyDown}
        />
        {end}
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className="pick-list"
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          if (scrollTop + clientHeight > scrollHeight - clientHeight) setReached(drawn.length)
        }}
      >
        {drawn.map((item, at) => (
          <PickRow
            key={item.key}
            id={`${id}-${at}`}
            item={item}
            isActive={at === index}
            heading={item.group !== drawn[at - 1]?.group ? item.group : undefined}
            onHover={() => setActive(at)}
            onPick={() => onPick(item)}
          />
        ))}
      </div>
      {items.length === 0 && <p className="empty-inline">{none}</p>}
    </div>
  )
}

function PickRow(props: {
  readonly id: string
  readonly item: PickItem
  readonly isActive: boolean
  readonly heading: string | undefined
  readonly onHover: () => void
  readonly onPick: () => void
}): ReactElement {
  const { id, item, isActive, heading, onHover, onPick } = props
  return (
    <>
      {heading !== undefined && (
        <div role="presentation" className="pick-heading meta">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus, and the keys. */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={isActive}
        className="pick-row"
        onPointerMove={onHover}
        onClick={onPick}
      >
        {item.icon}
        <span className="ellipsis">{item.label}</span>
        <span className="second ellipsis grow">{item.detail}</span>
        {item.end}
      </div>
    </>
  )
}
