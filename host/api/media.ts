import { AppError } from '../../shared/contract/errors.ts'
import type { MediaFacts } from '../../shared/contract/media.ts'
import { MEDIA_BYTES, MEDIA_PIECE_BYTES } from '../../shared/limits.ts'
import { imageSize, imageType } from '../files/image-size.ts'
import { projectPath } from '../files/safe-path.ts'
import type { ApiHost } from './api-host.ts'
import { procedureFor } from './procedures.ts'

export function mediaProcedures(host: ApiHost) {
  const read = procedureFor('read').media
  return {
    facts: read.facts.handler(({ input: { path } }) => factsOf(host, path)),
    read: read.read.handler(async ({ input: { hash, offset } }) => {
      const bytes = await host.workspace().blob(hash)
      if (bytes === undefined) throw new AppError('NOT_FOUND', 'This file has not arrived yet.')
      if (bytes.length > MEDIA_BYTES) {
        throw new AppError('TOO_LARGE', `Files over ${MEDIA_BYTES / 1024 / 1024} MB are not shown here.`)
      }
      const end = Math.min(bytes.length, offset + MEDIA_PIECE_BYTES)
      const base64 = Buffer.from(bytes.subarray(offset, end)).toString('base64')
      return { base64, total: bytes.length, next: end < bytes.length ? end : null }
    }),
  }
}

async function factsOf(host: ApiHost, path: string): Promise<MediaFacts> {
  const workspace = host.workspace()
  const entry = workspace.tree.byPath(projectPath(path))
  if (entry?.hash == null) throw new AppError('NOT_FOUND', 'This file is not in the project.', { path })
  const { hash, sizeBytes, contested } = entry
  const own = await lookInto(host, hash)
  const others = await Promise.all(
    contested.map(async each => {
      const { isHere, mime } = await lookInto(host, each.hash)
      return { hash: each.hash, sizeBytes: each.sizeBytes, isHere, mime }
    }),
  )
  await host.search().whenRead()
  const usedBy = host.search().graph().files.get(path)?.usedBy ?? []
  return { path, hash, sizeBytes, ...own, others, usedBy: [...new Set(usedBy.map(use => use.path))] }
}

async function lookInto(host: ApiHost, hash: string): Promise<Pick<MediaFacts, 'isHere' | 'mime' | 'pixels'>> {
  const bytes = await host.workspace().blob(hash)
  if (bytes === undefined) return { isHere: false, mime: null, pixels: null }
  return { isHere: true, mime: imageType(bytes) ?? soundType(bytes), pixels: imageSize(bytes) }
}

/** WAV, Ogg and MP3 by their first bytes; null for anything else. */
function soundType(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (start.startsWith('RIFF') && start.slice(8) === 'WAVE') return 'audio/wav'
  if (start.startsWith('OggS')) return 'audio/ogg'
  const isFrame = bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2
  return start.startsWith('ID3') || isFrame ? 'audio/mpeg' : null
}
