/** The contract, implemented. The types fail where a procedure is missing. */
import { implement, type Router } from '@orpc/server'
import { type Contract, contract } from '../../shared/contract/contract.ts'
import type { ApiHost } from './api-host.ts'
import { appProcedures } from './app.ts'
import { compareProcedures } from './compare.ts'
import { differencesProcedures } from './differences.ts'
import { filesProcedures } from './files.ts'
import { backupsProcedures, historyProcedures, versionsProcedures } from './history.ts'
import { mediaProcedures } from './media.ts'
import type { ApiContext } from './procedures.ts'
import { realitiesProcedures } from './realities.ts'
import { repoProcedures } from './repo.ts'
import { reviewProcedures } from './review.ts'
import { scenesProcedures } from './scenes.ts'
import { searchProcedures } from './search.ts'
import { sharingProcedures } from './sharing.ts'
import { sideBySideProcedures } from './side-by-side.ts'
import { templatesProcedures } from './templates.ts'
import { textSearchProcedures } from './text-search.ts'
import { textsProcedures } from './texts.ts'
import { timeTravelProcedures } from './time-travel.ts'
import { treeProcedures } from './tree.ts'
import { waitingProcedures } from './waiting.ts'

/** Written down: inferred it is longer than the compiler takes. */
export type ApiRouter = Router<Contract, ApiContext>

export function createRouter(host: ApiHost): ApiRouter {
  return implement(contract)
    .$context<ApiContext>()
    .router({
      ...searchProcedures(host),
      ...textSearchProcedures(host),
      app: appProcedures(host),
      files: filesProcedures(host),
      scenes: scenesProcedures(host),
      templates: templatesProcedures(host),
      sharing: sharingProcedures(host),
      texts: textsProcedures(host),
      media: mediaProcedures(host),
      tree: treeProcedures(host),
      review: reviewProcedures(host),
      differences: differencesProcedures(host),
      waiting: waitingProcedures(host),
      history: historyProcedures(host),
      versions: versionsProcedures(host),
      timeTravel: timeTravelProcedures(host),
      backups: backupsProcedures(host),
      realities: realitiesProcedures(host),
      repo: repoProcedures(host),
      sideBySide: sideBySideProcedures(host),
      compare: compareProcedures(host),
    })
}
