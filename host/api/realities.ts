import type { ApiHost } from './api-host.ts'
import { latest } from './latest.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'

export function realitiesProcedures(host: ApiHost) {
  const read = procedureFor('read').realities
  const edit = procedureFor('edit').realities
  const realities = () => host.workspace().realities
  return {
    graph: read.graph.handler(() => realities().graph()),
    watch: read.watch.handler(({ signal }) => {
      const of = realities()
      return latest(
        () => of.graph(),
        listener => of.onDidChange(listener),
        signal,
      )
    }),
    create: edit.create.handler(async ({ input: { withBranch, ...asked } }) => {
      const workspace = host.workspace()
      const made = await workspace.realities.create(asked)
      return withBranch ? { ...made, branch: await workspace.branches.give(made.id) } : made
    }),
    rename: edit.rename.handler(({ input: { id, name } }) => realities().rename(id, name)),
    switch: edit.switch.handler(({ input: { id } }) => host.switchReality(id)),
    differences: read.differences.handler(({ input: { id } }) => realities().differences(id)),
    preview: read.preview.handler(({ input: { id, strategy } }) => realities().preview(id, strategy)),
    previewScene: read.previewScene.handler(({ input: { id, path, strategy } }) =>
      realities().previewScene(id, path, strategy),
    ),
    merge: edit.merge.handler(({ input: { id, strategy } }) => {
      mustWrite(host)
      return realities().merge(id, strategy)
    }),
    undoMerge: edit.undoMerge.handler(({ input: { id } }) => {
      mustWrite(host)
      return realities().undoMerge(id)
    }),
    drop: edit.drop.handler(async ({ input: { id, isDryRun, withBranch } }) => {
      const workspace = host.workspace()
      const dropped = await workspace.realities.drop(id, isDryRun)
      const branch = withBranch && !isDryRun ? await workspace.branches.drop(id) : undefined
      return branch === undefined ? dropped : { ...dropped, branch }
    }),
    restore: edit.restore.handler(async ({ input: { id } }) => {
      const restored = realities().restore(id)
      await host.workspace().branches.giveBranchBack(id)
      return restored
    }),
  }
}
