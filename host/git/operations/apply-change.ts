/**
 * Puts a change into the repository, from wherever it stands between before and after: what is there already is left,
 * so that it may be done again after a crash. Everything is looked at before anything is touched. (OPS2)
 *
 * Order: files, index, stash, refs, HEAD, the note of a merge. Until the refs move, Git shows files that differ from
 * HEAD, which loses nothing; from then on everything else is in place.
 */
import { AppError } from '../../../shared/contract/errors.ts'
import { isSameFile } from '../../../shared/repo/flat-tree.ts'
import type { Signature, TreeFile } from '../../../shared/repo/git-object.ts'
import type { Head, HeadTarget, IndexChange, Repository } from '../engine.ts'
import type { Change } from './change.ts'
import { type Entries, isSameSides, readEntries, whereGitIs } from './contested.ts'
import { readMergeNote, writeMergeNote } from './merge-note.ts'
import { readStashes, writeStashes } from './stash-list.ts'

export interface ApplyOptions {
  readonly who: Signature
  /** Called between steps, by name: tests end the process there. */
  readonly onStep: (step: string) => void
}

/** Throws AppError LOCKED with the names of what is neither as before nor as after, and has changed nothing then. */
export async function applyChange(
  repository: Repository,
  change: Change,
  { who, onStep }: ApplyOptions,
): Promise<void> {
  const left = await refuseForeign(repository, change)
  onStep('files')
  if (left.files.size > 0) await repository.checkout(left.files, { force: true })
  onStep('index')
  const entries = await entriesLeft(repository, change)
  if (entries.length > 0) await repository.changeIndex(entries)
  onStep('stash')
  if (change.stashes !== null) await writeStashes(repository, change.stashes.after)
  for (const ref of left.refs) {
    onStep(ref.name)
    await repository.changeRef({ name: ref.name, to: ref.after, from: ref.now, log: { who, message: change.log } })
  }
  onStep('head')
  if (left.head !== null) await repository.setHead(left.head, { who, message: change.log })
  onStep('note')
  if (change.waiting !== null) {
    await writeMergeNote(repository.gitFolder, change.waiting.before, change.waiting.after)
  }
  onStep('end')
}

interface Left {
  readonly files: ReadonlyMap<string, TreeFile | null>
  readonly refs: readonly { name: string; now: string | null; after: string | null }[]
  readonly head: HeadTarget | null
}

async function refuseForeign(repository: Repository, change: Change): Promise<Left> {
  const foreign: string[] = []
  const files = new Map<string, TreeFile | null>()
  const stored = await repository.storeFiles(change.files.map(({ path }) => path))
  for (const [i, { path, before, after }] of change.files.entries()) {
    const now = stored[i] ?? null
    if (isSameFile(now, after)) continue
    if (isSameFile(now, before)) files.set(path, after)
    else foreign.push(path)
  }
  foreign.push(...foreignEntries(await readEntries(repository), change))
  if (change.contested !== null && change.contested.at !== (await whereGitIs(repository))) foreign.push('HEAD')
  const refs: { name: string; now: string | null; after: string | null }[] = []
  for (const { name, before, after } of change.refs) {
    const now = (await repository.refs(name)).find(ref => ref.name === name)?.hash ?? null
    if (now === after) continue
    if (now === before) refs.push({ name, now, after })
    else foreign.push(name)
  }
  const head = change.head === null ? null : await headLeft(await repository.head(), change.head, foreign)
  if (change.stashes !== null) {
    const now = JSON.stringify((await readStashes(repository)).map(({ to }) => to))
    const isKnown = [change.stashes.before, change.stashes.after].some(
      all => JSON.stringify(all.map(({ to }) => to)) === now,
    )
    if (!isKnown) foreign.push('the stash')
  }
  if (change.waiting !== null) {
    const now = (await readMergeNote(repository.gitFolder))?.parent ?? null
    if (now !== (change.waiting.before?.parent ?? null) && now !== (change.waiting.after?.parent ?? null)) {
      foreign.push('MERGE_HEAD')
    }
  }
  const names = [...new Set(foreign)]
  if (names.length > 0) {
    const words = `Changed since: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}.`
    throw new AppError('LOCKED', words, { paths: names, hint: 'take back or put away what came later, then try again' })
  }
  return { files, refs, head }
}

/** Between the files and the index an entry may say what the file does; what was contested is settled by it. */
function foreignEntries({ settled, contested }: Entries, change: Change): string[] {
  const inFolder = new Map(change.files.map(each => [each.path, each]))
  const met = new Map((change.contested?.files ?? []).map(each => [each.path, each]))
  return change.index
    .filter(({ path, before, after }) => {
      const sides = contested.get(path)
      if (sides !== undefined) {
        const known = met.get(path)
        return known === undefined || !(isSameSides(sides, known.before) || isSameSides(sides, known.after))
      }
      const now = settled.get(path) ?? null
      const file = inFolder.get(path)
      const known = [before, after, ...(file === undefined ? [] : [file.before, file.after])]
      return !known.some(each => isSameFile(now, each))
    })
    .map(({ path }) => path)
}

async function entriesLeft(repository: Repository, change: Change): Promise<IndexChange[]> {
  const { settled, contested } = await readEntries(repository)
  const met = new Map((change.contested?.files ?? []).map(({ path, after }) => [path, after]))
  return change.index.flatMap(({ path, after }): IndexChange[] => {
    const sides = met.get(path) ?? null
    const now = contested.get(path) ?? null
    if (sides !== null) return isSameSides(now, sides) ? [] : [{ path, sides }]
    return now === null && isSameFile(settled.get(path) ?? null, after) ? [] : [{ path, file: after }]
  })
}

async function headLeft(now: Head, { before, after }: NonNullable<Change['head']>, foreign: string[]) {
  if (isAt(now, after)) return null
  if (!isAt(now, before)) foreign.push('HEAD')
  return after
}

function isAt(now: Head, target: HeadTarget): boolean {
  if (now.kind === 'branch') return target.kind === 'branch' && now.name === target.name
  return target.kind === 'detached' && now.hash === target.hash
}

/**
 * A file put into the folder is put into the index by the engine: where an operation leaves the entry as it is, that is
 * said, so that the entry is put back whenever the operation is finished.
 */
export async function withEntriesKept(repository: Repository, change: Change): Promise<Change> {
  const index = await readSettled(repository)
  const named = new Set(change.index.map(({ path }) => path))
  const kept = change.files
    .filter(({ path }) => !named.has(path))
    .map(({ path }) => ({ path, before: index.get(path) ?? null, after: index.get(path) ?? null }))
  return kept.length === 0 ? change : { ...change, index: [...change.index, ...kept] }
}

/** Entries without a conflict. */
export async function readSettled(repository: Repository): Promise<Map<string, TreeFile>> {
  return (await readEntries(repository)).settled
}
