/** A field for queries that completes as one types: arrows choose, Tab or Enter take, Escape closes the list. */
import { Search } from 'lucide-react'
import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import type { Completions, SearchFault } from '../../../shared/contract/search.ts'
import { useApp } from '../../commands/app-context.tsx'
import { searchWords } from '../../text/search.ts'

export interface QueryFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (query: string) => void
  /** Arrow down or Enter with no completion chosen. */
  readonly onLeave?: () => void
  readonly fault: SearchFault | null
  readonly placeholder: string
  readonly autoFocus?: boolean
}

export function QueryField(props: QueryFieldProps): ReactElement {
  const { label, value, onChange, onLeave, fault, placeholder, autoFocus = false } = props
  const [cursor, setCursor] = useState(value.length)
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const completions = useCompletions(value, cursor, isOpen)
  // What stands there already is no way to go on.
  const items = completions === null ? [] : completions.items.filter(item => item.text !== wordIn(value, completions))

  useEffect(() => {
    if (autoFocus) input.current?.focus()
  }, [autoFocus])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row to see is another one whenever the index moves.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active])

  function change(text: string, at: number): void {
    setCursor(at)
    setActive(-1)
    onChange(text)
  }

  function take(index: number): void {
    const item = items[index]
    if (item === undefined || completions === null) return
    const rest = value.slice(completions.to)
    const inserted = item.isOpen || rest.startsWith(' ') ? item.text : `${item.text} `
    const next = value.slice(0, completions.from) + inserted + rest
    const at = completions.from + inserted.length
    change(next, at)
    setOpen(true)
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at))
  }

  function onKeyDown(event: KeyboardEvent): void {
    const isListed = items.length > 0
    if (event.key === 'ArrowDown' && isListed) setActive(Math.min(items.length - 1, active + 1))
    else if (event.key === 'ArrowUp' && isListed && active >= 0) setActive(active - 1)
    else if (event.key === 'ArrowDown' || (event.key === 'Enter' && active < 0)) {
      setOpen(false)
      onLeave?.()
    } else if (event.key === 'Enter' && active >= 0) take(active)
    else if (event.key === 'Tab' && isListed && !event.shiftKey && active >= 0) take(active)
    else if (event.key === 'Escape' && isListed) {
      setOpen(false)
      setActive(-1)
    } else if (event.key === ' ' && event.ctrlKey) setOpen(true)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="query">
      <div className="query-box">
        <Search className="icon icon-small" aria-hidden />
        <input
          ref={input}
          className="field field-large query-input"
          role="combobox"
          aria-label={label}
          aria-expanded={items.length > 0}
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : `${id}-fault`}
          placeholder={placeholder}
          value={value}
          spellCheck={false}
          autoComplete="off"
          onChange={event => {
            setOpen(true)
            change(event.target.value, event.target.selectionStart ?? event.target.value.length)
          }}
          onSelect={event => setCursor(event.currentTarget.selectionStart ?? value.length)}
          onKeyDown={onKeyDown}
          onBlur={() => setOpen(false)}
        />
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label={searchWords.find.completions}
          className="query-list"
          hidden={items.length === 0}
        >
          {items.map((item, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus, and the keys.
            <div
              key={item.text}
              id={`${id}-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              className="pick-row"
              // The field keeps the focus.
              onPointerDown={event => event.preventDefault()}
              onClick={() => take(at)}
            >
              <span className="mono ellipsis">{item.label}</span>
              <span className="meta ellipsis grow query-detail">{item.detail}</span>
            </div>
          ))}
        </div>
      </div>
      {fault !== null && (
        <p id={`${id}-fault`} role="status" className="query-fault">
          {fault.reason}
          {fault.start < value.length && !fault.reason.includes(value.slice(fault.start, fault.end)) && (
            <span className="mono query-where">{value.slice(fault.start, fault.end)}</span>
          )}
          <span className="second">{fault.hint}</span>
        </p>
      )}
    </div>
  )
}

function wordIn(query: string, { from, to }: Completions): string {
  return query.slice(from, to)
}

function useCompletions(query: string, cursor: number, isOpen: boolean): Completions | null {
  const { app } = useApp()
  const [completions, setCompletions] = useState<Completions | null>(null)
  useEffect(() => {
    if (!isOpen) return
    let isCurrent = true
    app.api.search.complete({ query, cursor: Math.min(cursor, query.length) }).then(
      found => {
        if (isCurrent) setCompletions(found)
      },
      // Without its host the field is a plain one.
      () => {
        if (isCurrent) setCompletions(null)
      },
    )
    return () => {
      isCurrent = false
    }
  }, [app, query, cursor, isOpen])
  return isOpen ? completions : null
}
