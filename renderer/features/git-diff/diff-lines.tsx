/** Lines that differ, of any length: J and K go from place to place, S stages or unstages one, Delete discards it. */
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type ReactElement,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { repoWords } from '../../text/repo.ts'
import { Button } from '../../ui/button.tsx'
import { useRowRange } from '../../ui/row-range.ts'
import {
  type DiffPart,
  type DiffRow,
  diffRows,
  firstChange,
  type HunkRow,
  type LineRow,
  longestLine,
} from './diff-rows.ts'

const words = repoWords.diff

/** Pixels. */
const ROW = 20
const TAB = 4
/** Letters of a line that are drawn. */
const WIDEST = 2000

export interface HunkActs {
  stage(hunks: readonly HunkRow['hunk'][]): void
  unstage(hunks: readonly HunkRow['hunk'][]): void
  discard(hunks: readonly HunkRow['hunk'][]): void
}

export function DiffLines(props: {
  readonly path: string
  readonly parts: readonly DiffPart[]
  /** null where lines are only looked at. */
  readonly acts: HunkActs | null
  readonly autoFocus?: boolean
}): ReactElement {
  const { path, parts, acts, autoFocus = false } = props
  const id = useId()
  const grid = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => diffRows(parts), [parts])
  const indexes = useMemo(() => new Map(rows.map(({ key }, index) => [key, index])), [rows])
  const hunks = useMemo(() => rows.filter(row => row.kind === 'hunk'), [rows])
  const width = useMemo(() => longestLine(rows, TAB, WIDEST), [rows])
  const [cursor, setCursor] = useState<string | null>(null)
  const current = hunks.find(({ key }) => key === cursor) ?? hunks[0] ?? null
  const { first, last } = useRowRange(grid, rows, indexes, ROW)
  const choose = useCallback((key: string) => setCursor(key), [])

  useEffect(() => {
    if (autoFocus) grid.current?.focus({ preventScroll: true })
  }, [autoFocus])

  function go(by: 1 | -1): void {
    const at = current === null ? -1 : hunks.indexOf(current)
    const next = hunks[Math.max(0, Math.min(hunks.length - 1, at + by))]
    if (next === undefined || grid.current === null) return
    setCursor(next.key)
    const top = (indexes.get(next.key) ?? 0) * ROW
    const { scrollTop, clientHeight } = grid.current
    const end = top + ROW * (Math.min(next.hunk.lines.length, 12) + 1)
    if (top < scrollTop || end > scrollTop + clientHeight) grid.current.scrollTop = Math.max(0, top - ROW)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const key = event.key.toLowerCase()
    if (key === 'j') go(1)
    else if (key === 'k') go(-1)
    else if (key === 'escape') document.querySelector<HTMLElement>('.git-panel [role="treegrid"]')?.focus()
    else if (acts === null || current === null) return
    else if (key === 's' || key === ' ') {
      if (current.part === 'staged') acts.unstage([current.hunk])
      else acts.stage([current.hunk])
    } else if (key === 'delete' && current.part === 'changed') acts.discard([current.hunk])
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold absolutely placed rows.
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      className="diff-lines"
      data-scope="git-diff"
      aria-label={words.label(path)}
      aria-rowcount={rows.length}
      aria-activedescendant={current === null ? undefined : `${id}${current.key}`}
      onKeyDown={onKeyDown}
    >
      <div
        className="diff-space"
        role="presentation"
        style={{ height: rows.length * ROW, '--diff-letters': width } as CSSProperties}
      >
        {rows.slice(first, last).map((row, i) => {
          const top = (first + i) * ROW
          if (row.kind === 'line') {
            return (
              <LineView key={row.key} row={row} index={first + i} isIn={row.of === current?.key} onChoose={choose} />
            )
          }
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above.
            // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and points here.
            <div
              key={row.key}
              id={`${id}${row.key}`}
              role="row"
              aria-rowindex={first + i + 1}
              className={`diff-row diff-${row.kind}`}
              data-current={row.key === current?.key || undefined}
              style={{ transform: `translateY(${top}px)` }}
            >
              <HeadView row={row} acts={acts} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function HeadView({
  row,
  acts,
}: {
  readonly row: Exclude<DiffRow, LineRow>
  readonly acts: HunkActs | null
}): ReactElement {
  switch (row.kind) {
    case 'part':
      return (
        // biome-ignore lint/a11y/useSemanticElements: as above.
        // biome-ignore lint/a11y/useFocusableInteractive: what can be done is a button.
        <div role="gridcell" className="diff-head">
          <span className="panel-title">{row.part === 'staged' ? words.staged : words.notStaged}</span>
          <span className="meta">{words.hunks(row.hunks.length)}</span>
          {acts !== null &&
            (row.part === 'staged' ? (
              <Button kind="text" onPress={() => acts.unstage(row.hunks)}>
                {repoWords.changes.unstageAll}
              </Button>
            ) : (
              <Button kind="text" onPress={() => acts.stage(row.hunks)}>
                {repoWords.changes.stageAll}
              </Button>
            ))}
        </div>
      )
    case 'hunk':
      return <HunkHead row={row} acts={acts} />
    case 'cut':
      return (
        // biome-ignore lint/a11y/useSemanticElements: as above.
        // biome-ignore lint/a11y/useFocusableInteractive: nothing can be done with it.
        <div role="gridcell" className="diff-head second">
          {words.cut}
        </div>
      )
  }
}

function HunkHead({ row, acts }: { readonly row: HunkRow; readonly acts: HunkActs | null }): ReactElement {
  const { hunk, part } = row
  const line = firstChange(hunk)
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above.
    // biome-ignore lint/a11y/useFocusableInteractive: what can be done is a button.
    <div role="gridcell" className="diff-head">
      <span className="mono diff-range">
        −{hunk.oldStart},{hunk.oldLines} +{hunk.newStart},{hunk.newLines}
      </span>
      {acts !== null && part === 'changed' && (
        <>
          <Button kind="text" label={words.stageHunk(line)} onPress={() => acts.stage([hunk])}>
            {words.stage}
          </Button>
          <Button kind="text" label={words.discardHunk(line)} onPress={() => acts.discard([hunk])}>
            {words.discard}
          </Button>
        </>
      )}
      {acts !== null && part === 'staged' && (
        <Button kind="text" label={words.unstageHunk(line)} onPress={() => acts.unstage([hunk])}>
          {words.unstage}
        </Button>
      )}
    </div>
  )
}

const signs = { context: '', added: '+', removed: '−' } as const

const LineView = memo(function LineView(props: {
  readonly row: LineRow
  readonly index: number
  /** In the place that the keys are about. */
  readonly isIn: boolean
  readonly onChoose: (of: string) => void
}): ReactElement {
  const { row, index, isIn, onChoose } = props
  const { line, oldNumber, newNumber, of } = row
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys.
    <div
      role="row"
      aria-rowindex={index + 1}
      className="diff-row diff-line"
      data-kind={line.kind}
      data-in={isIn || undefined}
      style={{ transform: `translateY(${index * ROW}px)` }}
      onClick={() => onChoose(of)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus. */}
      <div role="gridcell" className="diff-cell">
        <span className="diff-number">{oldNumber}</span>
        <span className="diff-number">{newNumber}</span>
        <span
          className="diff-sign"
          {...(line.kind === 'context'
            ? { 'aria-hidden': true }
            : { role: 'img', 'aria-label': words.line[line.kind] })}
        >
          {signs[line.kind]}
        </span>
        <code className="diff-text">{line.kind === 'context' ? line.text.slice(0, WIDEST) : <Words row={row} />}</code>
      </div>
    </div>
  )
})

function Words({ row }: { readonly row: LineRow }): ReactElement {
  const { words: parts, line } = row
  if (parts === null || line.text.length > WIDEST) return <>{line.text.slice(0, WIDEST)}</>
  return (
    <>
      {parts.map(({ text, isChanged }, i) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line, in a fixed order.
        isChanged ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>,
      )}
    </>
  )
}
