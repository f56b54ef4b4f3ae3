/** What Git left contested or unfinished: settled, gone on with, given up. */
import { goOn } from '../repo/go-on.ts'
import type { ApiHost } from './api-host.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'

export function repoSettle(host: ApiHost) {
  const edit = procedureFor('edit').repo

  function went(what: 'continue' | 'abort', signal: AbortSignal | undefined) {
    mustWrite(host)
    return host.repo().throughGit(({ repository, operations }) => goOn({ repository, operations, signal }, what))
  }

  return {
    settle: edit.settle.handler(({ input: { take, ...options } }) => {
      if (!options.isDryRun) mustWrite(host)
      const chosen = take === undefined ? options : { ...options, take }
      return host.repo().write(operations => operations.settle(chosen), options.isDryRun)
    }),
    continue: edit.continue.handler(({ signal }) => went('continue', signal)),
    abort: edit.abort.handler(({ signal }) => went('abort', signal)),
  }
}
