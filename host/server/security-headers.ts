/** What the page may load and do, and what other pages may do with it. */
import { ownNames } from './own-address.ts'

/** Of the page that this host serves. WebSocket addresses are spelt out, for Safari does not count them as 'self'. */
export function contentSecurityPolicy(port: number, nonce: string): string {
  // A policy cannot name an IPv6 address; there 'self' has to do.
  const names = ownNames(port).filter(name => !name.startsWith('['))
  return pagePolicy(
    nonce,
    names.map(name => `ws://${name}`),
  )
}

/**
 * `nonce` is for the few style elements that the widget library adds by itself; scripts have none: only files of the
 * page's own origin run. `sockets` is what it may connect to beside that origin.
 */
export function pagePolicy(nonce: string, sockets: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Set by scripts through the DOM, as every virtualised list does; cannot run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    'media-src blob:',
    "font-src 'self'",
    ['connect-src', "'self'", ...sockets].join(' '),
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** On every answer. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}
