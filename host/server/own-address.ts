/**
 * Whether a request speaks to this host by its own name, and comes from its own page.
 *
 * Against DNS rebinding (a foreign name that leads to 127.0.0.1) and against other sites' pages: a request whose Host or
 * Origin is not the host's own gets nothing, the page and WebSocket upgrades included.
 */
import type { IncomingMessage } from 'node:http'

/** The names a loopback host answers to. */
export function ownNames(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]
}

export function isOwnAddress(request: Pick<IncomingMessage, 'headers'>, port: number): boolean {
  const names = ownNames(port)
  const host = request.headers.host?.toLowerCase()
  if (host === undefined || !names.includes(host)) return false
  const { origin } = request.headers
  // Programs send no Origin; browsers do with everything but the loading of a page.
  return origin === undefined || names.some(name => origin.toLowerCase() === `http://${name}`)
}
