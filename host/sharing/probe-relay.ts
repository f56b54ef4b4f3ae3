import { AppError } from '../../shared/contract/errors.ts'
import type { Welcome } from '../../shared/sync/relay-protocol.ts'
import { createRelayConnection, type WorkspaceLink } from '../relay-client/relay-connection.ts'
import type { Schedule } from '../relay-client/schedule.ts'

/** Says hello once, before anything is changed for a link. Throws AppError RELAY with the reason. */
export function probeRelay(link: WorkspaceLink, schedule: Schedule): Promise<Welcome> {
  const silent = { info() {}, warn() {} }
  return new Promise((resolve, reject) => {
    const connection = createRelayConnection({
      link,
      label: 'probe',
      schedule,
      random: () => 1,
      log: silent,
      onFrame: () => {},
      onDidChange(state) {
        if (state.status === 'connecting') return
        connection[Symbol.dispose]()
        if (state.status === 'open') resolve(state.welcome)
        else if (state.status === 'refused') reject(new AppError('RELAY', state.reason))
        else reject(new AppError('RELAY', `The relay at ${link.relay} cannot be reached.`))
      },
    })
  })
}
