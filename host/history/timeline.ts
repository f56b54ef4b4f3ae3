/** A scene's life as the slider shows it: the edits, how dense they lie, and the versions and backups beside them. */
import type { Timeline, TimelineEntry, TimelineMark } from '../../shared/contract/history.ts'
import type { EditRow, Segment } from '../storage/history-tables.ts'
import type { RealityStore } from '../storage/reality-store.ts'
import { stretchesOf } from './stretches.ts'

export interface TimelineQuery {
  readonly before?: number | undefined
  readonly limit: number
  readonly slices: number
}

export type SceneTimeline = Omit<Timeline, 'path'>

const ORIGINS: readonly TimelineEntry['origin'][] = ['window', 'relay', 'intake', 'command', 'seed', 'storage']

export function readTimeline(store: RealityStore, document: string, query: TimelineQuery): SceneTimeline {
  const segments = store.segments(document)
  const { edits } = store.disk
  const rows = edits.list(segments, query.before ?? Number.MAX_SAFE_INTEGER, query.limit + 1)
  const shown = rows.slice(0, query.limit)
  const span = edits.span(segments)
  return {
    entries: shown.map(entryOf),
    before: rows.length > shown.length ? (shown.at(-1)?.sequence ?? null) : null,
    first: firstMoment(store, segments),
    last: store.log.last(document),
    from: span?.from ?? null,
    to: span?.to ?? null,
    density: span === undefined ? [] : density(store, segments, span, query.slices),
    marks: marks(store, document),
  }
}

function entryOf({ sequence, time, author, origin, lines }: EditRow): TimelineEntry {
  return { sequence, time, author, origin: ORIGINS.find(known => known === origin) ?? 'command', lines: [...lines] }
}

/** The oldest from which on every moment is kept. */
function firstMoment({ disk }: RealityStore, segments: readonly Segment[]): number {
  for (const { document, after } of segments.toReversed()) {
    if (disk.log.last(document) === 0) continue
    const floor = disk.log.floor(document)
    if (floor > after) return floor
  }
  return 0
}

function density(
  { disk }: RealityStore,
  segments: readonly Segment[],
  { from, to }: { from: number; to: number },
  count: number,
): SceneTimeline['density'] {
  const width = Math.max(1, Math.ceil((to - from + 1) / count))
  const slices: SceneTimeline['density'] = Array.from({ length: Math.ceil((to - from + 1) / width) }, (_, i) => ({
    time: from + i * width,
    sequence: null,
    counts: [],
  }))
  for (const { slice, author, count: edits, last } of disk.edits.slices(segments, from, width)) {
    const found = slices[slice]
    if (found === undefined) continue
    found.sequence = Math.max(found.sequence ?? 0, last)
    const same = found.counts.find(one => one.author?.name === author?.name)
    if (same === undefined) found.counts.push({ author, count: edits })
    else same.count += edits
  }
  return slices
}

/** Of this reality and, as far as it shares their past, of those it comes from. A backup that saw nothing new is left out. */
function marks(store: RealityStore, document: string): TimelineMark[] {
  const reach = new Map(stretchesOf(store.lineage).map(({ reality, through }) => [reality, through]))
  const found: TimelineMark[] = []
  let lastBackup = -1
  for (const { id, kind, name, time, reality, position } of store.versions.all()) {
    const limit = reach.get(reality)
    if (limit === undefined || position > limit || kind === 'merge') continue
    const sequence = store.edits.sequenceAt(document, position)
    if (kind === 'backup' && sequence === lastBackup) continue
    if (kind === 'backup') lastBackup = sequence
    found.push({ id, kind, name, time, sequence })
  }
  return found
}
