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
import type { Head, HeadTarget, Repository } from '../engine.ts'
import type { Change } from './change.ts'
import { readMergeNote, writeMergeNote } from './merge-note.ts'
import { readStashes, writeStashes } from './stash-list.ts'

export interface ApplyOptions {
  readonly who: Signature
  /** Called between steps, by name: tests end the process there. */
  readonly onStep: (step: string) => void
}

/** Throws AppError LOCKED with the names of what is neither as before nor as after, and has changed nothing then. */
export async function applyChange(repository: Repository, change: Change, { who, onStep }: ApplyOptions): Promise<void> {
  const left = await refuseForeign(repository, change)
  onStep('files')
  if (left.files.size > 0) await repository.checkout(left.files, { force: true })
  onStep('index')
  const index = await readSettled(repository)
  const entries = change.index
    .filter(({ path, after }) => !isSameFile(index.get(path) ?? null, after))
    .map(({ path, after }) => ({ path, file: after }))
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
  if (change.waiting !== null) await writeMergeNote(repository.gitFolder, change.waiting.after)
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
  for (const { path, before, after } of change.files) {
    const now = await fileInFolder(repository, path, before ?? after)
    if (isSameFile(now, after)) continue
    if (isSameFile(now, before)) files.set(path, after)
    else foreign.push(path)
  }
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
  if (foreign.length > 0) {
    const words = `Changed since: ${foreign.slice(0, 5).join(', ')}${foreign.length > 5 ? ' …' : ''}.`
    throw new AppError('LOCKED', words, { paths: foreign, hint: 'take back or put away what came later, then try again' })
  }
  return { files, refs, head }
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

/** The file as Git would keep it. A submodule is what the index says of it: its folder is another repository's. */
export async function fileInFolder(
  repository: Repository,
  path: string,
  expected: TreeFile | null,
): Promise<TreeFile | null> {
  if (expected?.mode === '160000') return (await readSettled(repository)).get(path) ?? null
  return repository.hashFile(path)
}

/** Entries without a conflict. */
export async function readSettled(repository: Repository): Promise<Map<string, TreeFile>> {
  const entries = await repository.readIndex()
  return new Map(entries.flatMap(({ path, mode, hash, stage }) => (stage === 0 ? [[path, { mode, hash }]] : [])))
}
