/**
 * Where everything stands in the graph of realities and versions: rows from now down to the beginning, lanes from left to
 * right. Pure: the drawing and the list beside it read the same rows.
 */
import type { Version } from '../../../shared/contract/history.ts'
import { MAIN_REALITY, type Reality, type RealityGraph, type RealityMerge } from '../../../shared/contract/realities.ts'

export type GraphRow = {
  /** `reality:…`, `version:…`, `merge:…`. */
  readonly key: string
  readonly lane: number
  /** Unix ms; null for what is now. */
  readonly time: number | null
} & (
  | { readonly kind: 'reality'; readonly reality: Reality }
  | { readonly kind: 'version'; readonly version: Version }
  | { readonly kind: 'merge'; readonly merge: RealityMerge; readonly from: string }
)

/** The life of a reality, as a line from its fork up to its newest row. Rows count from 0, at the top. */
export interface GraphLine {
  readonly reality: string
  readonly lane: number
  readonly top: number
  readonly bottom: number
  /** Where it left its parent: half a row below its oldest one. null for main. */
  readonly fork: { readonly lane: number } | null
  /** Open ones go on, merged and dropped ones do not. */
  readonly status: Reality['status']
}

/** What came back into another reality. */
export interface GraphMerge {
  readonly from: { readonly lane: number; readonly row: number }
  readonly to: { readonly lane: number; readonly row: number }
  readonly reality: string
  readonly isUndone: boolean
}

export interface GraphLayout {
  readonly rows: readonly GraphRow[]
  readonly lines: readonly GraphLine[]
  readonly merges: readonly GraphMerge[]
  readonly lanes: number
}

export function layOutGraph(graph: RealityGraph): GraphLayout {
  const shown = shownRealities(graph)
  const lanes = chooseLanes(graph, shown)
  const rows = orderRows(graph, shown, lanes)
  const lines = shown.flatMap(reality => lineOf(reality, rows, lanes))
  const merges = graph.merges.flatMap(merge => mergeLine(merge, rows, lanes))
  return { rows, lines, merges, lanes: 1 + Math.max(0, ...lanes.values()) }
}

/** What was thrown away stands in the graph as long as it can be brought back. */
function shownRealities({ realities }: RealityGraph): Reality[] {
  return [...realities].sort((a, b) => Number(b.id === MAIN_REALITY) - Number(a.id === MAIN_REALITY) || a.time - b.time)
}

/** Main is the first lane; others take the first one that is free for as long as they live. */
function chooseLanes(graph: RealityGraph, realities: readonly Reality[]): Map<string, number> {
  const lanes = new Map<string, number>()
  const ends: number[] = []
  for (const reality of realities) {
    if (reality.parent === null) {
      lanes.set(reality.id, 0)
      ends[0] = Number.POSITIVE_INFINITY
      continue
    }
    const free = ends.findIndex((end, lane) => lane > 0 && end < reality.time)
    const lane = free < 0 ? Math.max(1, ends.length) : free
    lanes.set(reality.id, lane)
    ends[lane] = endOf(graph, reality)
  }
  return lanes
}

function endOf({ merges, versions, current }: RealityGraph, reality: Reality): number {
  if (reality.status === 'open' || reality.id === current) return Number.POSITIVE_INFINITY
  const times = [
    ...merges.filter(merge => merge.from === reality.id || merge.into === reality.id).map(merge => merge.time),
    ...versions.filter(version => version.reality === reality.id).map(version => version.time),
  ]
  return Math.max(reality.time, reality.lastEditAt ?? 0, ...times)
}

function orderRows(graph: RealityGraph, realities: readonly Reality[], lanes: ReadonlyMap<string, number>): GraphRow[] {
  const known = new Map(realities.map(reality => [reality.id, reality]))
  const laneOf = (id: string) => lanes.get(id) ?? 0
  const rows: GraphRow[] = [
    ...realities.map(reality => ({
      key: `reality:${reality.id}`,
      kind: 'reality' as const,
      reality,
      lane: laneOf(reality.id),
      time: timeOf(graph, reality),
    })),
    ...graph.merges.map(merge => ({
      key: `merge:${merge.id}`,
      kind: 'merge' as const,
      merge,
      from: known.get(merge.from)?.name ?? merge.from,
      lane: laneOf(merge.into),
      time: merge.time,
    })),
    ...graph.versions
      .filter(version => version.kind === 'version' && known.has(version.reality))
      .map(version => ({
        key: `version:${version.id}`,
        kind: 'version' as const,
        version,
        lane: laneOf(version.reality),
        time: version.time,
      })),
  ]
  const rank = (row: GraphRow) => row.time ?? Number.POSITIVE_INFINITY
  return rows.sort((a, b) => (rank(a) === rank(b) ? a.lane - b.lane : rank(b) - rank(a)))
}

/** The current one and main are now. Others stand where they were last worked in, or where they began. */
function timeOf(graph: RealityGraph, reality: Reality): number | null {
  if (reality.id === graph.current) return null
  if (reality.parent === null) return null
  return reality.status === 'open' ? (reality.lastEditAt ?? reality.time) : reality.time
}

function lineOf(reality: Reality, rows: readonly GraphRow[], lanes: ReadonlyMap<string, number>): GraphLine[] {
  const lane = lanes.get(reality.id) ?? 0
  const own = rows.flatMap((row, index) => (realityOf(row) === reality.id ? [index] : []))
  const top = own[0]
  const bottom = own.at(-1)
  if (top === undefined || bottom === undefined) return []
  if (reality.parent === null)
    return [{ reality: reality.id, lane, top, bottom: rows.length - 1, fork: null, status: 'open' }]
  const fork = { lane: lanes.get(reality.parent) ?? 0 }
  return [{ reality: reality.id, lane, top, bottom, fork, status: reality.status }]
}

/** The reality in whose lane a row stands. */
export function realityOf(row: GraphRow): string {
  switch (row.kind) {
    case 'reality':
      return row.reality.id
    case 'version':
      return row.version.reality
    case 'merge':
      return row.merge.into
  }
}

function mergeLine(merge: RealityMerge, rows: readonly GraphRow[], lanes: ReadonlyMap<string, number>): GraphMerge[] {
  const row = rows.findIndex(each => each.key === `merge:${merge.id}`)
  // From the newest thing in its lane that the merge had: the first row below it.
  const from = rows.findIndex((each, index) => index > row && realityOf(each) === merge.from)
  if (row < 0 || from < 0) return []
  return [
    {
      from: { lane: lanes.get(merge.from) ?? 0, row: from },
      to: { lane: lanes.get(merge.into) ?? 0, row },
      reality: merge.from,
      isUndone: merge.status === 'undone',
    },
  ]
}
