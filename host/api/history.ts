import type { ApiHost } from './api-host.ts'
import { latest } from './latest.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'

export function historyProcedures(host: ApiHost) {
  const read = procedureFor('read').history
  const edit = procedureFor('edit').history
  const history = () => host.workspace().history
  return {
    timeline: read.timeline.handler(({ input: { path, ...query } }) => ({ path, ...history().timeline(path, query) })),
    watch: read.watch.handler(({ input: { path }, signal }) => {
      const of = history()
      return latest(
        () => ({ last: of.last(path) }),
        listener => of.onDidChange(path, listener),
        signal,
      )
    }),
    sceneAt: read.sceneAt.handler(async ({ input: { path, at } }) => {
      const { text, ids, time } = await history().sceneAt(path, at)
      return { text, ids: ids === null ? null : [...ids], time }
    }),
    restore: edit.restore.handler(({ input: { path, at, nodes } }) => {
      mustWrite(host)
      return history().restore(path, at, nodes)
    }),
    revertEdits: edit.revertEdits.handler(({ input: { path, sequences } }) => {
      mustWrite(host)
      return history().revertEdits(path, sequences)
    }),
  }
}

export function versionsProcedures(host: ApiHost) {
  const read = procedureFor('read').versions
  const edit = procedureFor('edit').versions
  const versions = () => host.workspace().versions
  return {
    list: read.list.handler(({ input: { kind } }) => versions().list(kind)),
    watch: read.watch.handler(({ signal }) => {
      const of = versions()
      return latest(
        () => of.list(),
        listener => of.onDidChange(listener),
        signal,
      )
    }),
    create: edit.create.handler(({ input }) => versions().create(input)),
    rename: edit.rename.handler(({ input: { id, name, note } }) => versions().rename(id, { name, note })),
    remove: edit.remove.handler(({ input: { id } }) => {
      versions().remove(id)
      return versions().list()
    }),
    differences: read.differences.handler(({ input: { id } }) => versions().differences(id)),
    restore: edit.restore.handler(async ({ input: { id } }) => {
      mustWrite(host)
      return { files: await versions().restore(id) }
    }),
  }
}

export function backupsProcedures(host: ApiHost) {
  const read = procedureFor('read').backups
  const edit = procedureFor('edit').backups
  const backups = () => host.workspace().backups
  return {
    list: read.list.handler(() => backups().list()),
    now: edit.now.handler(() => backups().now()),
    restore: edit.restore.handler(async ({ input: { id } }) => {
      mustWrite(host)
      return { files: await backups().restore(id) }
    }),
    settings: read.settings.handler(() => backups().settings()),
    setSettings: edit.setSettings.handler(({ input }) => backups().setSettings(input)),
  }
}
