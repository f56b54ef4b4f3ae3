/** Where a WebSocket wants to go, read from its request line. */
import type { IncomingMessage } from 'node:http'
import { isRelayId, RELAY_SUBPROTOCOL } from '../shared/sync/relay-protocol.ts'

export type SocketTarget =
  | { readonly workspace: string; readonly document: string; readonly token: string }
  /** Multiplexed: the token comes in HELLO. */
  | { readonly workspace: string; readonly document: null }

/** null for anything that is no room: a bad path, a bad id, or a multiplexed path without its subprotocol. */
export function readTarget(request: Pick<IncomingMessage, 'url' | 'headers'>, maxChars: number): SocketTarget | null {
  const text = request.url ?? ''
  if (text.length > maxChars || !URL.canParse(text, 'ws://relay')) return null
  const url = new URL(text, 'ws://relay')
  const [empty, workspace, document, ...rest] = url.pathname.split('/')
  if (empty !== '' || workspace === undefined || !isRelayId(workspace) || rest.length > 0) return null
  if (document === undefined || document === '') {
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(part => part.trim())
    return offered.includes(RELAY_SUBPROTOCOL) ? { workspace, document: null } : null
  }
  if (!isRelayId(document)) return null
  return { workspace, document, token: url.searchParams.get('token') ?? '' }
}
