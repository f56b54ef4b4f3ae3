/**
 * Bytes by sha-256 to and from the relay, over HTTP. Both ways go on where a cut left them; what arrives is believed
 * only if its hash is right.
 */
import { createHash } from 'node:crypto'
import { AppError } from '../../shared/contract/errors.ts'
import type { WorkspaceLink } from './relay-connection.ts'

export interface BlobTransfer {
  /** Does nothing where the relay has it. Throws AppError RELAY, or the signal's reason. */
  upload(hash: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>
  /** Undefined where the relay has not got it (yet). `onProgress` gets the bytes that arrived since the last call. */
  download(hash: string, signal: AbortSignal, onProgress: (bytes: number) => void): Promise<Uint8Array | undefined>
}

interface RequestOptions {
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A cut in the middle is picked up this often before the transfer counts as failed. */
const resumptions = 5
/** Downloads that were cut and whose bytes wait in memory: as many as run at once. */
const PARTIAL_KEPT = 4

export function createBlobTransfer(link: WorkspaceLink, fetchUrl: typeof fetch = fetch): BlobTransfer {
  const base = `${httpAddress(link.relay)}/${encodeURIComponent(link.workspace)}/blobs`
  const partial = new Map<string, Uint8Array[]>()
  const authorization = `Bearer ${link.token}`

  function request(hash: string, init: Omit<RequestInit, 'headers'>, options: RequestOptions = {}): Promise<Response> {
    const headers = { ...options.headers, authorization }
    return fetchUrl(`${base}/${hash}${options.query ?? ''}`, { ...init, headers })
  }

  /** The connection may be away for long: the next call goes on from here. */
  function keep(hash: string, parts: Uint8Array[]): void {
    partial.set(hash, parts)
    for (const [oldest] of partial) if (partial.size > PARTIAL_KEPT) partial.delete(oldest)
  }

  async function uploadedBytes(hash: string, signal: AbortSignal): Promise<number | 'all'> {
    const response = await request(hash, { method: 'HEAD', signal }, { query: '?partial' })
    if (response.headers.get('upload-complete') === '?1') return 'all'
    return Number(response.headers.get('upload-offset') ?? 0)
  }

  return {
    async upload(hash, bytes, signal) {
      for (let attempt = 0; ; attempt += 1) {
        try {
          const offset = await uploadedBytes(hash, signal)
          if (offset === 'all') return
          const rest = bytes.slice(offset)
          const range = { 'content-range': `bytes ${offset}-${bytes.length - 1}/${bytes.length}` }
          const response = await request(
            hash,
            { method: 'PUT', body: rest, signal },
            offset > 0 ? { headers: range } : {},
          )
          if (response.ok) return
          throw await refused(response)
        } catch (error) {
          if (!isCut(error) || attempt >= resumptions) throw asRelayError(error, signal)
        }
      }
    },
    async download(hash, signal, onProgress) {
      const kept = partial.get(hash)
      let parts: Uint8Array[] = kept ?? []
      let received = parts.reduce((sum, part) => sum + part.length, 0)
      partial.delete(hash)
      if (received > 0) onProgress(received)
      for (let attempt = 0; ; attempt += 1) {
        try {
          const options = received > 0 ? { headers: { range: `bytes=${received}-` } } : {}
          const response = await request(hash, { signal }, options)
          if (response.status === 404) return undefined
          if (!response.ok || response.body === null) throw await refused(response)
          if (received > 0 && response.status !== 206) {
            onProgress(-received)
            parts = []
            received = 0
          }
          for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
            parts.push(part)
            received += part.length
            onProgress(part.length)
          }
          break
        } catch (error) {
          if (isCut(error) && attempt < resumptions && !signal.aborted) continue
          if (received > 0) keep(hash, parts)
          throw asRelayError(error, signal)
        }
      }
      const bytes = Buffer.concat(parts)
      if (createHash('sha256').update(bytes).digest('hex') !== hash) {
        throw new AppError('RELAY', 'The relay sent other bytes than it was asked for.', { hash })
      }
      return bytes
    },
  }
}

/** `ws://host` → `http://host`. */
export function httpAddress(relay: string): string {
  return relay.replace(/^ws/, 'http')
}

async function refused(response: Response): Promise<AppError> {
  const text = (await response.text().catch(() => '')).slice(0, 200)
  return new AppError('RELAY', `The relay answered ${response.status}.`, { status: response.status, text })
}

/** fetch says a network failure with a TypeError, and the end of a body too early likewise. */
function isCut(error: unknown): boolean {
  return error instanceof TypeError
}

function asRelayError(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted || !isCut(error)) return error
  return new AppError('RELAY', 'The connection to the relay was cut.', {}, { cause: error })
}
