import type { ApiHost } from './api-host.ts'
import { procedureFor } from './procedures.ts'

export function sharingProcedures({ sharing }: ApiHost) {
  const read = procedureFor('read').sharing
  const share = procedureFor('share').sharing
  return {
    state: read.state.handler(() => sharing.state()),
    start: share.start.handler(({ input }) => sharing.start(input)),
    stop: share.stop.handler(() => sharing.stop()),
    createLink: share.createLink.handler(({ input }) => sharing.createLink(input)),
    listLinks: share.listLinks.handler(() => sharing.listLinks()),
    revokeLink: share.revokeLink.handler(({ input }) => sharing.revokeLink(input.id)),
    join: procedureFor('manage').sharing.join.handler(({ input }) => sharing.join(input)),
    reconnect: share.reconnect.handler(() => sharing.reconnect()),
    disconnect: share.disconnect.handler(() => sharing.disconnect()),
  }
}
