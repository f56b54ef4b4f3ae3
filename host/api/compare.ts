import { AppError } from '../../shared/contract/errors.ts'
import { compareStates, revertChanges } from '../compare/compare-states.ts'
import { comparableStates, type PastSceneAt } from '../compare/scene-states.ts'
import type { ApiHost } from './api-host.ts'
import { procedureFor } from './procedures.ts'

export function compareProcedures(host: ApiHost, pastSceneAt: PastSceneAt = noPast) {
  const read = procedureFor('read').compare
  const edit = procedureFor('edit').compare
  return {
    states: read.states.handler(({ input, signal }) => comparableStates(host.workspace(), input.path, signal)),
    scene: read.scene.handler(({ input, signal }) => compareStates(host.workspace(), pastSceneAt, input, signal)),
    revert: edit.revert.handler(async ({ input, signal }) => {
      if (!host.canWrite()) throw new AppError('READ_ONLY', 'This workspace is shared with you to look at only.')
      return { reverted: await revertChanges(host.workspace(), pastSceneAt, input, signal) }
    }),
  }
}

function noPast(): never {
  throw new AppError('NOT_FOUND', 'This state is not kept here.')
}
