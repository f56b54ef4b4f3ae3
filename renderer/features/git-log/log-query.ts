/** What is asked of the history, from what was typed into its filters. Pure. */
import type { LogView } from '../../commands/git-view.ts'

export interface LogQuery {
  readonly from: readonly string[]
  readonly all: boolean
  readonly paths: readonly string[]
  readonly message?: string
  readonly author?: string
  /** Unix seconds. */
  readonly since?: number
  readonly until?: number
}

export function logQuery({ text, author, path, since, until, from, isAll }: LogView): LogQuery {
  const first = dayStart(since)
  const last = dayStart(until)
  return {
    from: from === '' ? [] : [from],
    all: isAll && from === '',
    paths: path.trim() === '' ? [] : [path.trim().replace(/\/$/, '')],
    ...(text.trim() === '' ? {} : { message: text.trim() }),
    ...(author.trim() === '' ? {} : { author: author.trim() }),
    ...(first === null ? {} : { since: first }),
    // The day itself counts.
    ...(last === null ? {} : { until: last + 24 * 60 * 60 - 1 }),
  }
}

/** Commits that fit by themselves stand apart: lines between them would say that they follow one another. */
export function isFiltered({ paths, message, author, since, until }: LogQuery): boolean {
  return paths.length > 0 || [message, author, since, until].some(each => each !== undefined)
}

/** Midnight where the user is; null for no date. */
function dayStart(day: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const time = Date.parse(`${day}T00:00:00`)
  return Number.isNaN(time) ? null : time / 1000
}
