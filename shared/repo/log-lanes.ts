/**
 * Which column each commit of a log stands in, and how the columns go on below it. The drawings beside a log, of text and
 * of lines, are made from this. Commits come in an order in which no parent is before its children.
 *
 *     const lanes = createLogLanes()
 *     const rows = commits.map(commit => lanes.next(commit))
 */
import { assertNever } from '../assert-never.ts'
import type { Hash } from './git-object.ts'

/** What becomes of the columns between one commit and the next, in this order. */
export type LaneStep =
  /** A line of its own begins to the right of `at`, and those beyond it move on. */
  | { readonly kind: 'opens'; readonly at: number; readonly track: number }
  /** From `at` a line leads into `to`, which is there already. */
  | { readonly kind: 'joins'; readonly at: number; readonly to: number }
  /** `from` ends in `to`, to its left, and those beyond it move up. */
  | { readonly kind: 'closes'; readonly to: number; readonly from: number }
  /** The column of a first commit has ended, and those beyond it move up. */
  | { readonly kind: 'ends'; readonly at: number }

export interface LaneRow {
  /** The column of the commit. */
  readonly at: number
  /** The line of development in each column, a number for its colour. */
  readonly tracks: readonly number[]
  readonly steps: readonly LaneStep[]
}

export interface LogLanes {
  next(commit: { readonly hash: Hash; readonly parents: readonly Hash[] }): LaneRow
}

interface Column {
  /** The commit that it waits for. */
  readonly waits: Hash
  readonly track: number
}

export function createLogLanes(): LogLanes {
  let columns: Column[] = []
  let tracks = 0

  function begin(waits: Hash): Column {
    tracks += 1
    return { waits, track: tracks - 1 }
  }

  return {
    next({ hash, parents }) {
      if (!columns.some(({ waits }) => waits === hash)) columns.push(begin(hash))
      const at = columns.findIndex(({ waits }) => waits === hash)
      const own = columns.map(({ track }) => track)
      const steps: LaneStep[] = []
      const [first, ...others] = parents
      if (first === undefined) {
        columns.splice(at, 1)
        return { at, tracks: own, steps: [{ kind: 'ends', at }] }
      }
      columns[at] = { waits: first, track: own[at] ?? 0 }
      for (const parent of others) {
        const known = columns.findIndex(({ waits }) => waits === parent)
        if (known >= 0) steps.push({ kind: 'joins', at, to: known })
        else {
          const opened = begin(parent)
          steps.push({ kind: 'opens', at, track: opened.track })
          columns.splice(at + 1, 0, opened)
        }
      }
      // Two columns that wait for one commit are one from here on.
      const place = () => columns.findIndex(({ waits }) => waits === first)
      const twin = () => columns.findLastIndex(({ waits }) => waits === first)
      for (let from = twin(); from > place(); from = twin()) {
        steps.push({ kind: 'closes', to: place(), from })
        const gone = from
        columns = columns.filter((_, i) => i !== gone)
      }
      return { at, tracks: own, steps }
    },
  }
}

/** A line from a column of one commit's row to a column of the next one's. */
export interface LaneEdge {
  readonly from: number
  readonly to: number
  readonly track: number
}

/** How a row goes on in the row below it. */
export function laneEdges({ at, tracks, steps }: LaneRow): readonly LaneEdge[] {
  let ends: Omit<LaneEdge, 'to'>[][] = tracks.map((track, from) => [{ from, track }])
  for (const step of steps) {
    switch (step.kind) {
      case 'opens':
        ends.splice(step.at + 1, 0, [{ from: at, track: step.track }])
        break
      case 'joins':
        ends[step.to]?.push({ from: at, track: ends[step.to]?.[0]?.track ?? 0 })
        break
      case 'closes': {
        const gone = ends[step.from] ?? []
        ends[step.to]?.push(...gone)
        ends = ends.filter((_, i) => i !== step.from)
        break
      }
      case 'ends':
        ends.splice(step.at, 1)
        break
      default:
        assertNever(step)
    }
  }
  return ends.flatMap((edges, to) => edges.map(({ from, track }) => ({ from, to, track })))
}
