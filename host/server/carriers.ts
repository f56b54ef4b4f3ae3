/**
 * One API and one document channel over every carrier: HTTP, WebSocket, MessagePort.
 * Built once a host; each connection arrives here with its caller already known.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  onMessagePortClose,
  onMessagePortMessage,
  postMessagePortMessage,
  type SupportedMessagePort,
} from '@orpc/client/message-port'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { BodyLimitPlugin } from '@orpc/server/node'
import { RPCHandler as SocketHandler } from '@orpc/server/ws'
import type { WebSocket } from 'ws'
import { API_BODY_BYTES, SOCKET_BUFFER_BYTES } from '../../shared/limits.ts'
import type { Caller } from '../api/caller.ts'
import type { ApiContext } from '../api/procedures.ts'
import type { ApiRouter } from '../api/router.ts'
import type { DocumentChannel } from './document-channel.ts'

/** A MessagePort of node:worker_threads, or Electron's MessagePortMain. */
export type Port = SupportedMessagePort & { start?(): void; close(): void }

export interface Carriers {
  /** `path` without the query; true if a procedure answered. */
  serveHttp(request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<boolean>
  /** After the first frame. */
  serveRpcSocket(socket: WebSocket, caller: Caller): void
  serveDocumentSocket(socket: WebSocket, caller: Caller): void
  serveRpcPort(port: Port, caller: Caller): void
  serveDocumentPort(port: Port, caller: Caller): void
}

interface Deps {
  readonly router: ApiRouter
  readonly channel: DocumentChannel
  readonly log: ApiContext['log']
}

/** Close code for a reader that does not keep up: come back and sync. */
const closeTooSlow = 1013

export function createCarriers({ router, channel, log }: Deps): Carriers {
  const http = new OpenAPIHandler<ApiContext>(router, {
    plugins: [new BodyLimitPlugin({ maxBodySize: API_BODY_BYTES })],
  })
  const socketRpc = new SocketHandler<ApiContext>(router)
  const portRpc = new PortHandler<ApiContext>(router)

  return {
    async serveHttp(request, response, caller) {
      const { matched } = await http.handle(request, response, { prefix: '/api', context: { caller, log } })
      return matched
    },
    serveRpcSocket(socket, caller) {
      const bounded = {
        addEventListener: socket.addEventListener.bind(socket),
        send: (data: Parameters<WebSocket['send']>[0]) => sendBounded(socket, data),
      }
      // reason: the handler names only the two members of WebSocket that it uses, but with all their overloads.
      void socketRpc.upgrade(bounded as Pick<WebSocket, 'addEventListener' | 'send'>, { context: { caller, log } })
    },
    serveDocumentSocket(socket, caller) {
      const connection = channel.connect(
        { send: frame => sendBounded(socket, frame), close: (code, reason) => socket.close(code, reason) },
        caller,
      )
      socket.on('message', (data, isBinary) => connection.receive(isBinary ? toBytes(data) : new Uint8Array()))
      socket.on('close', () => connection[Symbol.dispose]())
    },
    serveRpcPort(port, caller) {
      portRpc.upgrade(port, { context: { caller, log } })
      port.start?.()
    },
    serveDocumentPort(port, caller) {
      const connection = channel.connect(
        { send: frame => postMessagePortMessage(port, frame), close: () => port.close() },
        caller,
      )
      onMessagePortMessage(port, (data: unknown) => {
        connection.receive(data instanceof Uint8Array ? data : new Uint8Array())
      })
      onMessagePortClose(port, () => connection[Symbol.dispose]())
      port.start?.()
    },
  }
}

/** What a reader has not taken yet stays in memory: past a limit it is cut off. */
function sendBounded(socket: WebSocket, data: Parameters<WebSocket['send']>[0]): void {
  if (socket.readyState !== socket.OPEN) return
  if (socket.bufferedAmount > SOCKET_BUFFER_BYTES) {
    socket.close(closeTooSlow, 'too slow')
    return
  }
  socket.send(data)
}

function toBytes(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
