/**
 * A tree of any size, by the treegrid pattern: only rows in view are in the page, the grid keeps the focus and points at
 * the row under the cursor. The caller flattens; a row that does not change (`===`) is not drawn again.
 *
 * React Aria's Tree with its Virtualizer builds a collection of all items at every change: too slow for 10,000 nodes
 * that change at every keystroke of somebody else. ../README.md has the figures.
 */
import { ChevronRight } from 'lucide-react'
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactElement,
  type ReactNode,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { isApple } from './kbd.tsx'
import { useRowHeight } from './row-height.ts'
import { useRowRange } from './row-range.ts'
import { type DropPlace, type TreeDrag, useTreeDrop } from './tree-drop.ts'
import { findTyped, type RowSelection, selectRow } from './tree-selection.ts'

export interface TreeRow {
  readonly key: string
  /** From 1. */
  readonly level: number
  readonly isExpandable: boolean
  readonly isExpanded: boolean
  /** Place among its siblings, from 1. */
  readonly position: number
  readonly siblings: number
  /** For type-to-find. */
  readonly text: string
}

export interface TreeGridProps<Row extends TreeRow> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly selection: RowSelection
  readonly onSelect: (selection: RowSelection) => void
  readonly onToggle: (row: Row) => void
  /** Enter, or a double click. */
  readonly onOpen: (row: Row, how: 'enter' | 'double-click') => void
  readonly onMenu?: (row: Row, at: { x: number; y: number }) => void
  /** Must keep its identity: rows are drawn again when it changes. */
  readonly renderRow: (row: Row) => ReactNode
  readonly rowLook?: (row: Row) => { readonly className?: string; readonly style?: CSSProperties }
  readonly drag?: TreeDrag<Row>
  readonly isMultiple?: boolean
  /** Keys that mean something here alone; true for one that was used. */
  readonly onKey?: (event: KeyboardEvent) => boolean
  /** The last rows are in view, or nearly: for a list that goes on. */
  readonly onNearEnd?: () => void
  /** Commands that belong to this tree work while it has the focus. */
  readonly scope: string
  /** Brings a row into view whenever this changes. */
  readonly reveal?: string | null
}

const typingMs = 700
/** Rows below the view from which on a list that goes on is asked for more. */
const NEAR_END = 30

