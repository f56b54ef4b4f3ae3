import type { ApiHost } from './api-host.ts'
import { latest } from './latest.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'

export function treeProcedures(host: ApiHost) {
  const read = procedureFor('read').tree
  const edit = procedureFor('edit').tree
  const writable = () => {
    mustWrite(host)
    return host.tree()
  }
  return {
    state: read.state.handler(() => host.tree().state()),
    watch: read.watch.handler(({ signal }) => {
      const tree = host.tree()
      return latest(
        () => tree.state(),
        listener => tree.onDidChange(listener),
        signal,
      )
    }),
    create: edit.create.handler(({ input: { path, kind, text } }) => writable().create(path, kind, text)),
    move: edit.move.handler(({ input }) => writable().move(input.moves)),
    copy: edit.copy.handler(({ input }) => writable().copy(input.copies)),
    remove: edit.remove.handler(({ input }) => writable().remove(input.paths)),
    restore: edit.restore.handler(({ input }) => writable().restore(input.ids)),
    mend: edit.mend.handler(({ input: { id, name } }) => writable().mend(id, name)),
    undo: edit.undo.handler(({ input }) => writable().undo(input.id)),
  }
}
