/**
 * The page, under an origin of its own: `weft-app://page/`. Not `file://`, which would give it the whole disk, and not
 * the host's port, which other programs of this computer can reach.
 */

import { commonHeaders, pagePolicy } from '../host/server/security-headers.ts'
import { readPageFile } from '../host/server/static-files.ts'
import type { Electron } from './electron-module.ts'

const scheme = 'weft-app'
export const pageOrigin = `${scheme}://page`
export const pageUrl = `${pageOrigin}/`

/** Before the app is ready, or it has no effect. */
export function registerPageScheme({ protocol }: Pick<Electron, 'protocol'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

interface Deps {
  readonly electron: Pick<Electron, 'protocol'>
  /** Of the built page. */
  readonly folder: string
  readonly random: (bytes: number) => Uint8Array
}

/** Once the app is ready. */
export function servePage({ electron, folder, random }: Deps): void {
  electron.protocol.handle(scheme, async request => {
    const { host, pathname } = new URL(request.url)
    if (host !== 'page') return plain(404, 'Not here.')
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only GET.')
    const nonce = Buffer.from(random(16)).toString('base64')
    const file = await readPageFile(folder, pathname, nonce)
    if (file === null)
      return plain(404, pathname === '/' ? 'The editor is not built yet. Run: npm run build' : 'Not here.')
    const headers = new Headers({
      ...commonHeaders,
      'Content-Type': file.contentType,
      'Cache-Control': file.cacheControl,
    })
    // The page reaches the host through its ports: there is nothing else to connect to.
    if (file.isDocument) headers.set('Content-Security-Policy', pagePolicy(nonce, []))
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(file.body), { headers })
  })
}

export function isPage(url: string): boolean {
  return url === pageUrl || url.startsWith(`${pageUrl}#`) || url.startsWith(`${pageUrl}?`)
}

function plain(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { ...commonHeaders, 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
