/** Looking at the repository around the open workspace. What writes is in repo-writes.ts. */
import { describeOperations } from '../repo/describe-operation.ts'
import { fileBytes } from '../repo/file-bytes.ts'
import { fileDifference } from '../repo/file-difference.ts'
import { listRefs } from '../repo/list-refs.ts'
import { changeOf, readBlame, readLog, showCommit, sideOf } from '../repo/read-history.ts'
import type { ApiHost } from './api-host.ts'
import { latest } from './latest.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'
import { repoEvents } from './repo-events.ts'
import { repoRemote } from './repo-remote.ts'
import { repoSettle } from './repo-settle.ts'
import { repoWrites } from './repo-writes.ts'

export function repoProcedures(host: ApiHost) {
  const read = procedureFor('read').repo
  const edit = procedureFor('edit').repo
  return {
    state: read.state.handler(() => host.repo().state()),
    watch: read.watch.handler(async ({ signal }) => {
      const repo = host.repo()
      await repo.state()
      return latest(
        () => repo.latest(),
        listener => repo.onDidChange(listener),
        signal,
      )
    }),
    events: read.events.handler(({ input, lastEventId, signal }) =>
      repoEvents(host.repo().events, lastEventId ?? input.after, signal),
    ),
    init: edit.init.handler(({ input: { branch } }) => {
      mustWrite(host)
      return host.repo().init(branch)
    }),

    refs: read.refs.handler(() => {
      const { branches } = host.workspace()
      return host.repo().read(opened => listRefs(opened, branch => branches.find(branch)?.id ?? null))
    }),
    log: read.log.handler(({ input }) => host.repo().read(({ repository }) => readLog(repository, input))),
    show: read.show.handler(({ input: { revision } }) =>
      host.repo().read(({ repository }) => showCommit(repository, revision)),
    ),
    diff: read.diff.handler(({ input: { from, to, paths } }) =>
      host.repo().read(async ({ repository }) => {
        const [old, now] = [await sideOf(repository, from), await sideOf(repository, to)]
        return { files: (await repository.diff(old, now, { paths })).map(changeOf) }
      }),
    ),
    fileDiff: read.fileDiff.handler(({ input }) =>
      host.repo().read(({ repository }) => fileDifference(repository, input)),
    ),
    bytes: read.bytes.handler(({ input: { side, path, offset } }) =>
      host.repo().read(({ repository }) => fileBytes(repository, side, path, offset)),
    ),
    blame: read.blame.handler(({ input: { path, revision } }) =>
      host.repo().read(({ repository }) => readBlame(repository, path, revision)),
    ),
    stashes: read.stashes.handler(() => host.repo().read(({ operations }) => operations.stashes())),
    showStash: read.showStash.handler(({ input: { index } }) =>
      host.repo().read(async ({ operations }) => ({ files: (await operations.showStash(index)).map(changeOf) })),
    ),
    operations: read.operations.handler(({ input: { limit } }) =>
      host.repo().read(async ({ operations }) => describeOperations(await operations.operations(limit))),
    ),
    ...repoWrites(host),
    ...repoSettle(host),
    ...repoRemote(host),
  }
}
