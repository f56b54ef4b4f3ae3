import type { ApiHost } from './api-host.ts'
import { latestOf } from './latest.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'

/** Whoever is told reads the life anew, which looks at every edit there is. */
const LIFE_PAUSE_MS = 1_000

export function timeTravelProcedures(host: ApiHost) {
  const read = procedureFor('read').timeTravel
  const edit = procedureFor('edit').timeTravel
  const travel = () => host.workspace().timeTravel
  return {
    life: read.life.handler(({ input }) => travel().life(input)),
    watch: read.watch.handler(({ signal }) => {
      const of = travel()
      return latestOf(
        async () => ({ last: await of.newest() }),
        listener => of.onDidChange(listener),
        signal,
        LIFE_PAUSE_MS,
      )
    }),
    files: read.files.handler(({ input: { at } }) => travel().files(at)),
    read: read.read.handler(({ input: { at, path } }) => travel().read(at, path)),
    export: edit.export.handler(({ input: { at, folder }, signal }) => travel().export(at, folder, signal)),
    restore: edit.restore.handler(async ({ input: { time, isDryRun } }) => {
      if (!isDryRun) mustWrite(host)
      return { files: await travel().restore(time, isDryRun) }
    }),
  }
}
