import { AppError } from '../../shared/contract/errors.ts'
import { isGitItem, SWITCH_CHOICE } from '../review/git-items.ts'
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
      if (isGitItem(input.id) && input.choice === SWITCH_CHOICE) await followGit(host)
      else await review.choose(input.id, input.choice, input.node)
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

/** RTY18: the folder goes to the reality of the branch that another program put HEAD on. */
async function followGit(host: ApiHost): Promise<void> {
  const { git, branches, reality } = host.workspace()
  if (!git.isPaused || git.branch === null) throw new AppError('NOT_FOUND', 'There is no such choice.')
  const { id } = await branches.realityOf(git.branch)
  if (id === reality.id) await git.acceptAsEdits()
  else await host.switchReality(id)
}
