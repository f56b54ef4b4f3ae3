/** Other repositories, reached through the user's own Git. A window that goes away ends what it began. */
import { fetchRemote, pullRemote, pushBranch, type RemoteSteps } from '../repo/talk-to-remote.ts'
import type { ApiHost } from './api-host.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'

export function repoRemote(host: ApiHost) {
  const edit = procedureFor('edit').repo
  const opened = (signal: AbortSignal | undefined) => {
    mustWrite(host)
    return host.repo().read(async ({ repository }) => ({ repository, signal }))
  }
  return {
    fetch: edit.fetch.handler(async ({ input, signal }) => begun(fetchRemote(await opened(signal), input))),
    pull: edit.pull.handler(async ({ input, signal }) => {
      const deps = await opened(signal)
      const merge = (revision: string) => host.repo().write(operations => operations.merge(revision, {}), false)
      return begun(pullRemote(deps, input, merge))
    }),
    push: edit.push.handler(async ({ input, signal }) => begun(pushBranch(await opened(signal), input))),
  }
}

/** What is wrong with the question is the call's own error; what goes wrong later is the last event's. */
async function begun(steps: RemoteSteps): Promise<RemoteSteps> {
  const first = await steps.next()
  return (async function* () {
    if (first.done !== true) yield first.value
    yield* steps
  })()
}
