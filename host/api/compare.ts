import { compareStates, revertChanges } from '../compare/compare-states.ts'
import { comparableStates } from '../compare/scene-states.ts'
import type { ApiHost } from './api-host.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'

export function compareProcedures(host: ApiHost) {
  const read = procedureFor('read').compare
  const edit = procedureFor('edit').compare
  return {
    states: read.states.handler(({ input, signal }) => comparableStates(host.workspace(), input.path, signal)),
    scene: read.scene.handler(({ input, signal }) => compareStates(host.workspace(), input, signal)),
    revert: edit.revert.handler(({ input, signal }) => {
      if (!input.isDryRun) mustWrite(host)
      return revertChanges(host.workspace(), input, signal)
    }),
  }
}
