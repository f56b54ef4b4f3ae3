/** The HTTP door: health, metrics, links and blobs. Everything else is a 404 in JSON. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { isRelayId } from '../shared/sync/relay-protocol.ts'
import type { createBlobRoutes } from './blob-routes.ts'
import type { RelayLimits } from './limits.ts'
import type { createLinkRoutes } from './link-routes.ts'
import type { RelayMetrics } from './metrics.ts'
import { MASTER_ID, opensWorkspace, type Principal, type Principals } from './principals.ts'

export interface HttpCall {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  readonly workspace: string
  readonly principal: Principal
}

export function createHttp(deps: {
  principals: Principals
  limits: RelayLimits
  metrics: RelayMetrics
  logger: Logger
  links: ReturnType<typeof createLinkRoutes>
  blobs: ReturnType<typeof createBlobRoutes>
  /** Bytes of the database, for the metrics. */
  logBytes: () => Promise<number>
  isHealthy: () => boolean
}): RequestListener {
  const { principals, limits, metrics, logger, links, blobs } = deps

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = request.url ?? ''
    if (text.length > limits.maxUrlChars || !URL.canParse(text, 'http://relay')) {
      answer(response, 400, { code: 'bad-request' })
      return
    }
    const url = new URL(text, 'http://relay')
    if (url.pathname === '/healthz' && request.method === 'GET') {
      const isHealthy = deps.isHealthy()
      answer(response, isHealthy ? 200 : 503, { status: isHealthy ? 'ok' : 'failing' })
      return
    }
    if (url.pathname === '/metrics' && request.method === 'GET') return sendMetrics(request, response)

    const [, workspace = '', kind, id, ...rest] = url.pathname.split('/')
    if (!isRelayId(workspace) || rest.length > 0 || (kind !== 'links' && kind !== 'blobs')) {
      answer(response, 404, { code: 'not-found' })
      return
    }
    const principal = authorise(request, response, workspace)
    if (principal === null) return
    const call: HttpCall = { request, response, url, workspace, principal }
    return kind === 'links' ? links(call, id ?? null) : blobs(call, id ?? null)
  }

  function authorise(request: IncomingMessage, response: ServerResponse, workspace: string): Principal | null {
    const found = principals.find(bearer(request))
    if (found === 'unknown' || found === 'expired') {
      metrics.refused.inc({ reason: found === 'expired' ? 'expired' : 'token' })
      answer(response, 401, { code: found === 'expired' ? 'expired' : 'unauthorised' })
      return null
    }
    if (opensWorkspace(found, workspace)) return found
    metrics.refused.inc({ reason: 'workspace' })
    answer(response, 403, { code: 'forbidden' })
    return null
  }

  async function sendMetrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const found = principals.find(bearer(request))
    const isMaster = typeof found === 'object' && found.id === MASTER_ID
    if (!isMaster && !isLoopback(request.socket.remoteAddress ?? '')) {
      answer(response, 401, { code: 'unauthorised' })
      return
    }
    metrics.logBytes.set(await deps.logBytes())
    response.writeHead(200, { 'content-type': metrics.registry.contentType })
    response.end(await metrics.registry.metrics())
  }

  return (request, response) => {
    route(request, response).catch((error: unknown) => {
      // A peer that hung up is no failure of ours.
      if (request.destroyed && !request.complete) return
      logger.error({ err: error }, 'a request failed')
      if (response.headersSent) response.destroy()
      else answer(response, 500, { code: 'internal' })
    })
  }
}

/** JSON, and the end of the answer. What is left of the body is not read: the connection closes instead. */
export function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string | number> = {},
): void {
  const isBodyLeft = !response.req.complete && status >= 400
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(isBodyLeft ? { connection: 'close' } : {}),
    ...headers,
  })
  response.end(response.req.method === 'HEAD' ? undefined : JSON.stringify(body))
}

function bearer(request: IncomingMessage): string {
  return /^Bearer (\S{1,512})$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}
