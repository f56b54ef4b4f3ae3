/**
 * What an operation changes, as values: refs, HEAD, entries of the index, files of the folder, the stash, and the note
 * of a merge that waits for its commit. Each with what was there before, so that the whole can be taken back. (OPS1)
 */
import { z } from 'zod'
import type { TreeFile } from '../../../shared/repo/git-object.ts'

const hash = z.string().regex(/^[0-9a-f]{40}$/)
const file = z.object({ mode: z.enum(['100644', '100755', '120000', '160000']), hash }).nullable()
const line = z.string()

const headTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('branch'), name: z.string() }),
  z.object({ kind: z.literal('detached'), hash }),
])

const sides = z.object({ base: file, ours: file, theirs: file }).nullable()
/** What each side has at a contested path of the index. */
export type Sides = NonNullable<z.infer<typeof sides>>

const note = z
  .object({
    parent: hash,
    message: z.string(),
    /** Which of Git's own notes it is: what waits for a commit. */
    kind: z.enum(['merge', 'cherry-pick', 'revert']).default('merge'),
  })
  .nullable()

const stash = z.object({
  to: hash,
  who: z.object({ name: line, email: line, seconds: z.number(), offset: z.number() }),
  message: line,
})
export type StashLine = z.infer<typeof stash>

export const changeShape = z.object({
  refs: z.array(z.object({ name: z.string(), before: hash.nullable(), after: hash.nullable() })),
  head: z.object({ before: headTarget, after: headTarget }).nullable(),
  index: z.array(z.object({ path: z.string(), before: file, after: file })),
  files: z.array(z.object({ path: z.string(), before: file, after: file })),
  /** Newest first. */
  stashes: z.object({ before: z.array(stash), after: z.array(stash) }).nullable(),
  /** What `MERGE_HEAD` (or that of a cherry-pick or a revert) and `MERGE_MSG` say. */
  waiting: z.object({ before: note, after: note }).nullable(),
  /**
   * Contested entries of the index. They mean something only where Git was when they were contested (`at`): nowhere else
   * are they put back.
   */
  contested: z
    .object({ at: line, files: z.array(z.object({ path: z.string(), before: sides, after: sides })) })
    .nullable()
    .default(null),
  /** For the logs of refs. */
  log: z.string(),
})
export type Change = z.infer<typeof changeShape>

/** A file of the folder or an entry of the index. */
export type FileChanges = Change['files']

export const NOTHING: Change = {
  refs: [],
  head: null,
  index: [],
  files: [],
  stashes: null,
  waiting: null,
  contested: null,
  log: '',
}

/** The way back. */
export function inverse(change: Change, log: string): Change {
  const turned = <T>({ before, after, ...rest }: { before: T; after: T }) => ({ ...rest, before: after, after: before })
  return {
    refs: change.refs.map(({ name, before, after }) => ({ name, before: after, after: before })),
    head: change.head && turned(change.head),
    index: change.index.map(({ path, before, after }) => ({ path, before: after, after: before })),
    files: change.files.map(({ path, before, after }) => ({ path, before: after, after: before })),
    stashes: change.stashes && turned(change.stashes),
    waiting: change.waiting && turned(change.waiting),
    contested: change.contested && {
      at: change.contested.at,
      files: change.contested.files.map(({ path, before, after }) => ({ path, before: after, after: before })),
    },
    log,
  }
}

export function isNothing({ refs, head, index, files, stashes, waiting, contested }: Change): boolean {
  const isSame = head === null && stashes === null && waiting === null && contested === null
  return isSame && refs.length === 0 && index.length === 0 && files.length === 0
}

/** Every object that the way there or back needs. */
export function objectsOf({ refs, head, index, files, stashes, contested }: Change) {
  const contents = new Set<string>()
  const commits = new Set<string>()
  const met = (contested?.files ?? []).flatMap(({ before, after }) => [before, after])
  const sides = met.flatMap(each => (each === null ? [] : [each.base, each.ours, each.theirs]))
  for (const { before, after } of [...index, ...files, ...sides.map(side => ({ before: side, after: null }))]) {
    for (const each of [before, after]) if (each !== null && each.mode !== '160000') contents.add(each.hash)
  }
  for (const { before, after } of refs) for (const each of [before, after]) if (each !== null) commits.add(each)
  for (const each of [head?.before, head?.after]) if (each?.kind === 'detached') commits.add(each.hash)
  for (const { to } of [...(stashes?.before ?? []), ...(stashes?.after ?? [])]) commits.add(to)
  return { contents: [...contents], commits: [...commits] }
}

/** The paths at which the two differ, by path. */
export function fileChanges(before: ReadonlyMap<string, TreeFile>, after: ReadonlyMap<string, TreeFile>): FileChanges {
  const changes: FileChanges = []
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [old, fresh] = [before.get(path) ?? null, after.get(path) ?? null]
    if (old?.hash !== fresh?.hash || old?.mode !== fresh?.mode) changes.push({ path, before: old, after: fresh })
  }
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1))
}
