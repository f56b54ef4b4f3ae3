/**
 * Files down, realities across, by the grid pattern: one cell is selected, arrows move it, and only rows in view are in
 * the page. The first row is how the command ended.
 */
import { type KeyboardEvent, type ReactElement, useId, useLayoutEffect, useRef, useState } from 'react'
import type { Reality } from '../../../shared/contract/realities.ts'
import type { MatrixColumn, RealityMatrix } from '../../../shared/contract/side-by-side.ts'
import type { SideBySideView } from '../../commands/shell-store.ts'
import { historyWords } from '../../text/history.ts'
import { sideBySideWords as words } from '../../text/side-by-side.ts'
import { Empty } from '../../ui/layout.tsx'
import { useRowHeight } from '../../ui/row-height.ts'
import { ChangeIcon, FileIcon } from '../node-icon/index.ts'
import { CellContent, shownPath } from './matrix-cell.tsx'
import { OutcomeCell } from './outcome-cell.tsx'

type Cell = NonNullable<SideBySideView['cell']>

export interface MatrixGridProps {
  readonly matrix: RealityMatrix
  readonly realities: readonly Reality[]
  readonly cell: Cell | null
  readonly onSelect: (cell: Cell) => void
}

const OVERSCAN = 8
/** Column heads, and the outcome. */
const HEAD_ROWS = 2
/** At least, in pixels: a grid that is wider than its place scrolls sideways, with the files staying in view. */
const FILE_WIDTH = 200
const COLUMN_WIDTH = 104

