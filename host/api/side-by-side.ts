import type { ApiHost } from './api-host.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'

export function sideBySideProcedures(host: ApiHost) {
  const read = procedureFor('read').sideBySide
  const edit = procedureFor('edit').sideBySide
  const run = procedureFor('run').sideBySide
  const sideBySide = () => host.workspace().sideBySide
  return {
    try: edit.try.handler(({ input }) => sideBySide().try(input.make, input.from)),
    matrix: read.matrix.handler(({ input: { ids } }) => sideBySide().matrix(ids)),
    run: run.run.handler(({ input, signal }) => sideBySide().run(input, signal)),
    apply: edit.apply.handler(({ input }) => {
      if (!input.isDryRun) mustWrite(host)
      return sideBySide().apply(input)
    }),
    lastApplied: read.lastApplied.handler(() => sideBySide().lastApplied()),
    undoApply: edit.undoApply.handler(() => {
      mustWrite(host)
      return sideBySide().undoApply()
    }),
  }
}
