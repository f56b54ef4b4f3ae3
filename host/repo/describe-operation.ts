/** Operations as others see them: who, when, and whether they are still in force. */
import type { RepoOperation } from '../../shared/contract/repo-data.ts'
import type { Operation } from '../git/operations/operation-log.ts'

export function describeOperation(operation: Operation, isUndone: boolean): RepoOperation {
  const { id, kind, words, time, undoes, isWhole } = operation
  return { id, kind, words, seconds: time.seconds, who: time.name, undoes, isUndone, isWhole }
}

/** Newest first, as they are kept: an undo that is in force takes its operation with it. */
export function describeOperations(operations: readonly Operation[]): RepoOperation[] {
  const undone = new Set<number>()
  return operations.map(operation => {
    const isUndone = undone.has(operation.id)
    if (!isUndone && operation.undoes !== null) undone.add(operation.undoes)
    return describeOperation(operation, isUndone)
  })
}
