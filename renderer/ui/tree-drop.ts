/** Where a drag over a tree would drop, and why not. Dropping by keyboard is cut and paste, or Alt+arrows. */
import { type DragEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { TreeRow } from './tree-grid.tsx'

export type DropWhere = 'before' | 'into' | 'after'

export interface DropPlace {
  readonly index: number
  readonly where: DropWhere
  /** A sentence where it cannot go there. */
  readonly refusal: string | null
}

export interface TreeDrag<Row> {
  canDrag(row: Row): boolean
  onDragStart(row: Row, data: DataTransfer): void
  /** Is this drag for us at all? Only the types can be seen before the drop. */
  accepts(types: readonly string[]): boolean
  refusal(row: Row, where: DropWhere, types: readonly string[]): string | null
  onDrop(row: Row, where: DropWhere, data: DataTransfer): void
}

/** Rows scroll by this many pixels at an edge, at each drag event. */
const edgeScroll = 8
const edgeZone = 24

export function useTreeDrop<Row extends TreeRow>(options: {
  readonly rows: readonly Row[]
  readonly height: number
  readonly grid: RefObject<HTMLDivElement | null>
  readonly drag: TreeDrag<Row> | undefined
}) {
  const { rows, height, grid, drag } = options
  const [place, setPlace] = useState<DropPlace | null>(null)
  const latest = useRef(drag)
  useLayoutEffect(() => {
    latest.current = drag
  })

  function find(event: DragEvent): DropPlace | null {
    const element = grid.current
    if (element === null || drag === undefined) return null
    const box = element.getBoundingClientRect()
    if (event.clientY < box.top + edgeZone) element.scrollBy(0, -edgeScroll)
    if (event.clientY > box.bottom - edgeZone) element.scrollBy(0, edgeScroll)
    const y = event.clientY - box.top + element.scrollTop
    const index = Math.min(rows.length - 1, Math.floor(y / height))
    const row = rows[index]
    if (row === undefined) return null
    const share = y / height - index
    const where: DropWhere = share < 0.25 ? 'before' : share > 0.75 ? 'after' : 'into'
    // Below an open row is in front of its first child.
    const meant: DropWhere = where === 'after' && row.isExpanded && share <= 1 ? 'into' : where
    return { index, where: meant, refusal: drag.refusal(row, meant, event.dataTransfer.types) }
  }

  const onDragStart = useCallback(
    (row: TreeRow, event: DragEvent) => latest.current?.onDragStart(row as Row, event.dataTransfer),
    [],
  )

  return {
    place,
    onDragStart,
    gridProps: {
      onDragOver(event: DragEvent) {
        if (drag === undefined || !drag.accepts(event.dataTransfer.types)) return
        event.preventDefault()
        const next = find(event)
        event.dataTransfer.dropEffect = next === null || next.refusal !== null ? 'none' : 'move'
        setPlace(now => (now?.index === next?.index && now?.where === next?.where ? now : next))
      },
      onDragLeave(event: DragEvent) {
        if (!grid.current?.contains(event.relatedTarget as Node | null)) setPlace(null)
      },
      onDragEnd() {
        setPlace(null)
      },
      onDrop(event: DragEvent) {
        const found = find(event)
        setPlace(null)
        if (found === null || found.refusal !== null) return
        event.preventDefault()
        const row = rows[found.index]
        if (row !== undefined) drag?.onDrop(row, found.where, event.dataTransfer)
      },
    },
  }
}
