import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import type { Logger } from 'pino'
import type { Host } from '../host/host.ts'
import { isAppError } from '../shared/contract/errors.ts'
import { type JoinLink, parseLink } from '../shared/sync/link.ts'
import { badUse } from './failure.ts'
import { readPort } from './read-port.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { createLog } from './structured-log.ts'

const example = `
Prints one line of JSON when ready: {"url":"http://127.0.0.1:…/#code=…","token":"…"}. Open the url in a browser: its
code works once. The token is for the API. Without a folder the sample game is served. Stops cleanly on SIGTERM.

With --relay and a join link, the shared workspace is joined in the folder, or connected again.
With the address of a relay and its token, the folder is shared through it.

Examples:
  weft serve ~/games/harbor
  weft serve ~/games/harbor --relay 'ws://relay.example:4440#TOKEN'
  weft serve ~/games/copy --relay 'weft://join?relay=…&workspace=…#TOKEN'
`

export function serveCommand(): Command {
  return new Command('serve')
    .description('serve a project folder to a browser on this computer')
    .argument('[folder]', 'a Godot project, or an empty folder')
    .option('--port <N>', 'port on loopback; 0 for any free one', readPort, 0)
    .option('--relay <LINK>', 'join link, or address of a relay with its token')
    .addHelpText('after', example)
    .action(async (folder: string | undefined, { port, relay }: { port: number; relay?: string }) => {
      const link = relay === undefined ? null : readLink(relay)
      // Loaded only now: the scene commands do without a database.
      const { startHost } = await import('./start-host.ts')
      const log = createLog()
      await using starting = new AsyncDisposableStack()
      const host = starting.use(await startHost({ port, log }))
      await openIn(host, folder === undefined ? null : resolve(folder), link, relay ?? '', log)
      const running = starting.move()
      await runUntilStopped(
        { [Symbol.asyncDispose]: () => running.disposeAsync() },
        {
          url: host.server.pageUrl(),
          token: host.token,
        },
      )
    })
}

function readLink(relay: string): JoinLink {
  const parsed = parseLink(relay)
  if (!parsed.ok) throw badUse(parsed.reason, 'give a join link, or ws://HOST:PORT#TOKEN')
  return parsed.link
}

/** `folder` null for the sample, `link` null for no relay. */
async function openIn(
  { api }: Host,
  folder: string | null,
  link: JoinLink | null,
  text: string,
  log: Logger,
): Promise<void> {
  if (link?.workspace !== undefined) {
    if (folder === null) throw badUse('A join link needs a folder.', 'weft serve FOLDER --relay LINK')
    return joinOrReconnect(api, folder, text, log)
  }
  await (folder === null ? api.openSample() : api.openFolder(folder))
  if (link === null) return
  try {
    await api.sharing.start({ relay: text, onNetwork: false })
  } catch (error) {
    // A workspace that is on this relay already is worked on alone until the relay is back.
    if (!isAppError(error) || error.code !== 'RELAY' || !api.sharing.state().isShared) throw error
    log.warn({ error }, 'the relay cannot be reached now; working offline')
  }
}

async function joinOrReconnect(api: Host['api'], folder: string, link: string, log: Logger): Promise<void> {
  try {
    await api.sharing.join({ link, folder })
  } catch (error) {
    if (!isAppError(error) || error.code !== 'RELAY' || !existsSync(join(folder, '.weft'))) throw error
    log.warn({ error }, 'the relay cannot be reached now; working offline')
    await api.openFolder(folder)
  }
}
