/** How the host starts a relay on this computer: in its own process, for the command line may know both. */
import type { Logger } from 'pino'
import type { StartRelay } from '../host/sharing/start-relay.ts'
import { createRelay } from '../sync-server/relay.ts'

export function relayStarter(log: Logger): StartRelay {
  return async ({ dataFolder, port, onNetwork }) => {
    const relay = await createRelay({
      port,
      host: onNetwork ? '0.0.0.0' : '127.0.0.1',
      dataFolder,
      log: log.child({ part: 'relay' }),
      clock: Date,
    })
    return { port: relay.port, token: relay.token, [Symbol.asyncDispose]: () => relay.close() }
  }
}
