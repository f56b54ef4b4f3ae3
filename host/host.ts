/**
 * The host: everything that works on one project folder, and the door to it. The composition root of `weft serve`, of
 * the desktop app's utility process, and of the tests.
 *
 *     await using host = await createHost({ profileFolder, pageFolder, sampleFolder, port: 0, … })
 *     await host.open('/home/ines/harbor')
 *     host.server.pageUrl()
 *
 * One workspace at a time; without one the page greets. What is built here is disposed in reverse.
 */
import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { ApiHost } from './api/api-host.ts'
import { createRouter } from './api/router.ts'
import { createHostState } from './host-state.ts'
import { openProfile } from './profile/profile.ts'
import { type Access, createAccess } from './server/access.ts'
import { type Carriers, createCarriers, type Port } from './server/carriers.ts'
import { createDocumentChannel } from './server/document-channel.ts'
import { openApiDocument } from './server/open-api.ts'
import { createPresenceHub } from './server/presence-hub.ts'
import { createServer, type Server } from './server/server.ts'
import type { StartRelay } from './sharing/start-relay.ts'

export interface HostOptions {
  readonly profileFolder: string
  /** The built page; served as it is found. */
  readonly pageFolder: string
  /** The bundled sample, copied before it is opened. */
  readonly sampleFolder: string
  /** On loopback; 0 for any free one. */
  readonly port: number
  readonly version: string
  readonly startRelay: StartRelay | null
  readonly log: Logger
}

export interface Host extends AsyncDisposable {
  readonly server: Server
  /** A token of the API, for programs. */
  readonly token: string
  readonly api: ApiHost
  /** For a window on the desktop: both channels, without a token, for only the app can hand over a port. */
  serveMessagePorts(ports: { readonly rpc: Port; readonly documents: Port }): void
}

/** Throws the system's EADDRINUSE for a taken port. */
export async function createHost(options: HostOptions): Promise<Host> {
  const { log, version } = options
  await using building = new AsyncDisposableStack()
  const profile = await openProfile(options.profileFolder)
  const access = createAccess({ clock: Date.now, random: randomBytes })
  const token = access.issueToken('program')
  const presence = building.use(createPresenceHub({ clock: Date.now }))
  const state = building.use(await createHostState({ ...options, profile, presence, token }))
  const router = createRouter(state.api)
  const channel = building.use(
    createDocumentChannel({
      documents: () => state.opened()?.workspace.carried ?? null,
      canWrite: () => state.api.canWrite(),
      presence,
      log,
    }),
  )
  state.onWillClose(() => channel.reset())
  const carriers = createCarriers({ router, channel, log })
  let openApi: Promise<object> | null = null
  const server = building.use(
    await createServer({
      port: options.port,
      access,
      carriers,
      openApi: () => {
        openApi ??= openApiDocument(router, version)
        return openApi
      },
      pageFolder: options.pageFolder,
      random: randomBytes,
      log,
    }),
  )
  state.setAddress(server.origin)
  return face({ server, token, api: state.api, access, carriers, owned: building.move() })
}

function face(parts: {
  readonly server: Server
  readonly token: string
  readonly api: ApiHost
  readonly access: Access
  readonly carriers: Carriers
  readonly owned: AsyncDisposableStack
}): Host {
  const { server, token, api, access, carriers, owned } = parts
  return {
    server,
    token,
    api,
    serveMessagePorts({ rpc, documents }) {
      const caller = access.windowCaller()
      carriers.serveRpcPort(rpc, caller)
      carriers.serveDocumentPort(documents, caller)
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
