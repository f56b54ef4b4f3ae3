/** `/<workspace>/blobs/<sha256>`: PUT, HEAD and GET of files by hash, whole or in parts (REL30 to REL34). */
import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { assertNever } from '../shared/assert-never.ts'
import type { BlobStore, PutResult } from './blob-store.ts'
import { answer, type HttpCall } from './http.ts'
import type { RelayLimits } from './limits.ts'

const HASH = /^[0-9a-f]{64}$/

export function createBlobRoutes(deps: {
  blobs: BlobStore
  limits: RelayLimits
}): (call: HttpCall, hash: string | null) => Promise<void> {
  const { blobs, limits } = deps
  const uploads = new Map<string, number>()

  async function put({ request, response, workspace, principal }: HttpCall, hash: string): Promise<void> {
    if (principal.rights !== 'write') {
      answer(response, 403, { code: 'read-only' })
      return
    }
    const range = readContentRange(request.headers['content-range'])
    if (range === 'bad') {
      answer(response, 400, { code: 'bad-range' })
      return
    }
    const length = request.headers['content-length']
    const total = range === null ? (length === undefined ? null : Number(length)) : range.total
    const address = request.socket.remoteAddress ?? ''
    const running = uploads.get(address) ?? 0
    if (running >= limits.blobUploadsPerAddress) {
      answer(response, 429, { code: 'too-many-uploads' })
      return
    }
    uploads.set(address, running + 1)
    request.setTimeout(limits.uploadIdleMs, () => request.destroy())
    try {
      answerPut(response, await blobs.put(workspace, hash, request, { start: range?.start ?? 0, total }))
    } finally {
      const left = (uploads.get(address) ?? 1) - 1
      if (left > 0) uploads.set(address, left)
      else uploads.delete(address)
    }
  }

  async function get({ request, response, url, workspace }: HttpCall, hash: string): Promise<void> {
    const size = await blobs.size(workspace, hash)
    if (request.method === 'HEAD' && url.searchParams.has('partial')) {
      const offset = size ?? (await blobs.partialSize(workspace, hash))
      response.writeHead(200, { 'upload-offset': offset, 'upload-complete': size === null ? '?0' : '?1' }).end()
      return
    }
    if (size === null) {
      answer(response, 404, { code: 'not-found' })
      return
    }
    const headers = {
      'content-type': 'application/octet-stream',
      'accept-ranges': 'bytes',
      etag: `"${hash}"`,
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    }
    const range = readRange(request.headers.range, size)
    if (range === 'unsatisfiable') {
      answer(response, 416, { code: 'bad-range' }, { 'content-range': `bytes */${size}` })
      return
    }
    const sent = range === null ? size : range.end - range.start + 1
    response.writeHead(range === null ? 200 : 206, {
      ...headers,
      'content-length': sent,
      ...(range === null ? {} : { 'content-range': `bytes ${range.start}-${range.end}/${size}` }),
    })
    if (request.method === 'HEAD') response.end()
    else await pipeline(blobs.read(workspace, hash, range), response)
  }

  return async (call, hash) => {
    if (hash === null || !HASH.test(hash)) answer(call.response, 404, { code: 'not-found' })
    else if (call.request.method === 'PUT') await put(call, hash)
    else if (call.request.method === 'GET' || call.request.method === 'HEAD') await get(call, hash)
    else answer(call.response, 405, { code: 'method-not-allowed' })
  }
}

function answerPut(response: ServerResponse, result: PutResult): void {
  const [status, body, headers] = describePut(result)
  answer(response, status, body, headers)
}

function describePut(result: PutResult): [status: number, body: object, headers?: Record<string, number>] {
  switch (result.kind) {
    case 'stored':
      return [201, { stored: true }]
    case 'exists':
      return [200, { stored: true }]
    case 'partial':
      return [202, { stored: false }, { 'upload-offset': result.offset }]
    case 'wrong-offset':
      return [409, { code: 'wrong-offset' }, { 'upload-offset': result.offset }]
    case 'wrong-hash':
      return [422, { code: 'wrong-hash' }]
    case 'busy':
      return [409, { code: 'busy' }]
    case 'too-large':
      return [413, { code: 'too-large' }]
    case 'no-space':
      return [507, { code: 'no-space' }]
    default:
      return assertNever(result)
  }
}

/** `bytes START-END/TOTAL`; END is checked by what arrives. */
function readContentRange(header: string | undefined): { start: number; total: number } | null | 'bad' {
  if (header === undefined) return null
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(header)
  if (!match) return 'bad'
  const [start, end, total] = match.slice(1).map(Number) as [number, number, number]
  return start <= end && end < total ? { start, total } : 'bad'
}

/** One range, as RFC 9110 has it; anything else means the whole. */
export function readRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | null | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return null
  const first = match[1] === '' ? null : Number(match[1])
  const last = match[2] === '' ? null : Number(match[2])
  const start = first ?? Math.max(0, size - (last ?? 0))
  const end = first === null ? size - 1 : Math.min(last ?? size - 1, size - 1)
  return start > end || start >= size ? 'unsatisfiable' : { start, end }
}
