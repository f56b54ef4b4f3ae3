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
      await review.choose(input.id, input.choice, input.node)
      return [...review.list()]
    }),
    accept: edit.accept.handler(async ({ input }) => [...(await review.accept(input.ids))]),
    settled: read.settled.handler(() => [...review.settled()]),
    undo: edit.undo.handler(async ({ input }) => {
      const left = await review.undo(input.ids)
      return { items: [...review.list()], left }
    }),
  }
}
