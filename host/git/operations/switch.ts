/** Another branch, or any commit, in the folder. Work on files that are alike in both comes along. (OPS5) */
import { AppError } from '../../../shared/contract/errors.ts'
import type { Hash } from '../../../shared/repo/git-object.ts'
import type { HeadTarget } from '../engine.ts'
import { findRef } from './branches.ts'
import { NOTHING } from './change.ts'
import { planFolder } from './folder-plan.ts'
import type { OperationContext } from './operation-context.ts'
import { readPosition } from './position.ts'
import type { Plan } from './run-operation.ts'

export interface SwitchOptions {
  /** Makes the branch first, at this revision or here. */
  readonly create?: boolean
  readonly at?: string
  /** Onto a commit, and no branch. */
  readonly detach?: boolean
}

export interface Switched {
  /** Null where no branch is checked out now. */
  readonly branch: string | null
  readonly hash: Hash | null
}

export async function planSwitch(
  { repository }: OperationContext,
  name: string,
  { create = false, at, detach = false }: SwitchOptions,
): Promise<Plan<Switched>> {
  const position = await readPosition(repository)
  const ref = `refs/heads/${name}`
  const existing = await findRef(repository, ref)
  if (create && existing !== null) throw new AppError('BAD_REQUEST', `There is a branch ${name} already.`)
  if (!create && !detach && existing === null) {
    const hint = '--create makes it, --detach goes to a commit; weft repo branch lists them'
    throw new AppError('NOT_FOUND', `There is no branch ${name}.`, { hint })
  }
  const hash = await targetHash()
  const tree = hash === null ? position.tree : await repository.readTree(hash)
  const folder = await planFolder(repository, position.tree, tree)
  const before: HeadTarget =
    position.head.kind === 'branch' ? { kind: 'branch', name: position.head.name } : position.head
  const after: HeadTarget = detach && hash !== null ? { kind: 'detached', hash } : { kind: 'branch', name: ref }
  const isMoved = before.kind !== after.kind || JSON.stringify(before) !== JSON.stringify(after)
  const fromName = position.head.kind === 'branch' ? position.name : position.head.hash
  return {
    kind: 'switch',
    words: `Switch to ${name}`,
    result: { branch: detach ? null : name, hash },
    change: {
      ...NOTHING,
      ...folder,
      refs: create && hash !== null ? [{ name: ref, before: null, after: hash }] : [],
      head: isMoved ? { before, after } : null,
      log: `checkout: moving from ${fromName} to ${detach && hash !== null ? hash : name}`,
    },
  }

  async function targetHash(): Promise<Hash | null> {
    if (create) return at === undefined ? position.hash : (await repository.commit(at)).hash
    return detach ? (await repository.commit(name)).hash : existing
  }
}
