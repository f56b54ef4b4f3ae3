import type { ApiHost } from './api-host.ts'
import { procedureFor } from './procedures.ts'

export function waitingProcedures(host: ApiHost) {
  return {
    list: procedureFor('read').waiting.list.handler(() => [...host.workspace().outbox.list()]),
  }
}
