import { AppError } from '../../shared/contract/errors.ts'
import type { ApiHost } from './api-host.ts'
import { latest } from './latest.ts'
import { procedureFor } from './procedures.ts'

export function searchProcedures(host: ApiHost) {
  const read = procedureFor('read')
  const edit = procedureFor('edit')
  return {
    search: {
      find: read.search.find.handler(async ({ input }) => {
        const search = host.search()
        await search.whenRead()
        return search.find(input)
      }),
      watch: read.search.watch.handler(({ input, signal }) => {
        const search = host.search()
        return latest(
          () => search.find(input),
          listener => search.onDidChange(listener),
          signal,
        )
      }),
      complete: read.search.complete.handler(({ input }) => host.search().complete(input.query, input.cursor)),
    },
    problems: {
      list: read.problems.list.handler(() => host.search().problems()),
      watch: read.problems.watch.handler(({ signal }) => {
        const search = host.search()
        return latest(
          () => search.problems(),
          listener => search.onDidChangeProblems(listener),
          signal,
        )
      }),
      fix: edit.problems.fix.handler(({ input }) => {
        mustWrite(host)
        return host.search().fix(input.id, input.fix, input.dryRun)
      }),
      fixAll: edit.problems.fixAll.handler(({ input }) => {
        mustWrite(host)
        return host.search().fixAll(input)
      }),
    },
    dependencies: {
      graph: read.dependencies.graph.handler(async () => {
        await host.search().whenRead()
        const { files, cycles } = host.search().graph()
        return {
          files: [...files.values()].map(({ path, kind, isMissing, uses }) => ({
            path,
            kind,
            isMissing,
            uses: [...uses],
          })),
          cycles: cycles.map(cycle => [...cycle]),
        }
      }),
      of: read.dependencies.of.handler(async ({ input }) => {
        await host.search().whenRead()
        return host.search().around(input.path)
      }),
    },
    batch: {
      run: edit.batch.run.handler(({ input, signal }) => {
        if (input.action !== 'validate' && !input.dryRun) mustWrite(host)
        return host.search().batch(input, signal)
      }),
      undo: edit.batch.undo.handler(({ input }) => {
        mustWrite(host)
        return host.search().undo(input.id)
      }),
    },
  }
}

function mustWrite(host: ApiHost): void {
  if (!host.canWrite()) throw new AppError('READ_ONLY', 'This workspace is shared with you to look at only.')
}
