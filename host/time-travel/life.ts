/** The life of a whole workspace as the slider shows it: edits of all files and commits in one line, by time. (TTR1) */
import type { WorkspaceLife } from '../../shared/contract/time-travel.ts'
import { stretchesOf } from '../history/stretches.ts'
import { plainId } from '../storage/stored-id.ts'
import type { Project } from '../workspace/project.ts'
import type { CommitStop } from './commit-line.ts'
import { commitStop, hueOf, oneByTime, stopsOf } from './stops.ts'

export interface LifeQuery {
  readonly before?: number | undefined
  readonly limit: number
  readonly slices: number
}

type Density = WorkspaceLife['density']

export function readLife(
  { store, tree }: Pick<Project, 'store' | 'tree'>,
  commits: readonly CommitStop[],
  { before = Number.MAX_SAFE_INTEGER, limit, slices }: LifeQuery,
): WorkspaceLife {
  const stretches = stretchesOf(store.lineage)
  const { edits } = store.disk
  const entryOf = (document: string) => tree.byDocument(plainId(document)) ?? null
  const rows = edits.listAll(stretches, before, limit + 1)
  const edited = stopsOf(rows, { isCut: rows.length > limit, entryOf, commits })
  const oldest = rows.length > limit ? (edited.at(-1)?.from ?? before) : Number.NEGATIVE_INFINITY
  const committed = commits.filter(({ time }) => time < before && time >= oldest).map(commitStop)
  const stops = oneByTime([...edited, ...committed.map(stop => ({ stop, from: stop.time }))])
  const shown = stops.slice(0, limit)
  const span = spanOf(edits.spanAll(stretches), commits)
  const isCut = stops.length > limit || rows.length > limit
  return {
    entries: shown.map(({ stop }) => stop),
    before: isCut ? (shown.at(-1)?.from ?? null) : null,
    first: span?.from ?? 0,
    last: span?.to ?? 0,
    from: span?.from ?? null,
    to: span?.to ?? null,
    density: span === null ? [] : density(store, commits, span, slices),
    marks: [...versionMarks(store), ...commits.map(commitMark)],
  }
}

/** The time of the newest stop. */
export function newestStop({ store }: Pick<Project, 'store'>, commits: readonly CommitStop[]): number {
  return spanOf(store.disk.edits.spanAll(stretchesOf(store.lineage)), commits)?.to ?? 0
}

interface Span {
  readonly from: number
  readonly to: number
}

function spanOf(edited: Span | undefined, commits: readonly CommitStop[]): Span | null {
  const times = [edited?.from, edited?.to, commits.at(-1)?.time, commits[0]?.time].filter(time => time !== undefined)
  return times.length === 0 ? null : { from: Math.min(...times), to: Math.max(...times) }
}

function density(store: Project['store'], commits: readonly CommitStop[], { from, to }: Span, count: number): Density {
  const width = Math.max(1, Math.ceil((to - from + 1) / count))
  const slices: Density = Array.from({ length: Math.ceil((to - from + 1) / width) }, (_, i) => ({
    time: from + i * width,
    sequence: null,
    counts: [],
  }))
  const add = (slice: number, author: Density[number]['counts'][number]['author'], edits: number, last: number) => {
    const found = slices[slice]
    if (found === undefined) return
    found.sequence = Math.max(found.sequence ?? 0, last)
    const same = found.counts.find(one => one.author?.name === author?.name)
    if (same === undefined) found.counts.push({ author, count: edits })
    else same.count += edits
  }
  for (const { slice, author, count: edits, last } of store.disk.edits.slicesAll(
    stretchesOf(store.lineage),
    from,
    width,
  )) {
    add(slice, author, edits, last)
  }
  for (const { author, time } of commits) {
    add(Math.floor((time - from) / width), { name: author, color: hueOf(author) }, 1, time)
  }
  return slices
}

/** Of this reality and, as far as it shares their past, of those it comes from. */
function versionMarks(store: Project['store']): WorkspaceLife['marks'] {
  const reach = new Map(stretchesOf(store.lineage).map(({ reality, through }) => [reality, through]))
  return store.versions.all().flatMap(({ id, kind, name, time, reality, position }) => {
    const limit = reach.get(reality)
    return limit === undefined || position > limit || kind === 'merge' ? [] : [{ id, kind, name, time, sequence: time }]
  })
}

function commitMark({ hash, subject, time }: CommitStop): WorkspaceLife['marks'][number] {
  return { id: hash, kind: 'commit', name: subject, time, sequence: time }
}
