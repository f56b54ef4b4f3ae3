/** Where the files around one file are drawn: what uses it on the left, what it uses on the right. Pure. */
import type { DependenciesAround, DependencyUse } from '../../../shared/contract/search.ts'

export interface Box {
  readonly path: string
  /** The file's name; the folder stands below it. */
  readonly name: string
  readonly folder: string
  readonly kind: DependenciesAround['file']['kind']
  readonly isMissing: boolean
  readonly isInCircle: boolean
  /** null for the file in the middle. */
  readonly use: DependencyUse | null
  readonly column: -1 | 0 | 1
  readonly row: number
  readonly x: number
  readonly y: number
}

export interface Drawing {
  readonly boxes: readonly Box[]
  readonly edges: readonly { readonly from: Box; readonly to: Box; readonly isInCircle: boolean }[]
  readonly width: number
  readonly height: number
  /** Not drawn, by column. */
  readonly more: { readonly left: number; readonly right: number }
}

export const boxSize = { width: 200, height: 40 }
const gap = { x: 68, y: 10 }
const margin = 16
/** Files in one column; the rest is told as a number. */
const mostRows = 60

export function layOut(around: DependenciesAround): Drawing {
  const left = around.usedBy.slice(0, mostRows)
  const right = around.uses.slice(0, mostRows)
  const rows = Math.max(left.length, right.length, 1)
  const height = rows * (boxSize.height + gap.y) - gap.y + 2 * margin
  const inCircle = new Set(around.cycles.flat())
  const files = new Map(around.files.map(file => [file.path, file]))

  function place(path: string, use: DependencyUse | null, column: Box['column'], row: number, count: number): Box {
    const file = use === null ? around.file : files.get(path)
    const slash = path.lastIndexOf('/')
    const top = (height - (count * (boxSize.height + gap.y) - gap.y)) / 2
    return {
      path,
      name: path.slice(slash + 1),
      folder: path.startsWith('res://') ? path.slice(6, Math.max(6, slash)) : '',
      kind: file?.kind ?? 'other',
      isMissing: file?.isMissing ?? false,
      isInCircle: inCircle.has(path),
      use,
      column,
      row,
      x: margin + (column + 1) * (boxSize.width + gap.x),
      y: top + row * (boxSize.height + gap.y),
    }
  }

  const middle = place(around.file.path, null, 0, 0, 1)
  const users = left.map((use, row) => place(use.path, use, -1, row, left.length))
  const used = right.map((use, row) => place(use.path, use, 1, row, right.length))
  const isCircular = (path: string) =>
    around.cycles.some(cycle => cycle.includes(path) && cycle.includes(around.file.path))
  return {
    boxes: [middle, ...users, ...used],
    edges: [
      ...users.map(from => ({ from, to: middle, isInCircle: isCircular(from.path) })),
      ...used.map(to => ({ from: middle, to, isInCircle: isCircular(to.path) })),
    ],
    width: 3 * boxSize.width + 2 * gap.x + 2 * margin,
    height,
    more: { left: around.usedBy.length - left.length, right: around.uses.length - right.length },
  }
}

/** The box that an arrow key leads to; null where there is none. */
export function boxBeside({ boxes }: Drawing, from: Box, key: string): Box | null {
  const inColumn = (column: number) => boxes.filter(box => box.column === column)
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    return inColumn(from.column)[from.row + (key === 'ArrowDown' ? 1 : -1)] ?? null
  }
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null
  const column = inColumn(from.column + (key === 'ArrowRight' ? 1 : -1))
  const nearest = column.toSorted((a, b) => Math.abs(a.y - from.y) - Math.abs(b.y - from.y))
  return nearest[0] ?? null
}
