import { join } from 'node:path'
import { Command } from 'commander'
import { profileFolder } from '../host/profile/profile.ts'
import { encryptionWarning } from '../host/sharing/addresses.ts'
import { readPort } from './read-port.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { createLog } from './structured-log.ts'

const example = `
Prints one line of JSON when ready: {"url":"ws://…","token":"…"}. The token writes everywhere; make join links with it.
Stops cleanly on SIGTERM.

Example:
  weft relay --port 4440 --data ~/weft-relay --host 0.0.0.0
`

export function relayCommand(): Command {
  return new Command('relay')
    .description('start a relay, through which hosts share workspaces')
    .option('--port <N>', 'port; 0 for any free one', readPort, 0)
    .option('--data <DIR>', 'folder for everything the relay keeps; in your profile unless given')
    .option(
      '--host <ADDRESS>',
      'address to listen on; others than this computer reach it only if you say so',
      '127.0.0.1',
    )
    .addHelpText('after', example)
    .action(async ({ port, data, host }: { port: number; data?: string; host: string }) => {
      // Loaded only now: the scene commands do without a database.
      const { createRelay } = await import('../sync-server/relay.ts')
      const log = createLog()
      const dataFolder = data ?? join(profileFolder(process.env, process.platform), 'relay')
      const relay = await createRelay({
        port,
        host,
        dataFolder,
        log,
        clock: Date,
        onFatal: () => process.exit(1),
      })
      const warning = encryptionWarning(relay.url)
      if (warning !== null) log.warn({ url: relay.url }, warning)
      await runUntilStopped({ [Symbol.asyncDispose]: () => relay.close() }, { url: relay.url, token: relay.token })
    })
}
