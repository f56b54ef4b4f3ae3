import type { ApiHost } from './api-host.ts'
import { latestOf } from './latest.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'

/** What is printed is told in one go. */
const BETWEEN_MS = 150

export function sideBySideProcedures(host: ApiHost) {
  const read = procedureFor('read').sideBySide
  const edit = procedureFor('edit').sideBySide
  const run = procedureFor('run').sideBySide
  const sideBySide = () => host.workspace().sideBySide
  return {
    try: edit.try.handler(({ input }) => sideBySide().try(input.make, input.from)),
    matrix: read.matrix.handler(({ input: { ids } }) => sideBySide().matrix(ids)),
    run: run.run.handler(({ input, signal }) => sideBySide().run(input, signal)),
    start: run.start.handler(({ input }) => {
      const { runs } = sideBySide()
      runs.start(input)
      return runs.state()
    }),
    stopRun: run.stopRun.handler(() => {
      const { runs } = sideBySide()
      runs.stop()
      return runs.state()
    }),
    runs: read.runs.handler(() => sideBySide().runs.state()),
    watchRuns: read.watchRuns.handler(({ signal }) => {
      const { runs } = sideBySide()
      return latestOf(runs.state, runs.onDidChange, signal, BETWEEN_MS)
    }),
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
