/**
 * Who last changed each line, as `git blame` finds out: a file's lines go to its parents as long as they are the same
 * there, in files of the same name or renamed, and stay with the commit where they are not.
 */
import { AppError } from '../../shared/contract/errors.ts'
import type { Commit, FlatTree, Hash, TreeFile } from '../../shared/repo/git-object.ts'
import { findRenames } from '../../shared/repo/renames.ts'
import { createCommitQueue } from './commit-queue.ts'
import type { BlameLine } from './engine.ts'
import type { Hunk } from './hunks.ts'

export interface BlameSource {
  commit(hash: Hash): Commit
  entry(tree: Hash, path: string): TreeFile | null
  blob(hash: Hash): Uint8Array
  changed(from: Hash, to: Hash): { before: FlatTree; after: FlatTree }
  hunks(from: { tree: Hash; path: string }, to: { tree: Hash; path: string }): Hunk[]
}

/** Lines that follow one another in the file asked about and in that of some commit, counted from 0. */
export interface Span {
  readonly final: number
  readonly start: number
  readonly count: number
}

/** With the lines that may come from it. */
interface Suspect extends Origin {
  spans: readonly Span[]
}

export async function blameLines(
  source: BlameSource,
  path: string,
  commit: Commit,
  spans?: readonly Span[],
): Promise<BlameLine[]> {
  const file = source.entry(commit.tree, path)
  if (file === null || file.mode === '160000') {
    throw new AppError('NOT_FOUND', `There is no file ${path} in ${commit.hash.slice(0, 10)}.`, { path })
  }
  const lines = splitLines(source.blob(file.hash))
  const queue = createCommitQueue<Suspect>()
  const waiting = new Map<string, Suspect>()
  const add = (suspect: Suspect) => {
    const key = `${suspect.commit.hash} ${suspect.path}`
    const known = waiting.get(key)
    if (known !== undefined) known.spans = [...known.spans, ...suspect.spans]
    else {
      waiting.set(key, suspect)
      queue.add(suspect)
    }
  }
  const blamed: BlameLine[] = []
  const all = spans ?? [{ final: 0, start: 0, count: lines.length }]
  add({ seconds: commit.committer.seconds, commit, path, blob: file.hash, spans: all })
  for (let next = queue.take(); next !== undefined; next = queue.take()) {
    waiting.delete(`${next.commit.hash} ${next.path}`)
    for (const { start, final, count } of await passOn(source, next, add)) {
      const { hash, author } = next.commit
      const own = splitLines(source.blob(next.blob))
      for (let i = 0; i < count; i += 1) {
        blamed.push({ line: final + i + 1, hash, author, text: own[start + i] ?? '', path: next.path })
      }
    }
  }
  return blamed.sort((a, b) => a.line - b.line)
}

/** Hands lines to the parents, and returns those that none of them has. */
async function passOn(
  source: BlameSource,
  suspect: Suspect,
  add: (suspect: Suspect) => void,
): Promise<readonly Span[]> {
  for (const origin of await originsOf(source, suspect)) {
    if (origin.blob === suspect.blob) {
      add({ ...origin, spans: suspect.spans })
      return []
    }
    const to = { tree: suspect.commit.tree, path: suspect.path }
    const hunks = source.hunks({ tree: origin.commit.tree, path: origin.path }, to)
    const { passed, kept } = divide(suspect.spans, hunks)
    if (passed.length > 0) add({ ...origin, spans: passed })
    suspect.spans = kept
  }
  return suspect.spans
}

/** A file of a commit that something may come from. */
export interface Origin {
  readonly seconds: number
  readonly commit: Commit
  readonly path: string
  readonly blob: Hash
}

/**
 * The file in the parents, each content once: where one of them has the very same, that alone. A renamed file is looked
 * for only where no parent has the same content under the same name.
 */
export async function originsOf(
  source: BlameSource,
  { commit, path, blob }: Omit<Origin, 'seconds'>,
): Promise<Origin[]> {
  const parents = commit.parents.map(hash => source.commit(hash))
  const origins = parents.map(parent => originIn(source, parent, path))
  for (const [i, parent] of parents.entries()) {
    if (origins.some(origin => origin?.blob === blob)) break
    origins[i] ??= await renamedIn(source, parent, commit, path)
  }
  const whole = origins.find(origin => origin?.blob === blob)
  if (whole) return [whole]
  return origins.filter(
    (origin, i): origin is Origin => origin !== null && origins.findIndex(each => each?.blob === origin.blob) === i,
  )
}

function originIn(source: BlameSource, commit: Commit, path: string): Origin | null {
  const file = source.entry(commit.tree, path)
  if (file === null || file.mode === '160000') return null
  return { seconds: commit.committer.seconds, commit, path, blob: file.hash }
}

async function renamedIn(source: BlameSource, parent: Commit, commit: Commit, path: string): Promise<Origin | null> {
  const sides = source.changed(parent.tree, commit.tree)
  const renames = await findRenames({ ...sides, read: async hash => source.blob(hash), countsEmpty: true })
  const from = renames.find(({ to }) => to === path)?.from
  return from === undefined ? null : originIn(source, parent, from)
}

/** Lines between the hunks are the parent's as well. */
export function divide(spans: readonly Span[], hunks: readonly Hunk[]): { passed: Span[]; kept: Span[] } {
  const passed: Span[] = []
  const kept: Span[] = []
  for (const span of spans) {
    let at = span.start
    const end = span.start + span.count
    const cut = (to: number, list: Span[], shift: number) => {
      if (to <= at) return
      list.push({ final: span.final + at - span.start, start: at + shift, count: to - at })
      at = to
    }
    let shift = 0
    for (const { oldCount, newStart, newCount } of hunks) {
      if (newStart >= end) break
      cut(Math.min(newStart, end), passed, shift)
      cut(Math.min(newStart + newCount, end), kept, 0)
      shift += oldCount - newCount
    }
    cut(end, passed, shift)
  }
  return { passed, kept }
}

export function splitLines(bytes: Uint8Array): string[] {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
