/**
 * Between the folder, the index and HEAD: files staged as they are, taken out of the index again, or put back to what the
 * index has. (OPS8)
 */
import { AppError } from '../../../shared/contract/errors.ts'
import { isSameFile } from '../../../shared/repo/flat-tree.ts'
import type { FlatTree, TreeFile } from '../../../shared/repo/git-object.ts'
import { readSettled } from './apply-change.ts'
import { type Change, NOTHING } from './change.ts'
import { isWithin } from './commit.ts'
import { readFolderTree } from './folder-plan.ts'
import type { OperationContext } from './operation-context.ts'
import { readPosition } from './position.ts'
import type { Plan } from './run-operation.ts'

/** Files, and folders with what is below them; or all there is. */
export type Chosen = readonly string[] | 'all'

export interface Staged {
  /** Whose entry in the index, or file in the folder, becomes another. */
  readonly paths: readonly string[]
}

/** New files too, ignored ones not. */
export async function planStage(context: OperationContext, paths: Chosen): Promise<Plan<Staged>> {
  const { repository } = context
  const index = await readSettled(repository)
  const folder = await filesOfFolder(context, index, paths)
  const changes = folder.names.flatMap(path => changeOf(path, index.get(path) ?? null, folder.tree.get(path) ?? null))
  await repository.refuseFiltered(changes.flatMap(({ path, after }) => (after === null ? [] : [path])))
  return planOf('stage', 'Stage', { index: changes })
}

/** The entries become what HEAD has. */
export async function planUnstage({ repository }: OperationContext, paths: Chosen): Promise<Plan<Staged>> {
  const index = await readSettled(repository)
  const { tree } = await readPosition(repository)
  const names = within(new Set([...index.keys(), ...tree.keys()]), paths)
  const changes = names.flatMap(path => changeOf(path, index.get(path) ?? null, tree.get(path) ?? null))
  return planOf('unstage', 'Unstage', { index: changes })
}

/** The files become what the index has; new ones go. What they were is on record. */
export async function planDiscard(context: OperationContext, paths: readonly string[]): Promise<Plan<Staged>> {
  const index = await readSettled(context.repository)
  const folder = await filesOfFolder(context, index, paths)
  const changes = folder.names.flatMap(path => changeOf(path, folder.tree.get(path) ?? null, index.get(path) ?? null))
  return planOf('discard', 'Discard', { files: changes })
}

export function planOf(
  kind: string,
  verb: string,
  change: Partial<Pick<Change, 'files' | 'index'>>,
  what = filesIn(change),
): Plan<Staged> {
  const paths = [...(change.index ?? []), ...(change.files ?? [])].map(({ path }) => path)
  const words = `${verb} ${what}`
  return { kind, words, result: { paths }, change: { ...NOTHING, ...change, log: words } }
}

function filesIn({ files = [], index = [] }: Partial<Pick<Change, 'files' | 'index'>>): string {
  const [first, ...more] = [...files, ...index]
  if (first === undefined) return 'nothing'
  return more.length === 0 ? first.path : `${more.length + 1} files`
}

function changeOf(path: string, before: TreeFile | null, after: TreeFile | null): Change['files'] {
  return isSameFile(before, after) ? [] : [{ path, before, after }]
}

async function filesOfFolder({ repository }: OperationContext, index: FlatTree, paths: Chosen) {
  const tree = await readFolderTree(repository, index, {
    untracked: 'all',
    isWanted: path => paths === 'all' || paths.some(each => isWithin(path, each)),
  })
  return { tree, names: within(new Set([...index.keys(), ...tree.keys()]), paths) }
}

/** Throws AppError NOT_FOUND for a path at which nothing is known. */
function within(known: ReadonlySet<string>, paths: Chosen): string[] {
  if (paths === 'all') return [...known].sort()
  const exact = new Set(paths)
  const folders = paths.filter(path => !known.has(path))
  const names = [...known].filter(path => exact.has(path) || folders.some(folder => isWithin(path, folder)))
  const missing = folders.find(folder => !names.some(path => isWithin(path, folder)))
  if (missing !== undefined) {
    const hint = 'what is ignored is left alone'
    throw new AppError('NOT_FOUND', `There is no ${missing} to do that with.`, { path: missing, hint })
  }
  return names.sort()
}