export function TreeGrid<Row extends TreeRow>(props: TreeGridProps<Row>): ReactElement {
  const {
    label,
    rows,
    selection,
    onSelect,
    onToggle,
    onOpen,
    onMenu,
    renderRow,
    rowLook,
    drag,
    isMultiple = true,
    onKey,
    onNearEnd,
    scope,
    reveal,
  } = props
  const height = useRowHeight()
  const grid = useRef<HTMLDivElement>(null)
  const typed = useRef({ text: '', at: 0 })
  const [cursorKey, setCursor] = useState<string | null>(null)
  const indexes = useMemo(() => new Map(rows.map((row, index) => [row.key, index])), [rows])
  const selected = useMemo(() => new Set(selection.keys), [selection.keys])
  const primary = selection.keys.at(-1) ?? null
  const cursor = cursorKey !== null && indexes.has(cursorKey) ? cursorKey : primary
  const cursorIndex = cursor === null ? -1 : (indexes.get(cursor) ?? -1)
  const { first, last } = useRowRange(grid, rows, indexes, height)
  const drop = useTreeDrop({ rows, height, grid, drag })
  const { onDragStart: dragStart } = drop

  const show = useCallback(
    (index: number) => {
      const element = grid.current
      if (element === null || index < 0) return
      const top = index * height
      if (top < element.scrollTop) element.scrollTop = top
      else if (top + height > element.scrollTop + element.clientHeight)
        element.scrollTop = top + height - element.clientHeight
    },
    [height],
  )

  // Only a new wish to see a row scrolls; rows that change under it never do.
  const showRow = useEffectEvent((key: string) => show(indexes.get(key) ?? -1))
  useEffect(() => {
    if (reveal != null) showRow(reveal)
  }, [reveal])

  const isNearEnd = last >= rows.length - NEAR_END
  const tellNearEnd = useEffectEvent(() => onNearEnd?.())
  useEffect(() => {
    if (isNearEnd && rows.length > 0) tellNearEnd()
  }, [isNearEnd, rows.length])

  function go(index: number, event: { shiftKey: boolean }, isSelecting = true): void {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (row === undefined) return
    setCursor(row.key)
    show(indexes.get(row.key) ?? -1)
    if (!isSelecting) return
    const order = rows.map(other => other.key)
    onSelect(selectRow(order, selection, row.key, { shift: event.shiftKey && isMultiple, mod: false }))
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget) return
    if (onKey?.(event) === true) {
      event.preventDefault()
      event.stopPropagation()
      return
    }
    const row = rows[cursorIndex]
    const isMod = isApple() ? event.metaKey : event.ctrlKey
    const page = Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / height) - 1)
    if (event.altKey) return
    const moves: Record<string, number> = {
      ArrowDown: cursorIndex + 1,
      ArrowUp: Math.max(0, cursorIndex - 1),
      Home: 0,
      End: rows.length - 1,
      PageDown: cursorIndex + page,
      PageUp: cursorIndex - page,
    }
    const target = moves[event.key]
    if (target !== undefined) go(target, event, !isMod)
    else if (event.key === 'ArrowRight' && row !== undefined) {
      if (row.isExpandable && !row.isExpanded) onToggle(row)
      else if (row.isExpanded) go(cursorIndex + 1, event)
    } else if (event.key === 'ArrowLeft' && row !== undefined) {
      if (row.isExpanded) onToggle(row)
      else go(parentOf(rows, cursorIndex), event)
    } else if (event.key === 'Enter' && !isMod && row !== undefined) onOpen(row, 'enter')
    else if (event.key === ' ' && row !== undefined && typed.current.text === '')
      choose(row, { shift: false, mod: isMod })
    else if ((event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) && row !== undefined) {
      const box = grid.current?.getBoundingClientRect()
      if (box !== undefined)
        onMenu?.(row, { x: box.left + 40, y: box.top + (cursorIndex + 1) * height - (grid.current?.scrollTop ?? 0) })
    } else if (event.key.length === 1 && !isMod && event.key !== '/') type(event.key, event)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  function type(letter: string, event: KeyboardEvent): void {
    const isNew = event.timeStamp - typed.current.at > typingMs
    typed.current = { text: isNew ? letter : typed.current.text + letter, at: event.timeStamp }
    const index = findTyped(rows, cursorIndex, typed.current.text)
    if (index >= 0) go(index, { shiftKey: false })
  }

  function choose(row: Row, held: { shift: boolean; mod: boolean }): void {
    setCursor(row.key)
    const order = rows.map(other => other.key)
    onSelect(selectRow(order, selection, row.key, isMultiple ? held : { shift: false, mod: false }))
  }

  const act = useLatest({
    click(row: Row, event: MouseEvent) {
      const held = { shift: event.shiftKey, mod: isApple() ? event.metaKey : event.ctrlKey }
      choose(row, held)
    },
    toggle: onToggle,
    open: (row: Row) => onOpen(row, 'double-click'),
    menu(row: Row, event: MouseEvent) {
      if (onMenu === undefined) return
      event.preventDefault()
      if (!selected.has(row.key)) choose(row, { shift: false, mod: false })
      onMenu(row, { x: event.clientX, y: event.clientY })
    },
  })

  const shown: number[] = []
  for (let index = first; index < last; index += 1) shown.push(index)
  // The row under the cursor stays in the page, for the screen reader that follows it.
  if (cursorIndex >= 0 && (cursorIndex < first || cursorIndex >= last)) shown.push(cursorIndex)

  return (
    <div
      ref={grid}
      role="treegrid"
      tabIndex={0}
      className="tree-grid"
      data-scope={scope}
      aria-label={label}
      aria-multiselectable={isMultiple}
      aria-rowcount={rows.length}
      aria-activedescendant={cursorIndex >= 0 ? rowId(scope, rows[cursorIndex]?.key ?? '') : undefined}
      onKeyDown={onKeyDown}
      onFocus={event => {
        if (event.target === event.currentTarget && cursorIndex < 0) setCursor(rows[0]?.key ?? null)
      }}
      onBlur={event => {
        // A word is typed in one stay: what comes after a dialog begins another.
        if (event.target === event.currentTarget) typed.current = { text: '', at: 0 }
      }}
      {...drop.gridProps}
    >
      <div className="tree-space" role="presentation" style={{ height: rows.length * height }}>
        {shown.map(index => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <RowView
              key={row.key}
              row={row}
              id={rowId(scope, row.key)}
              index={index}
              top={index * height}
              isSelected={selected.has(row.key)}
              isPrimary={row.key === primary}
              isCursor={index === cursorIndex}
              isDraggable={drag?.canDrag(row) ?? false}
              act={act}
              onDragStart={dragStart}
              renderRow={renderRow as (row: TreeRow) => ReactNode}
              rowLook={rowLook as ((row: TreeRow) => { className?: string; style?: CSSProperties }) | undefined}
            />
          )
        })}
        <DropMark place={drop.place} height={height} rows={rows} />
      </div>
    </div>
  )
}

