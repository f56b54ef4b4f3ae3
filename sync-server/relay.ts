/**
 * The relay: one port, one data folder, one process (two threads beside it for the log).
 *
 *   await using relay = await createRelay({ port: 0, host: '127.0.0.1', dataFolder, log: pino(), clock: Date })
 *   console.log(relay.url, relay.token)
 *
 * Its owner gives it a folder of its own, shows the token only to whoever may write everywhere, and closes it.
 */
import { once } from 'node:events'
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'
import type { Logger } from 'pino'
import { createBlobRoutes } from './blob-routes.ts'
import { openBlobStore } from './blob-store.ts'
import { createHttp } from './http.ts'
import { RELAY_LIMITS, type RelayLimits } from './limits.ts'
import { createLinkRoutes } from './link-routes.ts'
import { openLog } from './log/log.ts'
import { createMetrics } from './metrics.ts'
import { createPrincipals, newToken } from './principals.ts'
import { createRooms } from './rooms.ts'
import { createSockets } from './sockets.ts'
import { createWorkspaceQuota } from './workspace-quota.ts'

export interface RelayOptions {
  /** 0 for any free one. */
  readonly port: number
  readonly host: string
  /** Made if missing; nobody else may read it. */
  readonly dataFolder: string
  readonly log: Logger
  readonly clock: { now(): number }
  readonly limits?: Partial<RelayLimits>
  /** Set for one start after restoring a backup: work the backup lacks may be brought by anybody (REL16). */
  readonly forgetAuthors?: boolean
  /** The log can no longer be written or read, and the relay has closed itself. */
  readonly onFatal?: (error: Error) => void
}

export interface Relay extends AsyncDisposable {
  /** `ws://host:port`, as a client would use it. */
  readonly url: string
  readonly port: number
  /** The master token: writes everywhere and makes links. */
  readonly token: string
  /** Refuses newcomers, closes everybody with 1001, stores what was taken and ends, within `closeTimeoutMs`. */
  close(): Promise<void>
}

const VERSION = 'weft-relay/1'

export async function createRelay(options: RelayOptions): Promise<Relay> {
  const { dataFolder, log: logger, clock } = options
  const limits: RelayLimits = { ...RELAY_LIMITS, ...options.limits }
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  await chmod(dataFolder, 0o700)
  const token = await readMasterToken(path.join(dataFolder, 'token'))
  const databasePath = path.join(dataFolder, 'relay.sqlite')
  let isHealthy = true
  // Until the relay runs, a log that fails is an error of this call.
  let onLogDeath = (_error: Error): void => {}

  const log = await openLog({
    path: databasePath,
    limits,
    forgetAuthors: options.forgetAuthors ?? false,
    onDeath: error => onLogDeath(error),
  })
  const metrics = createMetrics()
  const quota = createWorkspaceQuota(limits.workspaceBytes, log.workspaceBytes)
  const principals = createPrincipals({ log, clock, masterToken: token })
  const blobs = await openBlobStore({
    folder: path.join(dataFolder, 'blobs'),
    quota,
    maxBytes: limits.maxBlobBytes,
    olderThanMs: clock.now() - limits.partialBlobMs,
  }).catch(async (error: unknown) => {
    await log.close()
    throw error
  })
  const rooms = createRooms({ log, limits, metrics, clock, logger, quota, isCurrent: id => principals.isCurrent(id) })
  const sockets = createSockets({ rooms, principals, limits, metrics, clock, logger, version: VERSION })
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 0, keepAliveTimeout: 10_000, maxHeaderSize: 16 * 1024 },
    createHttp({
      principals,
      limits,
      metrics,
      logger,
      links: createLinkRoutes({ principals, limits, clock, onRevoked: ids => sockets.closePrincipals(ids) }),
      blobs: createBlobRoutes({ blobs, limits }),
      logBytes: async () => (await sizeOf(databasePath)) + (await sizeOf(`${databasePath}-wal`)),
      isHealthy: () => isHealthy,
    }),
  )
  // WebSockets are counted on their own; this bounds those that never get so far.
  server.maxConnections = 2 * limits.maxConnections
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head))

  let closing: Promise<void> | null = null
  function close(): Promise<void> {
    closing ??= stop()
    return closing
  }
  async function stop(): Promise<void> {
    const stopped = server.listening ? once(server, 'close') : Promise.resolve()
    server.close()
    await sockets.close(limits.closeTimeoutMs / 2)
    server.closeAllConnections()
    await stopped
    if (isHealthy) await rooms.flushed()
    await log.close()
    logger.info('relay stopped')
  }

  onLogDeath = error => {
    isHealthy = false
    logger.fatal({ err: error }, 'the log has failed; stopping')
    void close().finally(() => options.onFatal?.(error))
  }
  try {
    server.listen(options.port, options.host)
    await once(server, 'listening')
  } catch (error) {
    await close()
    throw error
  }
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  const url = `ws://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`
  logger.info({ url, dataFolder }, 'relay started')
  return { url, port, token, close, [Symbol.asyncDispose]: close }
}

/** Made at the first start and kept, readable by its owner only. */
async function readMasterToken(file: string): Promise<string> {
  try {
    const token = (await readFile(file, 'utf8')).trim()
    if (token.length < 16) throw new Error(`${file} holds no token; delete it to have a new one made`)
    return token
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const token = newToken()
  await writeFile(file, `${token}\n`, { mode: 0o600, flag: 'wx' })
  return token
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    // The write-ahead log is not there between checkpoints.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0
    throw error
  }
}
