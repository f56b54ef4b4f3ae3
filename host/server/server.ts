/**
 * The host's one HTTP server, on loopback.
 *
 *     await using server = await createServer({ port: 0, access, carriers, files, … })
 *     server.pageUrl()      // http://127.0.0.1:PORT/#code=…, once
 *
 * Order at the door: own address (else 403), token for anything under /api/ (else 401, unknown paths included), then
 * the API; everything else is a file of the page. No cookies, no token in a query.
 */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { isAppError } from '../../shared/contract/errors.ts'
import { API_BODY_BYTES, HOST_CONNECTIONS } from '../../shared/limits.ts'
import type { Caller } from '../api/caller.ts'
import type { Access } from './access.ts'
import type { Carriers } from './carriers.ts'
import { answerError, answerJson, readJson } from './http-answers.ts'
import { isOwnAddress } from './own-address.ts'
import { commonHeaders } from './security-headers.ts'
import { createSockets } from './sockets.ts'
import { createStaticFiles } from './static-files.ts'

export interface Server extends AsyncDisposable {
  readonly port: number
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  /** Where to open the page, with a one-time code in the fragment. A new one each time. */
  pageUrl(): string
}

export interface ServerLog {
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
}

interface Deps {
  /** 0 for any free one. */
  readonly port: number
  readonly access: Access
  readonly carriers: Carriers
  readonly openApi: () => Promise<object>
  /** Folder of the built page. */
  readonly pageFolder: string
  readonly random: (bytes: number) => Uint8Array
  readonly log: ServerLog
}

const loopback = '127.0.0.1'
/** A one-time code and its JSON. */
const sessionBodyBytes = 1024
const headerBytes = 16 * 1024

/** Throws AppError-free system errors (EADDRINUSE): the caller says them. */
export async function createServer(deps: Deps): Promise<Server> {
  const { access, carriers, log, random } = deps
  let port = deps.port
  const files = createStaticFiles({ folder: deps.pageFolder, port: () => port, random })
  const sockets = createSockets({ access, carriers, log, port: () => port })
  const http = createHttpServer({ maxHeaderSize: headerBytes, requestTimeout: 60_000, headersTimeout: 10_000 })
  http.maxConnections = HOST_CONNECTIONS
  http.on('request', (request, response) => {
    answer(request, response).catch(error => {
      log.error({ error, path: pathOf(request) }, 'request failed')
      answerError(response, 500, 'INTERNAL_SERVER_ERROR', 'This is a fault of Weft. It is in the log.')
    })
  })
  http.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(commonHeaders)) response.setHeader(name, value)
    if (!isOwnAddress(request, port)) {
      return answerError(response, 403, 'FORBIDDEN', 'This host answers only its own page.')
    }
    const path = pathOf(request)
    if (isApi(path)) return answerApi(request, response, path)
    await files(request, response, path)
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    response.setHeader('Cache-Control', 'no-store')
    if (path === '/api/session' && request.method === 'POST') return exchange(request, response)
    const caller = callerOf(request, access)
    if (caller === null) {
      response.setHeader('WWW-Authenticate', 'Bearer')
      return answerError(response, 401, 'UNAUTHORIZED', 'A token is needed.')
    }
    if (path === '/api/openapi.json' && request.method === 'GET') return answerJson(response, 200, await deps.openApi())
    if (path === '/api/session/code' && request.method === 'POST') return answerJson(response, 200, { url: pageUrl() })
    if (Number(request.headers['content-length'] ?? 0) > API_BODY_BYTES) {
      response.setHeader('Connection', 'close')
      return answerError(response, 413, 'TOO_LARGE', 'The request is too large.')
    }
    if (await carriers.serveHttp(request, response, caller)) return
    answerError(response, 404, 'NOT_FOUND', 'There is no such call.')
  }

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body: unknown
    try {
      body = await readJson(request, sessionBodyBytes)
    } catch (error) {
      if (!isAppError(error)) throw error
      response.setHeader('Connection', 'close')
      return answerError(response, error.code === 'TOO_LARGE' ? 413 : 400, error.code, error.message)
    }
    const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null
    const result = access.exchange(typeof code === 'string' ? code : '')
    if (result.status === 'ok') return answerJson(response, 200, { token: result.token })
    if (result.status === 'too-many') return answerError(response, 429, 'TOO_MANY', 'Too many attempts. Wait a minute.')
    answerError(response, 401, 'UNAUTHORIZED', 'This address was used before, or is too old. Open Weft again.')
  }

  function pageUrl(): string {
    return `http://${loopback}:${port}/#code=${access.issueCode()}`
  }

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, loopback, () => {
      http.off('error', reject)
      resolve()
    })
  })
  const address = http.address()
  if (typeof address === 'object' && address !== null) port = address.port

  return {
    port,
    origin: `http://${loopback}:${port}`,
    pageUrl,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>(resolve => http.close(() => resolve()))
      sockets.close()
      http.closeAllConnections()
      await closed
    },
  }
}

function callerOf(request: IncomingMessage, access: Access): Caller | null {
  const match = /^Bearer ([\w-]{1,200})$/i.exec(request.headers.authorization ?? '')
  return match?.[1] === undefined ? null : access.callerOf(match[1])
}

function isApi(path: string): boolean {
  // Decoded and with doubled slashes folded: `/%61pi/x` must not slip past as a file of the page.
  return /^\/+api(\/|$)/i.test(safeDecode(path))
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // Not UTF-8: neither an API path nor a file of ours.
    return path
  }
}

/** Without the query. An absolute-form target keeps only its path. */
function pathOf(request: IncomingMessage): string {
  const target = request.url ?? '/'
  const path = target.replace(/^https?:\/\/[^/]*/i, '').split(/[?#]/, 1)[0] ?? '/'
  return path === '' ? '/' : path
}
