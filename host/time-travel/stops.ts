/** The stops of a workspace's life: edits of all files and commits, each with what is said of it. (TTR1) */
import type { WorkspaceStop } from '../../shared/contract/time-travel.ts'
import type { RepoEntry } from '../../shared/repo/repo-tree.ts'
import { resourcePath } from '../files/safe-path.ts'
import { isOneGo } from '../history/one-go.ts'
import type { EditRow } from '../storage/history-tables.ts'
import type { CommitStop } from './commit-line.ts'

/** Of a stop that many files share, as many lines are told. */
const LINES_TOLD = 20

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
export function stopsOf(rows: readonly EditRow[], { isCut, entryOf, commits }: StopDeps): Stop[] {
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
export function oneByTime(stops: readonly Stop[]): Stop[] {
  const byTime = new Map<number, Stop>()
  for (const each of stops) if (!byTime.has(each.stop.time)) byTime.set(each.stop.time, each)
  return [...byTime.values()].sort((a, b) => b.stop.time - a.stop.time)
}
