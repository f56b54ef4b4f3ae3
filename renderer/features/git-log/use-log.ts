/** The history page by page: more is fetched as one scrolls, and the lanes go on where the page before ended. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { RepoCommit } from '../../../shared/contract/repo-data.ts'
import { createLogLanes, type LaneEdge, type LogLanes, laneEdges } from '../../../shared/repo/log-lanes.ts'
import { useApp } from '../../commands/app-context.tsx'
import type { TreeRow } from '../../ui/tree-grid.tsx'
import { subjectOf } from '../git-operations/index.ts'
import { isFiltered, type LogQuery } from './log-query.ts'

export interface Lane {
  readonly at: number
  readonly track: number
  /** Lines that come in from the row above, and that lead on to the one below. */
  readonly above: readonly LaneEdge[]
  readonly below: readonly LaneEdge[]
}

export interface CommitRow extends TreeRow {
  readonly commit: RepoCommit
  /** null where commits are picked out. */
  readonly lane: Lane | null
}

export interface LoadedLog {
  readonly rows: readonly CommitRow[]
  readonly isOver: boolean
  /** Columns of the widest row. */
  readonly lanes: number
}

export interface Log {
  readonly loaded: LoadedLog | null
  readonly isLoading: boolean
  /** Why the last page did not come. */
  readonly fault: string | null
  /** The next page, if there is one and none is under way. */
  readonly more: () => void
}

interface Reading {
  readonly stop: AbortController
  readonly lanes: LogLanes | null
  /** Hashes that have a row. */
  readonly shown: Set<string>
  above: readonly LaneEdge[]
  next: string | null
  isAsking: boolean
  loaded: LoadedLog
}

/** By the committer's clock: any other order reads the whole history before it can show the first commit. */
const PAGE = 200
const restMs = 200

/** `version` counts up where the history may be another. */
export function useLog(query: LogQuery, version: number): Log {
  const { app } = useApp()
  const [state, setState] = useState<Omit<Log, 'more'>>({ loaded: null, isLoading: true, fault: null })
  const reading = useRef<Reading | null>(null)
  const key = JSON.stringify(query)

  const ask = useCallback(
    async (own: Reading, wanted: LogQuery) => {
      if (own.isAsking) return
      own.isAsking = true
      setState(now => ({ ...now, isLoading: true, fault: null }))
      try {
        const after = own.next === null ? {} : { after: own.next }
        const page = await app.api.repo.log(
          { ...wanted, from: [...wanted.from], paths: [...wanted.paths], order: 'date', limit: PAGE, ...after },
          { signal: own.stop.signal },
        )
        if (own.stop.signal.aborted) return
        own.next = page.next
        own.loaded = addPage(own, page.commits, page.next === null)
        setState({ loaded: own.loaded, isLoading: false, fault: null })
      } catch (error) {
        if (!own.stop.signal.aborted) setState(now => ({ ...now, isLoading: false, fault: messageOf(error) }))
      } finally {
        own.isAsking = false
      }
    },
    [app],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: a ref that moved makes the history another one.
  useEffect(() => {
    const wanted = JSON.parse(key) as LogQuery
    const own: Reading = {
      stop: new AbortController(),
      lanes: isFiltered(wanted) ? null : createLogLanes(),
      shown: new Set(),
      above: [],
      next: null,
      isAsking: false,
      loaded: { rows: [], isOver: false, lanes: 1 },
    }
    reading.current = own
    // Letters come in a run.
    const timer = setTimeout(() => void ask(own, wanted), isFiltered(wanted) ? restMs : 0)
    return () => {
      clearTimeout(timer)
      own.stop.abort()
    }
  }, [ask, key, version])

  const more = useCallback(() => {
    const own = reading.current
    if (own !== null && !own.loaded.isOver) void ask(own, JSON.parse(key) as LogQuery)
  }, [ask, key])

  return useMemo(() => ({ ...state, more }), [state, more])
}

function addPage(own: Reading, commits: readonly RepoCommit[], isOver: boolean): LoadedLog {
  const { rows, lanes } = own.loaded
  let widest = lanes
  const added = commits.map((commit, i): CommitRow => {
    const row = own.lanes?.next(withoutShown(commit, own.shown)) ?? null
    own.shown.add(commit.hash)
    const below = row === null ? [] : laneEdges(row)
    const above = own.above
    own.above = below
    widest = Math.max(widest, row?.tracks.length ?? 1)
    return {
      key: commit.hash,
      commit,
      lane: row === null ? null : { at: row.at, track: row.tracks[row.at] ?? 0, above, below },
      level: 1,
      isExpandable: false,
      isExpanded: false,
      position: rows.length + i + 1,
      // How many there are is known at the end alone.
      siblings: -1,
      text: subjectOf(commit.message),
    }
  })
  return { rows: [...rows, ...added], isOver, lanes: widest }
}

/** A clock that went wrong puts a parent before its child: no line can lead up to it. */
function withoutShown({ hash, parents }: RepoCommit, shown: ReadonlySet<string>): Pick<RepoCommit, 'hash' | 'parents'> {
  return { hash, parents: parents.filter(parent => !shown.has(parent)) }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
