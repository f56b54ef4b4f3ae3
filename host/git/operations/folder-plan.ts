/**
 * From one tree to another with work in between: files that both trees have alike are left, staged or edited as they
 * are; a file that differs must be as the first tree has it, or as the second. (OPS5)
 */
import { AppError } from '../../../shared/contract/errors.ts'
import { isSameFile } from '../../../shared/repo/flat-tree.ts'
import type { FlatTree, TreeFile } from '../../../shared/repo/git-object.ts'
import type { Repository } from '../engine.ts'
import { readSettled } from './apply-change.ts'
import { type Change, fileChanges } from './change.ts'

export type FolderChange = Pick<Change, 'files' | 'index'>

/** Throws AppError LOCKED with the files whose work would be lost. */
export async function planFolder(repository: Repository, from: FlatTree, to: FlatTree): Promise<FolderChange> {
  const index = await readSettled(repository)
  const plan: FolderChange = { files: [], index: [] }
  const lost: string[] = []
  const changes = fileChanges(from, to)
  const stored = await repository.storeFiles(changes.map(({ path }) => path))
  for (const [i, { path, before, after }] of changes.entries()) {
    const staged = index.get(path) ?? null
    const isThere = isSameFile(staged, after)
    if (!isThere && !isSameFile(staged, before)) {
      lost.push(path)
      continue
    }
    if (!isThere) plan.index.push({ path, before: staged, after })
    const now = stored[i] ?? null
    if (isSameFile(now, after)) continue
    // Staged as it is to be, and edited since: that edit is nobody's loss.
    if (isThere) continue
    const isDisposable = staged === null && now !== null && (await repository.isIgnored(path))
    if (!isSameFile(now, staged) && !isDisposable && now !== null) {
      lost.push(path)
      continue
    }
    plan.files.push({ path, before: now, after })
  }
  if (lost.length > 0) throw wouldBeLost(lost)
  return plan
}

export function wouldBeLost(paths: readonly string[]): AppError {
  const hint = `commit or stash them first: ${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ' …' : ''}`
  return new AppError('LOCKED', 'These files hold work that would be lost.', { paths, hint })
}

/** Whatever stands there goes; what the index or the folder had is on record for the way back. */
export async function planReset(repository: Repository, to: FlatTree): Promise<FolderChange> {
  const index = await readSettled(repository)
  const plan: FolderChange = { files: [], index: fileChanges(index, to) }
  const edited = (await repository.status({ untracked: 'no' })).filter(({ staged }) => !staged).map(({ path }) => path)
  const paths = [...new Set([...plan.index.map(each => each.path), ...edited])]
  const stored = await repository.storeFiles(paths)
  for (const [i, path] of paths.entries()) {
    const after = to.get(path) ?? null
    const now = stored[i] ?? null
    if (!isSameFile(now, after)) plan.files.push({ path, before: now, after })
  }
  return plan
}

/**
 * Tracked files as they are in the folder, edited, deleted or not, and with `all` new ones too. Only files that differ
 * from the index are read, and of those the wanted ones; the others are as the index has them.
 */
export async function readFolderTree(
  repository: Repository,
  index: FlatTree,
  { untracked = 'no', isWanted = () => true }: FolderTreeOptions = {},
): Promise<Map<string, TreeFile>> {
  const tree = new Map(index)
  const entries = await repository.status({ untracked })
  const edited = entries.filter(({ staged, path }) => !staged && isWanted(path)).map(({ path }) => path)
  const stored = await repository.storeFiles(edited)
  for (const [i, path] of edited.entries()) {
    const file = stored[i] ?? null
    if (file === null) tree.delete(path)
    else tree.set(path, file)
  }
  return tree
}

export interface FolderTreeOptions {
  readonly untracked?: 'all' | 'no'
  readonly isWanted?: (path: string) => boolean
}
