/**
 * Join links: where a relay is, which workspace, and the token that opens it.
 *
 * Canonical: `weft://join?relay=<encoded ws url>&workspace=<id>#<token>`. Also understood: a relay's address,
 * `ws://host:port[/workspace]` (or wss, http, https), with the token as `#T` or `?token=T`.
 * A link comes from strangers: anything else is refused with a reason.
 */
import { isRelayId } from './relay-protocol.ts'

export interface JoinLink {
  /** `ws://host[:port]` or `wss://host[:port]`, without a path. */
  readonly relay: string
  readonly workspace?: string
  readonly token: string
}

export type ParsedLink =
  | { readonly ok: true; readonly link: JoinLink }
  /** `reason` is safe to show; it never repeats the token. */
  | { readonly ok: false; readonly reason: string }

const MAX_LINK_CHARS = 2048
const TOKEN_PATTERN = /^[A-Za-z0-9_-]{8,256}$/
const ADDRESS_PATTERN = /^(wss?|https?):\/\/([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::(\d{1,5}))?$/i

export function formatLink(link: JoinLink): string {
  const workspace = link.workspace === undefined ? '' : `&workspace=${encodeURIComponent(link.workspace)}`
  return `weft://join?relay=${encodeURIComponent(link.relay)}${workspace}#${link.token}`
}

export function parseLink(input: string): ParsedLink {
  const text = input.trim()
  if (text.length > MAX_LINK_CHARS) return refuse('The link is too long.')
  return /^weft:/i.test(text) ? parseCanonical(text) : parseAddress(text)
}

function parseCanonical(text: string): ParsedLink {
  const match = /^weft:\/\/join\/?\?([^#]*)#(.*)$/i.exec(text)
  if (!match) return refuse('This is not a join link.')
  const query = readQuery(match[1] ?? '')
  if (!query) return refuse('The link is damaged.')
  return build(query.get('relay') ?? '', query.get('workspace'), match[2] ?? '')
}

function parseAddress(text: string): ParsedLink {
  const match = /^([a-z]+:\/\/[^/?#]+)(?:\/([^?#]*))?(?:\?([^#]*))?(?:#(.*))?$/i.exec(text)
  if (!match) return refuse('This is neither a join link nor the address of a relay.')
  const [, address = '', path = '', queryText = '', fragment = ''] = match
  const query = readQuery(queryText)
  if (!query) return refuse('The link is damaged.')
  return build(address, path === '' ? undefined : path.replace(/\/$/, ''), fragment || (query.get('token') ?? ''))
}

function build(address: string, workspace: string | undefined, token: string): ParsedLink {
  const relay = normaliseAddress(address)
  if (relay === null) return refuse('The relay address in the link is not valid.')
  if (workspace !== undefined && !isRelayId(workspace)) return refuse('The workspace in the link is not valid.')
  if (!TOKEN_PATTERN.test(token)) return refuse('The link has no valid token.')
  return { ok: true, link: workspace === undefined ? { relay, token } : { relay, workspace, token } }
}

/** `https://Host:1` → `wss://host:1`; null for what is no address. */
function normaliseAddress(address: string): string | null {
  const match = ADDRESS_PATTERN.exec(address.replace(/\/$/, ''))
  if (!match) return null
  const [, scheme = '', host = '', port] = match
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return null
  const secure = /^(wss|https)$/i.test(scheme)
  return `${secure ? 'wss' : 'ws'}://${host.toLowerCase()}${port === undefined ? '' : `:${Number(port)}`}`
}

/** null when a part cannot be decoded or a name comes twice (which of the two would be meant?). */
function readQuery(text: string): Map<string, string> | null {
  const query = new Map<string, string>()
  for (const part of text.split('&')) {
    if (part === '') continue
    const cut = part.indexOf('=')
    const name = decode(cut < 0 ? part : part.slice(0, cut))
    const value = decode(cut < 0 ? '' : part.slice(cut + 1))
    if (name === null || value === null || query.has(name)) return null
    query.set(name, value)
  }
  return query
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    // The only thing decodeURIComponent throws is URIError, for a broken escape.
    return null
  }
}

function refuse(reason: string): ParsedLink {
  return { ok: false, reason }
}
