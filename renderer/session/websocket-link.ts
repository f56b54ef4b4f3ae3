/** The host over two WebSockets: calls and events on one, document frames on the other. */
import { RPCLink } from '@orpc/client/websocket'
import { createApiClient } from './api-link.ts'
import { type HostLink, LinkRefused } from './host-link.ts'
import { forgetToken, obtainToken } from './token.ts'

/** The host closes a socket with this where it does not know the token. */
const closeNoToken = 4401

export async function openWebSocketLink(signal: AbortSignal): Promise<HostLink> {
  const token = await obtainToken(signal)
  const sockets = await Promise.all([
    openSocket('/api/rpc', token, signal),
    openSocket('/api/documents', token, signal),
  ])
  const [rpc, documents] = sockets
  const close = () => {
    for (const socket of sockets) socket.close()
  }
  const closed = new Promise<void>(resolve => {
    for (const socket of sockets) {
      socket.addEventListener('close', () => {
        close()
        resolve()
      })
    }
  })
  return {
    api: createApiClient(new RPCLink({ websocket: rpc }), () => rpc.readyState === WebSocket.OPEN),
    documents: {
      send: frame => {
        if (documents.readyState === WebSocket.OPEN) documents.send(frame)
      },
      onFrame: listener => {
        documents.addEventListener('message', ({ data }) => {
          if (data instanceof ArrayBuffer) listener(new Uint8Array(data))
        })
      },
    },
    closed,
    close,
  }
}

/** Resolves once the host has taken the token. */
function openSocket(path: string, token: string, signal: AbortSignal): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}${path}`)
    socket.binaryType = 'arraybuffer'
    const abort = () => socket.close()
    signal.addEventListener('abort', abort)
    socket.addEventListener('open', () => socket.send(JSON.stringify({ token })))
    const taken = () => {
      // The signal bounds the attempt, not the life of what it opened.
      signal.removeEventListener('abort', abort)
      resolve(socket)
    }
    socket.addEventListener('message', taken, { once: true })
    socket.addEventListener('close', ({ code }) => {
      signal.removeEventListener('abort', abort)
      if (code === closeNoToken) forgetToken()
      reject(code === closeNoToken ? new LinkRefused('The host does not know this window.') : new Error('no answer'))
    })
  })
}
