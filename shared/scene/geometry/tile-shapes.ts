/** What a set of cells looks like as an outline: the ground they cover, its border, and the cells inside it. */

import type { FlatPoints, Rect, Shape } from './outline-item.ts'
import { flatRect } from './rect.ts'
import { lines, polygons } from './shape.ts'

export interface TileGrid {
  readonly width: number
  readonly height: number
  readonly shape: 'square' | 'isometric' | 'halfOffset' | 'hexagon'
  /** Godot's `TileLayout`: 0 stacked, 1 stacked offset, 2 stairs right, 3 stairs down, 4 diamond right, 5 diamond down. */
  readonly layout: number
  /** True where every second column, not every second row, is shifted. */
  readonly isVerticalOffset: boolean
}

type Cell = { readonly x: number; readonly y: number }

/** Cells are drawn one by one only where a side is at least so many pixels. */
const visibleCellPixels = 8
/** Above this many, cells that aren't squares are shown as the box around them. */
const mostSlantedCells = 20_000

export function tileShapes(cells: readonly Cell[], grid: TileGrid): Shape[] {
  if (cells.length === 0) return []
  const minimumScale = visibleCellPixels / Math.min(grid.width, grid.height)
  if (grid.shape !== 'square') {
    const places = cells.length > mostSlantedCells ? cornersOf(cells) : cells
    return [
      polygons(
        places.map(cell => slantedCell(cell, grid)),
        { line: 'faint', fill: 'soft' },
      ),
    ]
  }
  const blocks = mergeCells(cells)
  const scaled = (path: FlatPoints) => path.map((value, i) => value * (i % 2 === 0 ? grid.width : grid.height))
  return [
    polygons(
      blocks.map(block => scaled(flatRect(block))),
      { line: 'none', fill: 'soft' },
    ),
    lines(blocks.flatMap(cellLines).map(scaled), { line: 'faint', minimumScale }),
    lines(borderLines(cells).map(scaled)),
  ]
}

/** Rectangles that cover the cells exactly, each cell once: runs along a row, joined down where they are equal. */
export function mergeCells(cells: readonly Cell[]): Rect[] {
  const sorted = cells.toSorted((one, other) => one.y - other.y || one.x - other.x)
  const done: Rect[] = []
  let open = new Map<string, Rect>()
  for (let i = 0; i < sorted.length; ) {
    const y = sorted[i]?.y ?? 0
    const row = new Map<string, Rect>()
    while (i < sorted.length && sorted[i]?.y === y) {
      const x = sorted[i]?.x ?? 0
      let width = 0
      for (; sorted[i]?.y === y && (sorted[i]?.x ?? 0) <= x + width; i++) width = (sorted[i]?.x ?? 0) - x + 1
      const key = `${x},${width}`
      const above = open.get(key)
      const joins = above !== undefined && above.y + above.height === y
      row.set(key, joins ? { ...above, height: above.height + 1 } : { x, y, width, height: 1 })
      if (joins) open.delete(key)
    }
    done.push(...open.values())
    open = row
  }
  return [...done, ...open.values()]
}

/** Where ground ends: one line for each straight stretch. */
function borderLines(cells: readonly Cell[]): FlatPoints[] {
  const taken = new Set(cells.map(cell => keyOf(cell.x, cell.y)))
  const across = new Map<number, number[]>()
  const down = new Map<number, number[]>()
  for (const { x, y } of cells) {
    if (!taken.has(keyOf(x, y - 1))) append(across, y, x)
    if (!taken.has(keyOf(x, y + 1))) append(across, y + 1, x)
    if (!taken.has(keyOf(x - 1, y))) append(down, x, y)
    if (!taken.has(keyOf(x + 1, y))) append(down, x + 1, y)
  }
  return [
    ...[...across].flatMap(([y, starts]) => runs(starts).map(([from, to]) => [from, y, to, y])),
    ...[...down].flatMap(([x, starts]) => runs(starts).map(([from, to]) => [x, from, x, to])),
  ]
}

function cellLines({ x, y, width, height }: Rect): FlatPoints[] {
  const inside: FlatPoints[] = []
  for (let i = 1; i < width; i++) inside.push([x + i, y, x + i, y + height])
  for (let i = 1; i < height; i++) inside.push([x, y + i, x + width, y + i])
  return inside
}

function runs(starts: readonly number[]): [from: number, to: number][] {
  const joined: [number, number][] = []
  for (const start of starts.toSorted((one, other) => one - other)) {
    const last = joined.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], start + 1)
    else joined.push([start, start + 1])
  }
  return joined
}

function slantedCell(cell: Cell, grid: TileGrid): FlatPoints {
  const { x, y } = cellCentre(cell, grid)
  const [w, h] = [grid.width / 2, grid.height / 2]
  if (grid.shape === 'isometric') return [x, y - h, x + w, y, x, y + h, x - w, y]
  if (grid.shape === 'halfOffset') return flatRect({ x: x - w, y: y - h, width: grid.width, height: grid.height })
  if (grid.isVerticalOffset)
    return [x - w, y, x - w / 2, y - h, x + w / 2, y - h, x + w, y, x + w / 2, y + h, x - w / 2, y + h]
  return [x, y - h, x + w, y - h / 2, x + w, y + h / 2, x, y + h, x - w, y + h / 2, x - w, y - h / 2]
}

/** As Godot's `map_to_local`. */
function cellCentre({ x, y }: Cell, grid: TileGrid): Cell {
  const overlap = grid.shape === 'isometric' ? 0.5 : grid.shape === 'hexagon' ? 0.75 : 1
  // Godot's rules for the two offset axes mirror each other: rows become columns, right becomes down.
  const [u, v] = grid.isVerticalOffset ? [y, x] : [x, y]
  const layout = grid.isVerticalOffset ? ([0, 1, 3, 2, 5, 4][grid.layout] ?? 0) : grid.layout
  const isOdd = (v & 1) === 1
  const layouts = [
    [u + (isOdd ? 0.5 : 0), v],
    [u + (isOdd ? 0 : 0.5), v],
    [u + v / 2, v],
    [u / 2, v * 2 + u],
    [(u + v) / 2, v - u],
    [(u - v) / 2, u + v],
  ] as const
  const [along, across] = layouts[layout] ?? layouts[0]
  return grid.isVerticalOffset
    ? { x: (across * overlap + 0.5) * grid.width, y: (along + 0.5) * grid.height }
    : { x: (along + 0.5) * grid.width, y: (across * overlap + 0.5) * grid.height }
}

function cornersOf(cells: readonly Cell[]): Cell[] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of cells) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ]
}

function keyOf(x: number, y: number): number {
  return (x + 32768) * 65536 + (y + 32768)
}

function append(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
