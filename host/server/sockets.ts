/**
 * WebSockets of the host: `/api/rpc` and `/api/documents`.
 * The first frame is the text `{"token":"…"}`; the answer is `{"ok":true}`, or the socket is closed with 4401.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { API_FRAME_BYTES, DOCUMENT_FRAME_BYTES, FIRST_FRAME_MS } from '../../shared/limits.ts'
import type { Access } from './access.ts'
import type { Carriers } from './carriers.ts'
import { isOwnAddress } from './own-address.ts'
import type { ServerLog } from './server.ts'

export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Says goodbye (1001) and cuts what does not answer. */
  close(): void
}

interface Deps {
  readonly access: Access
  readonly carriers: Carriers
  readonly log: ServerLog
  readonly port: () => number
}

export const CLOSE_NO_TOKEN = 4401

/** A socket that stays silent for this long is gone (laptops sleep, cables are pulled). */
const heartbeatMs = 30_000

export function createSockets({ access, carriers, log, port }: Deps): Sockets {
  const common = { noServer: true, perMessageDeflate: false, clientTracking: true }
  const rpc = new WebSocketServer({ ...common, maxPayload: API_FRAME_BYTES })
  const documents = new WebSocketServer({ ...common, maxPayload: DOCUMENT_FRAME_BYTES })
  rpc.on('connection', socket => {
    greet(socket, caller => carriers.serveRpcSocket(socket, caller))
  })
  documents.on('connection', socket => {
    greet(socket, caller => carriers.serveDocumentSocket(socket, caller))
  })

  function greet(socket: WebSocket, serve: (caller: NonNullable<ReturnType<Access['callerOf']>>) => void): void {
    // A frame that breaks the protocol or a limit: ws closes the socket itself.
    socket.on('error', error => log.warn({ error: error.message }, 'a socket broke'))
    const timer = setTimeout(() => socket.close(CLOSE_NO_TOKEN, 'no token in time'), FIRST_FRAME_MS)
    socket.once('close', () => clearTimeout(timer))
    socket.once('message', (data, isBinary) => {
      clearTimeout(timer)
      const token = isBinary ? null : tokenIn(data)
      const caller = token === null ? null : access.callerOf(token)
      if (caller === null) return socket.close(CLOSE_NO_TOKEN, 'no such token')
      keepAlive(socket)
      serve(caller)
      socket.send('{"ok":true}')
    })
  }

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy())
      const path = (request.url ?? '').split('?', 1)[0]
      if (!isOwnAddress(request, port())) return refuse(socket, '403 Forbidden')
      const server = path === '/api/rpc' ? rpc : path === '/api/documents' ? documents : null
      if (server === null) return refuse(socket, path?.startsWith('/api') ? '401 Unauthorized' : '404 Not Found')
      server.handleUpgrade(request, socket, head, opened => server.emit('connection', opened, request))
    },
    close() {
      for (const server of [rpc, documents]) {
        for (const socket of server.clients) {
          socket.close(1001, 'going away')
          setTimeout(() => socket.terminate(), 500).unref()
        }
        server.close()
      }
    },
  }
}

function keepAlive(socket: WebSocket): void {
  let isAlive = true
  socket.on('pong', () => {
    isAlive = true
  })
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
  }, heartbeatMs)
  socket.once('close', () => clearInterval(timer))
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function tokenIn(frame: RawData): string | null {
  if (!Buffer.isBuffer(frame) || frame.length > 1000) return null
  try {
    const value: unknown = JSON.parse(frame.toString('utf8'))
    return typeof value === 'object' && value !== null && 'token' in value && typeof value.token === 'string'
      ? value.token
      : null
  } catch {
    // Not JSON: not a token.
    return null
  }
}
