/** Panels: a handle between two of them, heads, sections that fold, and what an empty or loading one shows. */
import { ChevronRight } from 'lucide-react'
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'

/**
 * The line between two panels: drag it, or arrow keys when it has the focus. `size` is of the panel before it, or of
 * the one after it with `isAfter`; in pixels.
 */
export function SplitHandle(props: {
  readonly label: string
  readonly axis: 'x' | 'y'
  readonly size: number
  readonly min: number
  readonly max: number
  readonly isAfter?: boolean
  readonly onResize: (size: number) => void
}): ReactElement {
  const { label, axis, size, min, max, isAfter = false, onResize } = props
  const from = useRef<{ at: number; size: number } | null>(null)
  const direction = isAfter ? -1 : 1
  const place = (event: PointerEvent) => (axis === 'x' ? event.clientX : event.clientY)
  const resize = (next: number) => onResize(Math.round(Math.min(max, Math.max(min, next))))

  function onKeyDown(event: KeyboardEvent): void {
    const less = axis === 'x' ? 'ArrowLeft' : 'ArrowUp'
    const more = axis === 'x' ? 'ArrowRight' : 'ArrowDown'
    if (event.key !== less && event.key !== more) return
    event.preventDefault()
    resize(size + direction * (event.key === more ? 1 : -1) * (event.shiftKey ? 64 : 16))
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a window splitter is a focusable separator with a value; hr is not.
    <div
      role="separator"
      tabIndex={0}
      className="split-handle"
      data-axis={axis}
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { at: place(event), size }
      }}
      onPointerMove={event => {
        if (from.current !== null) resize(from.current.size + direction * (place(event) - from.current.at))
      }}
      onPointerUp={() => {
        from.current = null
      }}
    />
  )
}

export function PanelHead(props: {
  readonly title: string
  readonly detail?: string
  readonly children?: ReactNode
}): ReactElement {
  return (
    <div className="panel-head">
      <h2 className="panel-title">{props.title}</h2>
      <span className="meta ellipsis grow">{props.detail}</span>
      {props.children}
    </div>
  )
}

export function Section(props: {
  readonly title: ReactNode
  readonly icon?: ReactNode
  readonly end?: ReactNode
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly children: ReactNode
}): ReactElement {
  const body = useId()
  return (
    <section className="section">
      <h3>
        <button
          type="button"
          className="disclosure-head"
          aria-expanded={props.isOpen}
          aria-controls={props.isOpen ? body : undefined}
          onClick={props.onToggle}
        >
          <ChevronRight className="chevron" data-open={props.isOpen || undefined} aria-hidden />
          {props.icon}
          <span className="grow ellipsis">{props.title}</span>
          {props.end}
        </button>
      </h3>
      {props.isOpen && <div id={body}>{props.children}</div>}
    </section>
  )
}

/** Says what goes here, and offers the one next step. */
export function Empty(props: { readonly children: ReactNode; readonly action?: ReactNode }): ReactElement {
  return (
    <div className="empty">
      <p>{props.children}</p>
      {props.action}
    </div>
  )
}

/** Nothing for the first 150 ms, then bars of the right shape. */
export function Skeleton(props: { readonly label: string; readonly widths: readonly number[] }): ReactElement | null {
  const isDue = useDelayed(150)
  if (!isDue) return null
  return (
    <div className="skeleton" role="status" aria-label={props.label}>
      {props.widths.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars without identity, in a fixed order.
        <span key={index} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}

function useDelayed(ms: number): boolean {
  const [isDue, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return isDue
}
