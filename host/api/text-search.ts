import type { ContentQuery } from '../search/content/content-search.ts'
import type { ApiHost } from './api-host.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'

export function textSearchProcedures(host: ApiHost) {
  const read = procedureFor('read')
  const edit = procedureFor('edit')
  return {
    textSearch: {
      find: read.textSearch.find.handler(({ input, signal }) =>
        host.textSearch().find(input.query satisfies ContentQuery, input.limit, signal),
      ),
      names: read.textSearch.names.handler(({ input }) =>
        host
          .textSearch()
          .names(input.text, input.limit)
          .map(({ path, ranges }) => ({
            path,
            ranges: ranges.map(([start, end]): [number, number] => [start, end]),
          })),
      ),
      replace: edit.textSearch.replace.handler(({ input, signal }) => {
        if (!input.dryRun) mustWrite(host)
        return host.textSearch().replace(input, signal)
      }),
      undoReplace: edit.textSearch.undoReplace.handler(({ input }) => {
        mustWrite(host)
        return host.textSearch().undo(input.id)
      }),
    },
  }
}
