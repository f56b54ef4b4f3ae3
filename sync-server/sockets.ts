/**
 * The WebSocket door: who may come in, by which path, and what each frame is for.
 *
 * `/<workspace>/<document>?token=T` is one room for any y-websocket client; `/<workspace>` with subprotocol
 * `weft.1` carries many. A stranger costs little: bounded connections, bytes and time before the token is known.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { type WebSocket, WebSocketServer } from 'ws'
import {
  CLOSE,
  decodeClientFrame,
  encodeNack,
  encodeWelcome,
  RELAY_SUBPROTOCOL,
} from '../shared/sync/relay-protocol.ts'
import { type Connection, createConnection } from './connection.ts'
import type { RelayLimits } from './limits.ts'
import type { RelayMetrics } from './metrics.ts'
import { opensWorkspace, type Principal, type Principals } from './principals.ts'
import type { Room } from './room.ts'
import type { Rooms } from './rooms.ts'
import { readTarget, type SocketTarget } from './target.ts'

export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Closes the connections of these principals with 4401. */
  closePrincipals(ids: readonly string[]): void
  /** Refuses newcomers, closes everybody with 1001 and fulfils when all have gone or `timeoutMs` has passed. */
  close(timeoutMs: number): Promise<void>
}

export function createSockets(deps: {
  rooms: Rooms
  principals: Principals
  limits: RelayLimits
  metrics: RelayMetrics
  clock: { now(): number }
  logger: Logger
  version: string
}): Sockets {
  const { rooms, principals, limits, metrics, clock, logger } = deps
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.maxFrameBytes,
    handleProtocols: offered => (offered.has(RELAY_SUBPROTOCOL) ? RELAY_SUBPROTOCOL : false),
  })
  const sockets = new Map<WebSocket, { connection: Connection | null; isAlive: boolean; rawSocket: Duplex }>()
  const perAddress = new Map<string, number>()
  let isClosing = false
  let onEmpty: (() => void) | null = null

  const sweep = setInterval(closeExpired, limits.sweepMs)
  const heartbeat = setInterval(beat, limits.heartbeatMs)

  function upgrade(request: IncomingMessage, raw: Duplex, head: Buffer): void {
    raw.on('error', error => logger.debug({ err: error }, 'socket error'))
    const address = request.socket.remoteAddress ?? ''
    const target = readTarget(request, limits.maxUrlChars)
    const refusal = refuseNewcomer(target, address)
    if (target === null || refusal !== null) {
      turnAway(raw, refusal ?? 404)
      return
    }
    server.handleUpgrade(request, raw, head, socket => open(socket, raw, address, target))
  }

  function refuseNewcomer(target: SocketTarget | null, address: string): 404 | 429 | 503 | null {
    if (isClosing) return 503
    if (target === null) return 404
    const isFull = sockets.size >= limits.maxConnections
    if (!isFull && (perAddress.get(address) ?? 0) < limits.maxConnectionsPerAddress) return null
    metrics.refused.inc({ reason: 'connections' })
    return isFull ? 503 : 429
  }

  function open(socket: WebSocket, rawSocket: Duplex, address: string, target: SocketTarget): void {
    const entry = { connection: null as Connection | null, isAlive: true, rawSocket }
    sockets.set(socket, entry)
    perAddress.set(address, (perAddress.get(address) ?? 0) + 1)
    metrics.connections.set(sockets.size)
    socket.on('pong', () => {
      entry.isAlive = true
    })
    // ws closes with 1009 or 1002 by itself; without a listener an error would end the process.
    socket.on('error', error => logger.debug({ err: error }, 'websocket error'))
    socket.once('close', () => {
      sockets.delete(socket)
      metrics.connections.set(sockets.size)
      const left = (perAddress.get(address) ?? 1) - 1
      if (left > 0) perAddress.set(address, left)
      else perAddress.delete(address)
      if (sockets.size === 0) onEmpty?.()
    })
    if (target.document === null)
      awaitHello(socket, rawSocket, target.workspace, connection => {
        entry.connection = connection
      })
    else {
      const principal = admit(socket, target.token, target.workspace)
      if (principal) entry.connection = serveStock(socket, principal, target.workspace, target.document)
    }
  }

  /** The token's principal, or null with the socket closed. */
  function admit(socket: WebSocket, token: string, workspace: string): Principal | null {
    const found = principals.find(token)
    if (found === 'unknown' || found === 'expired') {
      metrics.refused.inc({ reason: found === 'expired' ? 'expired' : 'token' })
      if (found === 'expired') socket.close(CLOSE.expired, 'this link has expired')
      else socket.close(CLOSE.badToken, 'no valid token')
      return null
    }
    if (!opensWorkspace(found, workspace)) {
      metrics.refused.inc({ reason: 'workspace' })
      socket.close(CLOSE.wrongWorkspace, 'this link is for another workspace')
      return null
    }
    return found
  }

  function serveStock(socket: WebSocket, principal: Principal, workspace: string, document: string): Connection {
    const room = rooms.open({ workspace, document })
    const connection = createConnection({
      socket,
      principal,
      isMultiplexed: false,
      limits,
      metrics,
      clock,
      onBytes: bytes => room.receive(connection, bytes),
    })
    socket.once('close', () => room.leave(connection))
    room.greet(connection)
    return connection
  }

  function awaitHello(
    socket: WebSocket,
    rawSocket: Duplex,
    workspace: string,
    onConnection: (connection: Connection) => void,
  ): void {
    const timer = setTimeout(() => {
      metrics.refused.inc({ reason: 'hello-timeout' })
      socket.close(CLOSE.helloTimeout, 'no HELLO')
    }, limits.helloTimeoutMs)
    let received = 0
    // ws would collect a whole large frame first; nobody unknown may make the relay hold that much.
    const count = (chunk: Buffer): void => {
      if (received > limits.helloBytes) {
        metrics.refused.inc({ reason: 'hello-size' })
        socket.terminate()
      }
      received += chunk.length
    }
    rawSocket.prependListener('data', count)
    socket.once('close', () => clearTimeout(timer))
    socket.once('message', (data: Buffer, isBinary: boolean) => {
      clearTimeout(timer)
      rawSocket.off('data', count)
      if (data.length > limits.helloBytes) return socket.close(CLOSE.tooLarge, 'the first frame is too large')
      const hello = isBinary ? decodeClientFrame(data) : null
      if (hello?.kind !== 'hello') return socket.close(CLOSE.badToken, 'the first frame must be HELLO')
      const principal = admit(socket, hello.token, workspace)
      if (!principal) return
      logger.info({ workspace, principal: principal.id, label: hello.label }, 'connected')
      onConnection(serveMultiplexed(socket, principal, workspace))
    })
  }

  function serveMultiplexed(socket: WebSocket, principal: Principal, workspace: string): Connection {
    const visited = new Map<string, Room>()
    const connection = createConnection({
      socket,
      principal,
      isMultiplexed: true,
      limits,
      metrics,
      clock,
      onBytes: receive,
    })

    function receive(bytes: Uint8Array): void {
      const frame = decodeClientFrame(bytes)
      if (frame.kind === 'fault' || frame.kind === 'hello') {
        connection.countRefusal('malformed')
        return
      }
      if (frame.kind === 'leave') {
        visited.get(frame.document)?.leave(connection)
        visited.delete(frame.document)
        return
      }
      const room = visit(frame.document)
      if (room === null) {
        connection.countRefusal('rate')
        const requestId = frame.kind === 'push' ? frame.requestId : 0
        connection.send(encodeNack(frame.document, requestId, 'rate', 'too many documents on one connection'))
      } else if (frame.kind === 'push') {
        room.push(connection, frame.requestId, frame.bytes)
      } else {
        room.receive(connection, frame.bytes)
      }
    }

    function visit(document: string): Room | null {
      const known = visited.get(document)
      if (known) return known
      if (visited.size >= limits.maxRoomsPerConnection) return null
      const room = rooms.open({ workspace, document })
      visited.set(document, room)
      return room
    }

    socket.once('close', () => {
      for (const room of visited.values()) room.leave(connection)
    })
    const welcome = { rights: principal.rights, maxUpdateBytes: limits.maxUpdateBytes, relay: deps.version }
    connection.send(encodeWelcome(welcome))
    return connection
  }

  function closeExpired(): void {
    for (const { connection } of sockets.values()) {
      if (connection && !principals.isCurrent(connection.principalId)) {
        connection.close(CLOSE.expired, 'this link has expired')
      }
    }
  }

  function beat(): void {
    for (const [socket, entry] of sockets) {
      // One that is being held back cannot answer.
      if (socket.isPaused) continue
      if (!entry.isAlive) socket.terminate()
      entry.isAlive = false
      socket.ping()
    }
  }

  return {
    upgrade,
    closePrincipals(ids) {
      for (const { connection } of sockets.values()) {
        if (connection && ids.includes(connection.principalId))
          connection.close(CLOSE.badToken, 'this link was revoked')
      }
    },
    async close(timeoutMs) {
      isClosing = true
      clearInterval(sweep)
      clearInterval(heartbeat)
      for (const socket of sockets.keys()) socket.close(CLOSE.goingAway, 'the relay is stopping')
      if (sockets.size === 0) return
      const timer = setTimeout(() => {
        for (const socket of sockets.keys()) socket.terminate()
      }, timeoutMs)
      await new Promise<void>(resolve => {
        onEmpty = resolve
      })
      clearTimeout(timer)
    },
  }
}

function turnAway(socket: Duplex, status: 404 | 429 | 503): void {
  const [words, code] = TURNED_AWAY[status]
  const body = JSON.stringify({ code })
  socket.end(
    `HTTP/1.1 ${status} ${words}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
  )
}

const TURNED_AWAY = {
  404: ['Not Found', 'not-found'],
  429: ['Too Many Requests', 'too-many-connections'],
  503: ['Service Unavailable', 'try-later'],
} as const
