import type { ApiHost } from './api-host.ts'
import { browseFolder } from './browse-folder.ts'
import { latest } from './latest.ts'
import { procedureFor } from './procedures.ts'

export function appProcedures(host: ApiHost) {
  const read = procedureFor('read').app
  const manage = procedureFor('manage').app
  return {
    state: read.state.handler(() => host.state()),
    watch: read.watch.handler(({ signal }) =>
      latest(
        () => host.state(),
        listener => host.onDidChangeState(listener),
        signal,
      ),
    ),
    setIdentity: manage.setIdentity.handler(({ input }) => host.setIdentity(input)),
    openFolder: manage.openFolder.handler(({ input }) => host.openFolder(input.folder)),
    openSample: manage.openSample.handler(() => host.openSample()),
    closeWorkspace: manage.closeWorkspace.handler(() => host.closeWorkspace()),
    browse: manage.browse.handler(({ input }) => browseFolder(input.folder ?? host.home)),
  }
}
