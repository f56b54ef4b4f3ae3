/** The branch put somewhere else: alone, with the index, or with index and folder. What goes can be brought back. */
import type { Hash } from '../../../shared/repo/git-object.ts'
import { readSettled } from './apply-change.ts'
import { fileChanges, NOTHING } from './change.ts'
import { planReset } from './folder-plan.ts'
import { readMergeNote } from './merge-note.ts'
import type { OperationContext } from './operation-context.ts'
import { moveTo, needCommit } from './position.ts'
import type { Plan } from './run-operation.ts'

export type ResetMode = 'soft' | 'mixed' | 'hard'

export interface Reset {
  readonly hash: Hash
}

export async function planResetTo(
  { repository }: OperationContext,
  revision: string,
  mode: ResetMode,
): Promise<Plan<Reset>> {
  const ours = await needCommit(repository)
  const { hash } = await repository.commit(revision)
  const tree = await repository.readTree(hash)
  const move = hash === ours.hash ? {} : moveTo(ours, hash)
  const waiting = mode === 'soft' ? null : await readMergeNote(repository.gitFolder)
  return {
    kind: `reset --${mode}`,
    words: `Reset ${ours.name} to ${revision}`,
    result: { hash },
    change: {
      ...NOTHING,
      ...move,
      ...(mode === 'hard' ? await planReset(repository, tree) : {}),
      ...(mode === 'mixed' ? { index: fileChanges(await readSettled(repository), tree) } : {}),
      waiting: waiting === null ? null : { before: waiting, after: null },
      log: `reset: moving to ${revision}`,
    },
  }
}
