import type { ApiHost } from './api-host.ts'
import { latest } from './latest.ts'
import { procedureFor } from './procedures.ts'

export function reviewProcedures(host: ApiHost) {
  const { review } = host
  const read = procedureFor('read').review
  const edit = procedureFor('edit').review
  return {
    list: read.list.handler(() => [...review.list()]),
    watch: read.watch.handler(({ signal }) =>
      latest(
        () => [...review.list()],
        listener => review.onDidChange(listener),
        signal,
      ),
    ),
    choose: edit.choose.handler(async ({ input }) => {
      await review.choose(input.id, input.choice)
      return [...review.list()]
    }),
  }
}
