/**
 * Commits in the order of `git log`, page by page. A walk reads a commit when it comes to it and no sooner, so the first
 * page of a long history costs as much as that of a short one (GIT8).
 */
import { AppError } from '../../shared/contract/errors.ts'
import { GIT_WALKS_KEPT } from '../../shared/limits.ts'
import type { Commit, Hash } from '../../shared/repo/git-object.ts'
import { createCommitQueue } from './commit-queue.ts'
import type { LogPage, LogQuery } from './engine.ts'
import { type CommitSource, createPathFilter } from './path-history.ts'
import { byTopology, type Walked } from './topology.ts'

export interface LogReader {
  page(query: LogQuery): LogPage
}

type Walk = Iterator<Commit, undefined>

export function createLogReader(source: CommitSource): LogReader {
  // Walks that may go on, by query and place; whoever comes too late walks again from the start.
  const waiting = new Map<string, Walk>()

  function walkTo(key: string, query: LogQuery, skipped: number): Walk {
    const kept = waiting.get(`${skipped} ${key}`)
    waiting.delete(`${skipped} ${key}`)
    if (kept !== undefined) return kept
    const walk = matching(source, query)
    for (let i = 0; i < skipped; i += 1) if (walk.next().done) break
    return walk
  }

  return {
    page(query) {
      const { after, limit, ...rest } = query
      const key = JSON.stringify(rest)
      const skipped = after === undefined ? 0 : Number(after)
      if (!Number.isSafeInteger(skipped) || skipped < 0) throw new AppError('BAD_REQUEST', 'This is no place in a log.')
      const walk = walkTo(key, query, skipped)
      const commits: Commit[] = []
      while (commits.length < limit) {
        const { done, value } = walk.next()
        if (done || value === undefined) return { commits, next: null }
        commits.push(value)
      }
      const next = skipped + commits.length
      waiting.set(`${next} ${key}`, walk)
      for (const old of [...waiting.keys()].slice(0, -GIT_WALKS_KEPT)) waiting.delete(old)
      return { commits, next: String(next) }
    },
  }
}

/** All commits that a query names, in its order. */
export function* matching(source: CommitSource, query: LogQuery): Generator<Commit, undefined> {
  const { author, message, since, until } = query
  const isWanted = (commit: Commit) =>
    (since === undefined || commit.committer.seconds >= since) &&
    (until === undefined || commit.committer.seconds <= until) &&
    (author === undefined || contains(`${commit.author.name} <${commit.author.email}>`, author)) &&
    (message === undefined || contains(commit.message, message))
  const walked = byDate(source, query)
  const ordered = query.order === 'topology' ? byTopology([...walked]) : walked
  for (const { commit, isShown } of ordered) if (isShown && isWanted(commit)) yield commit
}

/** Newest first, by the committer's clock. With `since` a walk ends where everything left is older, as Git's does. */
function* byDate(
  source: CommitSource,
  { from, without = [], paths = [], since }: LogQuery,
): Generator<Walked, undefined> {
  const hidden = without.length === 0 ? new Set<Hash>() : reachable(source, without)
  const filter = createPathFilter(source, paths)
  const queue = createCommitQueue<{ seconds: number; commit: Commit }>()
  const seen = new Set<Hash>(hidden)
  const add = (hash: Hash) => {
    if (seen.has(hash)) return
    seen.add(hash)
    const commit = source.commit(hash)
    queue.add({ seconds: commit.committer.seconds, commit })
  }
  for (const hash of from) add(hash)
  for (let next = queue.take(); next !== undefined; next = queue.take()) {
    const { commit } = next
    if (since !== undefined && commit.committer.seconds < since) continue
    const { isShown, parents } = filter(commit)
    yield { commit, parents, isShown }
    for (const parent of parents) add(parent)
  }
}

export function reachable(source: CommitSource, from: readonly Hash[]): Set<Hash> {
  const seen = new Set<Hash>(from)
  // A set may grow while it is gone through.
  for (const hash of seen) for (const parent of source.commit(hash).parents) seen.add(parent)
  return seen
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase())
}
