/**
 * The built page, from `dist/renderer`. Only files below that folder, found by their real path; only GET and HEAD.
 * Files in `assets/` carry a hash of their content in their name and may be kept for ever.
 */
import { readFile, realpath, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { contentSecurityPolicy } from './security-headers.ts'

interface Deps {
  /** Absolute; need not exist yet. */
  readonly folder: string
  readonly port: () => number
  readonly random: (bytes: number) => Uint8Array
}

export type StaticFiles = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>

export function createStaticFiles({ folder, port, random }: Deps): StaticFiles {
  return async (request, response, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405, 'Only GET.')
    const nonce = Buffer.from(random(16)).toString('base64')
    const file = await readPageFile(folder, path, nonce)
    if (file === null) {
      return path === '/'
        ? plain(response, 503, 'The editor is not built yet. Run: npm run build')
        : plain(response, 404, 'Not here.')
    }
    const { body } = file
    response.setHeader('Content-Type', file.contentType)
    if (file.isDocument) response.setHeader('Content-Security-Policy', contentSecurityPolicy(port(), nonce))
    response.setHeader('Cache-Control', file.cacheControl)
    response.setHeader('Content-Length', body.length)
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

export interface PageFile {
  readonly body: Buffer
  readonly contentType: string
  /** Needs the content security policy with the nonce given. */
  readonly isDocument: boolean
  readonly cacheControl: string
}

/** A file of the built page by the path of its URL, `/` for the page; null for anything that is none. */
export async function readPageFile(folder: string, path: string, nonce: string): Promise<PageFile | null> {
  const file = await find(folder, path === '/' ? '/index.html' : path)
  if (file === null) return null
  const body = await readFile(file)
  const isDocument = extname(file) === '.html'
  return {
    body: isDocument ? withNonce(body, nonce) : body,
    contentType: types.get(extname(file)) ?? 'application/octet-stream',
    isDocument,
    cacheControl: path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
  }
}

const types = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.map', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.webp', 'image/webp'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  ['.wasm', 'application/wasm'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json'],
])

/** Null for anything that is no file below `folder`, links followed. */
async function find(folder: string, path: string): Promise<string | null> {
  const name = decode(path)
  if (name === null || /[\0\\]/.test(name) || name.split('/').some(part => part === '..' || part.startsWith('.'))) {
    return null
  }
  try {
    const root = await realpath(folder)
    const file = await realpath(join(root, name))
    return file.startsWith(root + sep) && (await stat(file)).isFile() ? file : null
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    // A lone % and the like: not a name of ours.
    return null
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

/** The widget library reads the nonce for its style elements from here. */
function withNonce(html: Buffer, nonce: string): Buffer {
  const meta = `<meta property="csp-nonce" nonce="${nonce}" content="${nonce}">`
  return Buffer.from(html.toString('utf8').replace(/<head[^>]*>/, head => head + meta))
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(`${text}\n`)
}
