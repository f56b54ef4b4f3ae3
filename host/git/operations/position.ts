/** Where HEAD is, and how it moves: the branch it is on, or itself. */
import { AppError } from '../../../shared/contract/errors.ts'
import type { FlatTree, Hash } from '../../../shared/repo/git-object.ts'
import type { Head, Repository } from '../engine.ts'
import type { Change } from './change.ts'

export interface Position {
  readonly head: Head
  readonly hash: Hash | null
  /** Of HEAD; empty before the first commit. */
  readonly tree: FlatTree
  /** `main`, or `HEAD` where no branch is checked out. */
  readonly name: string
}

export async function readPosition(repository: Repository): Promise<Position> {
  const head = await repository.head()
  const tree: FlatTree = head.hash === null ? new Map() : await repository.readTree(head.hash)
  const name = head.kind === 'branch' ? head.name.replace(/^refs\/heads\//, '') : 'HEAD'
  return { head, hash: head.hash, tree, name }
}

/** Throws AppError BAD_REQUEST before the first commit. */
export async function needCommit(repository: Repository): Promise<Position & { readonly hash: Hash }> {
  const position = await readPosition(repository)
  const { hash } = position
  if (hash === null)
    throw new AppError('BAD_REQUEST', 'There is no commit yet.', { hint: 'weft repo commit makes one' })
  return { ...position, hash }
}

export function moveTo({ head }: Position, to: Hash): Pick<Change, 'refs' | 'head'> {
  if (head.kind === 'branch') return { refs: [{ name: head.name, before: head.hash, after: to }], head: null }
  return { refs: [], head: { before: { kind: 'detached', hash: head.hash }, after: { kind: 'detached', hash: to } } }
}