interface RowActs {
  click(row: TreeRow, event: MouseEvent): void
  toggle(row: TreeRow): void
  open(row: TreeRow): void
  menu(row: TreeRow, event: MouseEvent): void
}

interface RowViewProps {
  readonly row: TreeRow
  readonly id: string
  readonly index: number
  readonly top: number
  readonly isSelected: boolean
  readonly isPrimary: boolean
  readonly isCursor: boolean
  readonly isDraggable: boolean
  readonly act: { readonly current: unknown }
  readonly onDragStart: (row: TreeRow, event: React.DragEvent) => void
  readonly renderRow: (row: TreeRow) => ReactNode
  readonly rowLook: ((row: TreeRow) => { className?: string; style?: CSSProperties }) | undefined
}

const indent = 14

const RowView = memo(function RowView(props: RowViewProps): ReactElement {
  const { row, id, index, top, isSelected, isPrimary, isCursor, isDraggable, onDragStart, renderRow, rowLook } = props
  const act = props.act as { readonly current: RowActs }
  const look = rowLook?.(row) ?? {}
  const guides: ReactElement[] = []
  for (let level = 1; level < row.level; level += 1) {
    guides.push(<span key={level} aria-hidden className="tree-guide" style={{ left: level * indent - 2 }} />)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold absolutely placed rows.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and points here.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys.
    <div
      role="row"
      id={id}
      className={`tree-row ${look.className ?? ''}`}
      style={{ ...look.style, transform: `translateY(${top}px)` }}
      aria-rowindex={index + 1}
      aria-level={row.level}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-selected={isSelected}
      aria-expanded={row.isExpandable ? row.isExpanded : undefined}
      data-primary={isPrimary || undefined}
      data-cursor={isCursor || undefined}
      draggable={isDraggable}
      onClick={event => act.current.click(row, event)}
      onDoubleClick={() => act.current.open(row)}
      onContextMenu={event => act.current.menu(row, event)}
      onDragStart={event => onDragStart(row, event)}
    >
      {guides}
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot hold absolutely placed rows. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus. */}
      <div role="gridcell" className="tree-cell" style={{ paddingLeft: (row.level - 1) * indent + 4 }}>
        <span
          className="tree-twist"
          aria-hidden
          onClick={event => {
            if (!row.isExpandable) return
            event.stopPropagation()
            act.current.toggle(row)
          }}
        >
          {row.isExpandable && <ChevronRight className="chevron" data-open={row.isExpanded || undefined} />}
        </span>
        {renderRow(row)}
      </div>
    </div>
  )
})

function DropMark(props: {
  readonly place: DropPlace | null
  readonly height: number
  readonly rows: readonly TreeRow[]
}): ReactElement | null {
  const { place, height, rows } = props
  if (place === null) return null
  const row = rows[place.index]
  const top = place.index * height
  if (place.refusal !== null) {
    return (
      <div className="tree-drop-refused" role="status" style={{ top: top + height + 2 }}>
        {place.refusal}
      </div>
    )
  }
  if (place.where === 'into') return <div className="tree-drop-into" style={{ top, height }} />
  const left = ((row?.level ?? 1) - 1) * indent + 8
  return <div className="tree-drop-line" style={{ top: (place.where === 'before' ? top : top + height) - 1, left }} />
}

function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}

function parentOf(rows: readonly TreeRow[], index: number): number {
  const level = rows[index]?.level ?? 1
  for (let above = index - 1; above >= 0; above -= 1) if ((rows[above]?.level ?? 1) < level) return above
  return index
}

function rowId(scope: string, key: string): string {
  return `${scope}-${key.replace(/[^\w-]/g, character => `_${character.codePointAt(0)}`)}`
}
