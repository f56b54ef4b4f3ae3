import { storedId } from '../storage/stored-id.ts'
import type { ApiHost } from './api-host.ts'
import { procedureFor } from './procedures.ts'

export function textsProcedures(host: ApiHost) {
  const read = procedureFor('read').texts
  return {
    open: read.open.handler(({ input: { path }, context }) => {
      const workspace = host.workspace()
      const found = workspace.textAt(path)
      if (found === null) return { status: 'bytes' as const, path }
      const canWrite = context.caller.capabilities.has('edit') && host.canWrite()
      const document = storedId(workspace.reality.id, found.document)
      return { status: 'open' as const, document, path, canWrite, fault: found.fault }
    }),
  }
}
