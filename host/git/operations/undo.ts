/**
 * An operation taken back: refs, HEAD, index, folder and stash as they were before it, and nothing else. That is an
 * operation too, so taking it back does the first one again. (OPS3)
 */
import { AppError } from '../../../shared/contract/errors.ts'
import { type Change, inverse } from './change.ts'
import type { OperationContext } from './operation-context.ts'
import type { Operation, OperationLog } from './operation-log.ts'
import { type During, refuseUnderWay } from './ready.ts'
import type { Plan } from './run-operation.ts'

export interface Undone {
  readonly operation: number
  readonly words: string
}

/** Without an id: the last one that has not been taken back. */
export async function planUndo(
  { repository }: OperationContext,
  log: OperationLog,
  id: number | undefined,
): Promise<Plan<Undone>> {
  const operation = id === undefined ? await findLastInForce(log) : await log.get(id)
  if (operation === null) throw new AppError('NOT_FOUND', 'There is nothing to undo.')
  if (!operation.isWhole) {
    const hint = `weft repo operations --json says what it was to change`
    throw new AppError('BAD_REQUEST', `Operation ${operation.id} was interrupted, and somebody went on from there.`, {
      hint,
    })
  }
  await refuseUnderWay(repository, duringUndoOf(operation.change))
  const words = `Undo ${operation.kind}: ${operation.words}`
  return {
    kind: 'undo',
    words,
    undoes: operation.id,
    result: { operation: operation.id, words: operation.words },
    change: inverse(operation.change, `undo: ${operation.change.log}`),
  }
}

/** Whatever is under way, what was staged or settled for it can be taken back; not what is older than it. */
function duringUndoOf({ refs, head, stashes, waiting, contested }: Change): During {
  if (contested !== null) return 'contest'
  const isBeside = refs.length === 0 && head === null && stashes === null && waiting === null
  return isBeside ? 'anything' : 'conclusion'
}

/** Mostly it is the newest, so only a few are read at first. */
export async function findLastInForce(log: OperationLog): Promise<Operation | null> {
  for (const limit of [4, 32, Number.MAX_SAFE_INTEGER]) {
    const operations = await log.list(limit)
    const found = lastInForce(operations)
    if (found !== null || operations.length < limit) return found
  }
  return null
}

/** Newest first: an undo that is in force takes its operation with it. */
function lastInForce(operations: readonly Operation[]): Operation | null {
  const undone = new Set<number>()
  for (const operation of operations) {
    if (undone.has(operation.id) || !operation.isWhole) continue
    if (operation.undoes !== null) undone.add(operation.undoes)
    else return operation
  }
  return null
}
