/** The graph: a list of rows to choose from, with the lines drawn behind their beginnings. */
import type { ReactElement } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import type { RealityGraph } from '../../../shared/contract/realities.ts'
import { historyWords } from '../../text/history.ts'
import { Initial } from '../../ui/person.tsx'
import { type GraphLayout, type GraphLine, type GraphRow, realityOf } from './graph-layout.ts'

/** Pixels. */
const rowHeight = 32
const laneWidth = 18
const firstLane = 20

export function GraphView(props: {
  readonly graph: RealityGraph
  readonly layout: GraphLayout
  readonly selected: string
  readonly onSelect: (key: string) => void
  readonly onOpen: (row: GraphRow) => void
}): ReactElement {
  const { graph, layout, selected, onSelect, onOpen } = props
  const inset = laneX(layout.lanes - 1) + 16
  return (
    <div className="graph" style={{ '--graph-inset': `${inset}px` } as never}>
      <ListBox
        className="graph-rows"
        aria-label={historyWords.realities.graph}
        items={layout.rows.map(row => ({ id: row.key, row }))}
        dependencies={[graph]}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={[selected]}
        onSelectionChange={keys => {
          const [key] = keys === 'all' ? [] : [...keys]
          if (key !== undefined) onSelect(String(key))
        }}
        onAction={key => {
          const row = layout.rows.find(each => each.key === key)
          if (row !== undefined) onOpen(row)
        }}
      >
        {({ id, row }) => (
          <ListBoxItem id={id} className="graph-row" textValue={labelOf(row, graph)}>
            <RowWords row={row} graph={graph} />
          </ListBoxItem>
        )}
      </ListBox>
      <svg
        className="graph-lines"
        width={inset}
        height={(layout.rows.length + 1) * rowHeight}
        aria-hidden
        fill="none"
        strokeWidth="1.5"
      >
        {layout.lines.map(line => (
          <path
            key={line.reality}
            d={linePath(line, layout.rows.length)}
            style={{ stroke: hueOf(line.reality, graph) }}
            strokeDasharray={line.status === 'dropped' ? '2 3' : undefined}
          />
        ))}
        {layout.merges.map(({ from, to, reality, isUndone }) => (
          <path
            key={`${reality}:${to.row}`}
            d={curve(laneX(from.lane), rowY(from.row), laneX(to.lane), rowY(to.row))}
            style={{ stroke: hueOf(reality, graph) }}
            strokeDasharray={isUndone ? '2 3' : undefined}
          />
        ))}
        {layout.rows.map((row, index) => (
          <circle
            key={row.key}
            cx={laneX(row.lane)}
            cy={rowY(index)}
            r={isNow(row, graph) ? 4.5 : 4}
            style={{
              stroke: isNow(row, graph) || row.key === selected ? 'var(--accent)' : hueOf(realityOf(row), graph),
              fill: isNow(row, graph) ? 'var(--accent)' : row.key === selected ? 'var(--selected)' : 'var(--panel)',
            }}
            strokeWidth={row.key === selected ? 2.5 : 1.5}
          />
        ))}
      </svg>
    </div>
  )
}

function RowWords({ row, graph }: { readonly row: GraphRow; readonly graph: RealityGraph }): ReactElement {
  const author =
    row.kind === 'reality' ? row.reality.author : row.kind === 'version' ? row.version.author : row.merge.author
  return (
    <>
      <span className="graph-name ellipsis grow" data-now={isNow(row, graph) || undefined}>
        {labelOf(row, graph)}
      </span>
      {row.kind === 'reality' && row.reality.status === 'open' && !isNow(row, graph) && author !== null && (
        <Initial name={author.name} color={author.color} />
      )}
      <span className="meta">{detailOf(row, graph)}</span>
    </>
  )
}

function labelOf(row: GraphRow, graph: RealityGraph): string {
  const words = historyWords.realities
  switch (row.kind) {
    case 'reality':
      return isNow(row, graph) ? words.now : row.reality.name
    case 'version':
      return row.version.name
    case 'merge':
      if (row.merge.status === 'running') return words.runningRow(row.from)
      return row.merge.status === 'undone' ? words.undoneRow(row.from) : words.mergedRow(row.from)
  }
}

function detailOf(row: GraphRow, graph: RealityGraph): string {
  const words = historyWords.realities
  if (row.kind !== 'reality') return row.time === null ? '' : historyWords.when(row.time)
  const { reality } = row
  if (isNow(row, graph)) return reality.name
  if (reality.status === 'dropped') return words.dropped
  if (reality.status === 'merged') return words.forked(historyWords.when(reality.time))
  if (reality.parent === null) return reality.lastEditAt === null ? '' : historyWords.when(reality.lastEditAt)
  return words.files(reality.changedFiles)
}

function isNow(row: GraphRow, graph: RealityGraph): boolean {
  return row.kind === 'reality' && row.reality.id === graph.current
}

/** Main is neutral; others have the hue of who forked them. */
function hueOf(id: string, graph: RealityGraph): string {
  const reality = graph.realities.find(each => each.id === id)
  if (reality === undefined || reality.parent === null) return 'var(--text-third)'
  const index = graph.realities.indexOf(reality)
  return `var(--person-${(reality.author?.color ?? index) % 10})`
}

function laneX(lane: number): number {
  return firstLane + lane * laneWidth
}

function rowY(row: number): number {
  return row * rowHeight + rowHeight / 2
}

/** Main goes on to the beginning, below the last row. */
function linePath({ lane, top, bottom, fork }: GraphLine, rows: number): string {
  const x = laneX(lane)
  const line = `M${x} ${rowY(top)}V${fork === null ? rows * rowHeight + rowHeight / 2 : rowY(bottom)}`
  return fork === null ? line : line + curve(x, rowY(bottom), laneX(fork.lane), rowY(bottom) + rowHeight)
}

/** From one lane to another, leaving and arriving upright. */
function curve(x1: number, y1: number, x2: number, y2: number): string {
  const middle = (y1 + y2) / 2
  return `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`
}
