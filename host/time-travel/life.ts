/** The life of a whole workspace as the slider shows it: edits of all files and commits in one line, by time. (TTR1) */
import type { WorkspaceLife, WorkspaceStop } from '../../shared/contract/time-travel.ts'
import type { RepoEntry } from '../../shared/repo/repo-tree.ts'
import { resourcePath } from '../files/safe-path.ts'
import { isOneGo } from '../history/one-go.ts'
import { stretchesOf } from '../history/stretches.ts'
import type { EditRow } from '../storage/history-tables.ts'
import { plainId } from '../storage/stored-id.ts'
import type { Project } from '../workspace/project.ts'
import type { CommitStop } from './commit-line.ts'

export interface LifeQuery {
  readonly before?: number | undefined
  readonly limit: number
  readonly slices: number
}

/** Of a stop that many files share, as many lines are told. */
const LINES_TOLD = 20

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

interface Stop {
  readonly stop: WorkspaceStop
  /** Time of its first edit; the stop stands at its last. */
  readonly from: number
}

interface StopDeps {
  /** More rows follow. */
  readonly isCut: boolean
  readonly entryOf: EntryOf
  /** A commit ends what was typed in one go. */
  readonly commits: readonly CommitStop[]
}

type EntryOf = (document: string) => RepoEntry | null

/**
 * Edits of one time are one stop, and so is what somebody typed in one go. Where more follow, the last one may not be
 * whole: it is left for the next page.
 */
function stopsOf(rows: readonly EditRow[], { isCut, entryOf, commits }: StopDeps): Stop[] {
  const oldest = rows.at(-1)?.time ?? 0
  const between = commits.filter(({ time }) => time >= oldest && time <= (rows[0]?.time ?? 0))
  const stops: (Stop & { readonly isText: boolean; readonly edits: number })[] = []
  for (const together of Map.groupBy(rows, ({ time }) => time).values()) {
    const stop = editStop(together, entryOf)
    const isText = together.every(({ document }) => entryOf(document)?.kind === 'text')
    const later = stops.at(-1)
    const isOn = later?.isText === true && isText && goesOn(stop, later)
    const isCommitted = isOn && between.some(({ time }) => time >= stop.time && time < later.from)
    const edits = together.length
    if (isOn && !isCommitted) stops[stops.length - 1] = { ...later, from: stop.time, edits: later.edits + edits }
    else stops.push({ stop, from: stop.time, isText, edits })
  }
  const whole = isCut && stops.length > 1 ? stops.slice(0, -1) : stops
  return whole.map(({ stop, from, edits }) => ({ from, stop: from === stop.time ? stop : typed(stop, edits) }))
}

/** A letter says nothing of a word. */
function typed(stop: WorkspaceStop, edits: number): WorkspaceStop {
  return { ...stop, lines: [{ node: '', text: `${edits} edits`, kind: 'changed' }] }
}

function goesOn(earlier: WorkspaceStop, { stop, from }: Stop): boolean {
  return (
    earlier.path !== null &&
    earlier.path === stop.path &&
    earlier.origin === stop.origin &&
    earlier.origin !== 'intake' &&
    earlier.author?.name === stop.author?.name &&
    isOneGo(from - earlier.time, stop.time - earlier.time)
  )
}

function editStop(rows: readonly EditRow[], entryOf: EntryOf): WorkspaceStop {
  const [first] = rows as [EditRow, ...EditRow[]]
  const paths = new Set(rows.map(({ document }) => entryOf(document)?.path ?? null))
  const [path = null] = paths
  const origin = ORIGINS.find(known => known === first.origin) ?? 'command'
  return {
    sequence: first.time,
    time: first.time,
    author: first.author,
    origin,
    lines: rows.flatMap(({ lines }) => lines).slice(0, LINES_TOLD),
    path: path === null || paths.size > 1 ? null : resourcePath(path),
    commit: null,
  }
}

const ORIGINS = ['window', 'relay', 'intake', 'command', 'seed', 'storage'] as const

export function commitStop({ hash, subject, author, time }: CommitStop): WorkspaceStop {
  const by = { name: author, color: hueOf(author) }
  return { sequence: time, time, author: by, origin: 'commit', lines: [], path: null, commit: { hash, subject } }
}

/** People of commits have chosen no hue: the same name has always the same. */
export function hueOf(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return sum % 10
}

/** Newest first; of two stops at one time the one that came first in the list. */
function oneByTime(stops: readonly Stop[]): Stop[] {
  const byTime = new Map<number, Stop>()
  for (const each of stops) if (!byTime.has(each.stop.time)) byTime.set(each.stop.time, each)
  return [...byTime.values()].sort((a, b) => b.stop.time - a.stop.time)
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