export function MatrixGrid({ matrix, realities, cell, onSelect }: MatrixGridProps): ReactElement {
  const height = useRowHeight()
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const view = useView(frame)
  const { files } = matrix
  const columns = matrix.realities
  const row = cell === null ? -1 : cell.path === null ? 0 : files.findIndex(({ path }) => path === cell.path) + 1
  const column = columns.findIndex(each => each.id === cell?.reality)

  function go(toRow: number, toColumn: number): void {
    const reality = columns[Math.max(0, Math.min(columns.length - 1, toColumn))]
    if (reality === undefined) return
    const at = Math.max(0, Math.min(files.length, toRow))
    onSelect({ reality: reality.id, path: files[at - 1]?.path ?? null })
    show(at)
  }

  function show(at: number): void {
    const element = frame.current
    if (element === null || at === 0) return
    const top = (at - 1) * height
    const visible = element.clientHeight - HEAD_ROWS * height
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + height > element.scrollTop + visible) element.scrollTop = top + height - visible
  }

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(view.height / height) - HEAD_ROWS - 1)
    const moves: Record<string, readonly [number, number]> = {
      ArrowDown: [row + 1, Math.max(0, column)],
      ArrowUp: [row - 1, Math.max(0, column)],
      ArrowRight: [Math.max(0, row), column + 1],
      ArrowLeft: [Math.max(0, row), column - 1],
      PageDown: [row + page, Math.max(0, column)],
      PageUp: [row - page, Math.max(0, column)],
      Home: [event.ctrlKey ? 0 : Math.max(0, row), 0],
      End: [event.ctrlKey ? files.length : Math.max(0, row), columns.length - 1],
    }
    const move = moves[event.key]
    if (move === undefined || event.altKey || event.metaKey) return
    go(...move)
    event.preventDefault()
    event.stopPropagation()
  }

  const first = Math.max(0, Math.floor(view.top / height) - OVERSCAN)
  const last = Math.min(files.length, Math.ceil((view.top + view.height) / height) + OVERSCAN)
  const shown = files.slice(first, last)
  const template = {
    gridTemplateColumns: `minmax(${FILE_WIDTH}px, 1.6fr) repeat(${columns.length}, minmax(${COLUMN_WIDTH}px, 1fr))`,
  }
  const minWidth = FILE_WIDTH + columns.length * COLUMN_WIDTH
  const cellId = (atRow: number, atColumn: number) => `${id}-${atRow}-${atColumn}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold absolutely placed rows.
    <div
      ref={frame}
      role="grid"
      tabIndex={0}
      className="matrix"
      aria-label={words.grid}
      aria-rowcount={files.length + HEAD_ROWS}
      aria-colcount={columns.length + 1}
      aria-activedescendant={row >= 0 && column >= 0 ? cellId(row, column) : undefined}
      onKeyDown={onKeyDown}
      onFocus={event => {
        if (event.target === event.currentTarget && (row < 0 || column < 0)) go(files.length > 0 ? 1 : 0, 0)
      }}
    >
      <div className="matrix-head" role="presentation" style={{ minWidth }}>
        <Row template={template} index={1}>
          {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
          <span role="columnheader" tabIndex={-1} className="matrix-file meta">
            {words.file}
          </span>
          {columns.map((each, at) => (
            <ColumnHead key={each.id} column={each} isCurrent={realities[at]?.isCurrent === true} />
          ))}
        </Row>
        <Row template={template} index={2}>
          {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
          <span role="rowheader" tabIndex={-1} className="matrix-file second">
            {words.outcome}
          </span>
          {columns.map((each, at) => (
            <GridCell
              key={each.id}
              id={cellId(0, at)}
              isSelected={row === 0 && column === at}
              isColumn={column === at}
              onSelect={() => onSelect({ reality: each.id, path: null })}
            >
              <OutcomeCell reality={each.id} />
            </GridCell>
          ))}
        </Row>
      </div>
      {files.length === 0 && <Empty>{words.nothing}</Empty>}
      <div className="matrix-rows" role="presentation" style={{ height: files.length * height, minWidth }}>
        {shown.map((file, i) => (
          <Row key={file.path} template={template} index={first + i + HEAD_ROWS + 1} top={(first + i) * height}>
            {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
            <span role="rowheader" tabIndex={-1} className="matrix-file" title={shownPath(file.path)}>
              <FileIcon kind={file.isScene ? 'scene' : 'other'} path={file.path} />
              <span className="mono ellipsis">{shownPath(file.path)}</span>
            </span>
            {columns.map((each, at) => (
              <GridCell
                key={each.id}
                id={cellId(first + i + 1, at)}
                isSelected={row === first + i + 1 && column === at}
                isColumn={column === at}
                onSelect={() => onSelect({ reality: each.id, path: file.path })}
              >
                <CellContent file={file} cell={file.cells[at] ?? null} reality={each.name} />
              </GridCell>
            ))}
          </Row>
        ))}
      </div>
    </div>
  )
}

function Row(props: {
  readonly template: { readonly gridTemplateColumns: string }
  readonly index: number
  readonly top?: number
  readonly children: React.ReactNode
}): ReactElement {
  const { template, index, top, children } = props
  const place = top === undefined ? {} : { transform: `translateY(${top}px)` }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold absolutely placed rows.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and points at a cell.
    <div
      role="row"
      aria-rowindex={index}
      className="matrix-row"
      data-placed={top !== undefined || undefined}
      style={{ ...template, ...place }}
    >
      {children}
    </div>
  )
}

function GridCell(props: {
  readonly id: string
  readonly isSelected: boolean
  readonly isColumn: boolean
  readonly onSelect: () => void
  readonly children: React.ReactNode
}): ReactElement {
  const { id, isSelected, isColumn, onSelect, children } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold absolutely placed rows.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and points here.
    <span
      role="gridcell"
      id={id}
      className="matrix-cell"
      aria-selected={isSelected}
      data-column={isColumn || undefined}
      onClick={onSelect}
    >
      {children}
    </span>
  )
}

const KINDS = ['added', 'removed', 'changed', 'moved'] as const

function ColumnHead({
  column,
  isCurrent,
}: {
  readonly column: MatrixColumn
  readonly isCurrent: boolean
}): ReactElement {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold absolutely placed rows.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus.
    <span role="columnheader" className="matrix-column" title={isCurrent ? words.here : column.name}>
      <span className="panel-title ellipsis">{column.name}</span>
      {isCurrent && <span className="matrix-here" aria-hidden />}
      {KINDS.map(kind =>
        column.counts[kind] === 0 ? null : (
          <span key={kind} className="changes-count">
            <ChangeIcon kind={kind} label={historyWords.changes.kinds[kind]} /> {column.counts[kind]}
          </span>
        ),
      )}
    </span>
  )
}

/** What of the rows can be seen. */
function useView(frame: React.RefObject<HTMLDivElement | null>): { readonly top: number; readonly height: number } {
  const [view, setView] = useState({ top: 0, height: 0 })
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight })
    const sizes = new ResizeObserver(measure)
    sizes.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    measure()
    return () => {
      sizes.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [frame])
  return view
}
