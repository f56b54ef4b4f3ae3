/** A field that keeps what is typed to itself until Enter or leaving; Escape takes it back. */
import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react'

export interface TextInputProps {
  readonly label: string
  readonly value: string
  /** Throws or returns a sentence where the text cannot be taken; the field then stays and shows it. */
  readonly onCommit: (text: string) => string | null
  readonly placeholder?: string
  readonly isReadOnly?: boolean
  readonly isUi?: boolean
  readonly autoFocus?: boolean
  readonly onCancel?: () => void
  readonly list?: string
}

export function TextInput(props: TextInputProps): ReactElement {
  const {
    label,
    value,
    onCommit,
    placeholder,
    isReadOnly = false,
    isUi = false,
    autoFocus = false,
    onCancel,
    list,
  } = props
  const [draft, setDraft] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const isLeaving = useRef(false)
  useEffect(() => {
    if (autoFocus) {
      input.current?.focus()
      input.current?.select()
    }
  }, [autoFocus])

  function commit(): boolean {
    if (draft === null || draft === value) {
      setDraft(null)
      setFault(null)
      return true
    }
    const refusal = onCommit(draft)
    setFault(refusal)
    if (refusal === null) setDraft(null)
    return refusal === null
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter') {
      event.preventDefault()
      event.stopPropagation()
      if (commit()) onCancel?.()
    } else if (event.key === 'Escape' && (draft !== null || onCancel !== undefined)) {
      event.preventDefault()
      event.stopPropagation()
      isLeaving.current = true
      setDraft(null)
      setFault(null)
      onCancel?.()
    }
  }

  return (
    <span className="grow" style={{ position: 'relative' }}>
      <input
        ref={input}
        className="field"
        data-ui={isUi || undefined}
        aria-label={label}
        aria-invalid={fault !== null}
        title={fault ?? undefined}
        value={draft ?? value}
        placeholder={placeholder}
        readOnly={isReadOnly}
        list={list}
        spellCheck={false}
        autoComplete="off"
        onChange={event => {
          setDraft(event.target.value)
          setFault(null)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (!isLeaving.current && commit()) onCancel?.()
          isLeaving.current = false
        }}
      />
      {fault !== null && (
        <span role="alert" className="field-error">
          {fault}
        </span>
      )}
    </span>
  )
}
