/** Single hunks of one file staged, unstaged or put back, as `git add -p` and `git restore -p` do. (OPS9) */
import { AppError } from '../../../shared/contract/errors.ts'
import { type FileHunk, fileHunks, withHunks } from '../../../shared/repo/file-hunks.ts'
import type { TreeFile } from '../../../shared/repo/git-object.ts'
import { bytesOf, hasLines, hunkId, type SideFile, storedFile } from '../side-file.ts'
import { readSettled } from './apply-change.ts'
import type { OperationContext } from './operation-context.ts'
import { readPosition } from './position.ts'
import type { Plan } from './run-operation.ts'
import { planOf, type Staged } from './stage.ts'

/** `ids`: of hunks between the index and the folder. */
export async function planStageHunks(
  context: OperationContext,
  path: string,
  ids: readonly string[],
): Promise<Plan<Staged>> {
  const { before, now } = await indexAndFolder(context, path)
  const sides = await sidesOf(context, before, now)
  const { hunks, isChosen } = choose(path, sides, ids)
  const isWhole = hunks.every(isChosen)
  const bytes = withHunks(bytesOf(sides.old), bytesOf(sides.new), hunks, isChosen)
  const after = await fileWith(context, isWhole ? now : before, bytes, before?.mode)
  return planOf('stage', 'Stage', { index: [{ path, before, after }] }, counted(ids, path))
}

/** `ids`: of hunks between HEAD and the index. A renamed file keeps its new name. */
export async function planUnstageHunks(
  context: OperationContext,
  path: string,
  ids: readonly string[],
): Promise<Plan<Staged>> {
  const { repository } = context
  const now = (await readSettled(repository)).get(path) ?? null
  const { tree } = await readPosition(repository)
  const committed = tree.get(path) ?? tree.get((await renamedFrom(context, path)) ?? '') ?? null
  const sides = await sidesOf(context, committed, now)
  const { hunks, isChosen } = choose(path, sides, ids)
  const isWhole = hunks.every(isChosen)
  const bytes = withHunks(bytesOf(sides.old), bytesOf(sides.new), hunks, hunk => !isChosen(hunk))
  const after = await fileWith(context, isWhole ? committed : now, bytes, now?.mode)
  return planOf('unstage', 'Unstage', { index: [{ path, before: now, after }] }, counted(ids, path))
}

/** `ids`: of hunks between the index and the folder. */
export async function planDiscardHunks(
  context: OperationContext,
  path: string,
  ids: readonly string[],
): Promise<Plan<Staged>> {
  const { before: indexed, now } = await indexAndFolder(context, path)
  const sides = await sidesOf(context, indexed, now)
  const { hunks, isChosen } = choose(path, sides, ids)
  const isWhole = hunks.every(isChosen)
  const bytes = withHunks(bytesOf(sides.old), bytesOf(sides.new), hunks, hunk => !isChosen(hunk))
  const after = await fileWith(context, isWhole ? indexed : now, bytes, now?.mode)
  return planOf('discard', 'Discard', { files: [{ path, before: now, after }] }, counted(ids, path))
}

interface Sides {
  readonly old: SideFile | null
  readonly new: SideFile | null
}

async function indexAndFolder({ repository }: OperationContext, path: string) {
  const before = (await readSettled(repository)).get(path) ?? null
  return { before, now: await repository.hashFile(path) }
}

async function sidesOf({ repository }: OperationContext, old: TreeFile | null, now: TreeFile | null): Promise<Sides> {
  return {
    old: old === null ? null : await storedFile(repository, old),
    new: now === null ? null : await storedFile(repository, now),
  }
}

/** Throws AppError BAD_REQUEST for what has no lines, and for hunks that are not there any more. */
function choose(path: string, sides: Sides, ids: readonly string[]) {
  if (!hasLines(sides.old) || !hasLines(sides.new)) {
    throw new AppError('BAD_REQUEST', `${path} has no lines: it is staged as a whole.`, { path })
  }
  const hunks = fileHunks(bytesOf(sides.old), bytesOf(sides.new))
  const names = new Map(hunks.map(hunk => [hunkId(hunk), hunk]))
  const chosen = new Set<FileHunk>()
  for (const id of ids) {
    const hunk = names.get(id)
    if (hunk === undefined) {
      const hint = 'look at it again, and choose from what differs now'
      throw new AppError('BAD_REQUEST', `${path} has changed since.`, { path, hint })
    }
    chosen.add(hunk)
  }
  return { hunks, isChosen: (hunk: FileHunk) => chosen.has(hunk) }
}

/** `target`: what it is when all hunks are chosen, of which only the bytes may be another's. */
async function fileWith(
  { repository }: OperationContext,
  target: TreeFile | null,
  bytes: Uint8Array,
  mode: TreeFile['mode'] | undefined,
): Promise<TreeFile | null> {
  if (target === null) return null
  return { mode: mode ?? target.mode, hash: await repository.writeBlob(bytes) }
}

async function renamedFrom({ repository }: OperationContext, path: string): Promise<string | null> {
  const { hash } = await repository.head()
  if (hash === null) return null
  const changes = await repository.diff({ kind: 'tree', hash }, { kind: 'index' })
  return changes.find(change => change.path === path)?.from ?? null
}

function counted(ids: readonly string[], path: string): string {
  const count = new Set(ids).size
  return count === 1 ? `a part of ${path}` : `${count} parts of ${path}`
}
