/** Operations on the repository around the open workspace: each previewed where asked, on record, and undone by `undo`. */
import type { Operations } from '../git/operations/operations.ts'
import type { Done } from '../git/operations/run-operation.ts'
import type { ApiHost } from './api-host.ts'
import { deleteWithReality, goToBranch, undoOperation } from './go-to-branch.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'

export function repoWrites(host: ApiHost) {
  const edit = procedureFor('edit').repo

  function write(isDryRun: boolean, run: (operations: Operations, dry: Dry) => Promise<Done<object>>) {
    if (!isDryRun) mustWrite(host)
    return host.repo().write(operations => run(operations, { isDryRun }), isDryRun)
  }

  return {
    stage: edit.stage.handler(({ input: { paths, all, isDryRun } }) =>
      write(isDryRun, (to, dry) => to.stage(all ? 'all' : paths, dry)),
    ),
    unstage: edit.unstage.handler(({ input: { paths, all, isDryRun } }) =>
      write(isDryRun, (to, dry) => to.unstage(all ? 'all' : paths, dry)),
    ),
    discard: edit.discard.handler(({ input: { paths, isDryRun } }) =>
      write(isDryRun, (to, dry) => to.discard(paths, dry)),
    ),
    stageHunks: edit.stageHunks.handler(({ input: { path, hunks, isDryRun } }) =>
      write(isDryRun, (to, dry) => to.stageHunks(path, hunks, dry)),
    ),
    unstageHunks: edit.unstageHunks.handler(({ input: { path, hunks, isDryRun } }) =>
      write(isDryRun, (to, dry) => to.unstageHunks(path, hunks, dry)),
    ),
    discardHunks: edit.discardHunks.handler(({ input: { path, hunks, isDryRun } }) =>
      write(isDryRun, (to, dry) => to.discardHunks(path, hunks, dry)),
    ),

    commit: edit.commit.handler(({ input }) => write(input.isDryRun, to => to.commit(given(input)))),
    merge: edit.merge.handler(({ input: { revision, ...options } }) =>
      write(options.isDryRun, to => to.merge(revision, given(options))),
    ),
    cherryPick: edit.cherryPick.handler(({ input: { revisions, isDryRun } }) =>
      write(isDryRun, (to, dry) => to.cherryPick(revisions, dry)),
    ),
    revert: edit.revert.handler(({ input: { revisions, isDryRun } }) =>
      write(isDryRun, (to, dry) => to.revert(revisions, dry)),
    ),
    reset: edit.reset.handler(({ input: { revision, mode, isDryRun } }) =>
      write(isDryRun, (to, dry) => to.reset(revision, mode, dry)),
    ),
    switch: edit.switch.handler(({ input: { name, ...options } }) => {
      const run = (to: Operations) => to.switch(name, given(options))
      if (options.isDryRun) return write(true, run)
      mustWrite(host)
      return options.detach ? write(false, run) : goToBranch(host, `refs/heads/${name}`, options.create, run)
    }),
    createBranch: edit.createBranch.handler(({ input: { name, ...options } }) =>
      write(options.isDryRun, to => to.createBranch(name, given(options))),
    ),
    renameBranch: edit.renameBranch.handler(async ({ input: { from, to, isDryRun } }) => {
      const outcome = await write(isDryRun, (operations, dry) => operations.renameBranch(from, to, dry))
      if (!isDryRun) host.workspace().branches.rename(`refs/heads/${from}`, `refs/heads/${to}`)
      return outcome
    }),
    deleteBranch: edit.deleteBranch.handler(({ input: { name, withReality, ...options } }) => {
      if (!options.isDryRun) mustWrite(host)
      const run = () => write(options.isDryRun, to => to.deleteBranch(name, options))
      return withReality ? deleteWithReality(host, name, options.isDryRun, run) : run()
    }),
    createTag: edit.createTag.handler(({ input: { name, ...options } }) =>
      write(options.isDryRun, to => to.createTag(name, given(options))),
    ),
    deleteTag: edit.deleteTag.handler(({ input: { name, isDryRun } }) =>
      write(isDryRun, (to, dry) => to.deleteTag(name, dry)),
    ),

    stashPush: edit.stashPush.handler(({ input }) => write(input.isDryRun, to => to.stashPush(given(input)))),
    stashApply: edit.stashApply.handler(({ input: { index, staged, isDryRun } }) =>
      write(isDryRun, (to, dry) => to.stashApply(index, { index: staged, ...dry })),
    ),
    stashPop: edit.stashPop.handler(({ input: { index, staged, isDryRun } }) =>
      write(isDryRun, (to, dry) => to.stashPop(index, { index: staged, ...dry })),
    ),
    stashDrop: edit.stashDrop.handler(({ input: { index, isDryRun } }) =>
      write(isDryRun, (to, dry) => to.stashDrop(index, dry)),
    ),
    undo: edit.undo.handler(({ input: { id, isDryRun } }) => {
      if (isDryRun) return write(true, (to, dry) => to.undo(id, dry))
      mustWrite(host)
      return undoOperation(host, id)
    }),
  }
}

interface Dry {
  readonly isDryRun: boolean
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Options without those that were left out. */
function given<T extends object>(options: T): Given<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Given<T>
}
