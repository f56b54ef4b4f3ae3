import type { ApiHost } from './api-host.ts'
import { procedureFor } from './procedures.ts'

export function differencesProcedures(host: ApiHost) {
  const read = procedureFor('read').differences
  const edit = procedureFor('edit').differences
  return {
    list: read.list.handler(() => [...host.workspace().differences.list()]),
    accept: edit.accept.handler(async ({ input }) => {
      const { differences } = host.workspace()
      await differences.accept(input.paths)
      return [...differences.list()]
    }),
    discard: edit.discard.handler(async ({ input }) => {
      const { differences } = host.workspace()
      await differences.discard(input.paths)
      return [...differences.list()]
    }),
  }
}
