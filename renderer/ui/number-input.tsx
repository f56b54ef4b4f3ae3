/**
 * A number: typed with arithmetic, stepped with arrows (Shift ×10, Alt ×0.1), scrubbed on its label or suffix.
 * A scrub shows as it goes through `onPreview` and commits once, on release.
 */
import { type KeyboardEvent, type PointerEvent, type ReactElement, useRef, useState } from 'react'
import { evaluate } from './arithmetic.ts'
import { type NumberRange, settle, showNumber, stepOf } from './number-step.ts'

export interface NumberInputProps {
  readonly label: string
  /** null shows as mixed. */
  readonly value: number | null
  readonly onCommit: (value: number) => void
  readonly onPreview?: (value: number | null) => void
  readonly range?: NumberRange
  readonly axis?: 'x' | 'y' | 'z' | 'w'
  readonly prefix?: string
  readonly suffix?: string
  readonly isReadOnly?: boolean
  readonly mixedText?: string
  /** What the text stands for where it is not the value itself: degrees for radians. */
  readonly scale?: number
}

const pixelsPerStep = 2

export function NumberInput(props: NumberInputProps): ReactElement {
  const {
    label,
    value,
    onCommit,
    onPreview,
    range = {},
    axis,
    prefix,
    suffix,
    isReadOnly = false,
    mixedText,
    scale = 1,
  } = props
  const [draft, setDraft] = useState<string | null>(null)
  const [isBad, setBad] = useState(false)
  const scrub = useRef<{ x: number; from: number; to: number } | null>(null)
  // What is converted for showing has no more digits than anybody reads.
  const shown = value === null ? null : scale === 1 ? value : Number((value * scale).toFixed(4))

  function commit(text: string): void {
    const next = evaluate(text, shown ?? 0)
    if (next === null) {
      setBad(true)
      return
    }
    setDraft(null)
    setBad(false)
    const settled = settle(next, range)
    if (shown === null || settled !== Number(showNumber(shown))) onCommit(settled / scale)
  }

  function step(direction: number, event: KeyboardEvent): void {
    const from = draft === null ? (shown ?? 0) : (evaluate(draft, shown ?? 0) ?? shown ?? 0)
    setDraft(null)
    setBad(false)
    onCommit(settle(from + direction * stepOf(range, event), range) / scale)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (isReadOnly) return
    if (event.key === 'Enter') {
      event.preventDefault()
      if (draft !== null) commit(draft)
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      event.stopPropagation()
      step(event.key === 'ArrowUp' ? 1 : -1, event)
    } else if (event.key === 'Escape' && draft !== null) {
      event.preventDefault()
      event.stopPropagation()
      setDraft(null)
      setBad(false)
    }
  }

  const handle = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (isReadOnly || event.button !== 0) return
      event.preventDefault()
      event.currentTarget.setPointerCapture(event.pointerId)
      scrub.current = { x: event.clientX, from: shown ?? 0, to: shown ?? 0 }
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const now = scrub.current
      if (now === null) return
      const steps = Math.trunc((event.clientX - now.x) / pixelsPerStep)
      now.to = settle(now.from + steps * stepOf(range, event), range)
      setDraft(showNumber(now.to))
      onPreview?.(now.to / scale)
    },
    onPointerUp() {
      const now = scrub.current
      scrub.current = null
      if (now === null) return
      setDraft(null)
      onPreview?.(null)
      if (now.to !== now.from) onCommit(now.to / scale)
    },
    onPointerCancel() {
      scrub.current = null
      setDraft(null)
      onPreview?.(null)
    },
  }

  const text = draft ?? (shown === null ? '' : showNumber(shown))
  return (
    <span
      className="number"
      data-labelled={axis !== undefined || prefix !== undefined || undefined}
      data-suffixed={suffix !== undefined || undefined}
    >
      {(axis ?? prefix) !== undefined && (
        <span aria-hidden className={`number-label axis-${axis ?? 'w'}`} {...handle}>
          {axis ?? prefix}
        </span>
      )}
      <input
        className="field"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={isBad}
        value={text}
        placeholder={shown === null ? mixedText : undefined}
        readOnly={isReadOnly}
        spellCheck={false}
        autoComplete="off"
        onChange={event => {
          setDraft(event.target.value)
          setBad(false)
        }}
        onFocus={event => event.target.select()}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (draft !== null) commit(draft)
          setDraft(null)
          setBad(false)
        }}
      />
      {suffix !== undefined && (
        <span aria-hidden className="number-suffix" {...handle}>
          {suffix}
        </span>
      )}
    </span>
  )
}
