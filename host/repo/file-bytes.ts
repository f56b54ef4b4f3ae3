/** The bytes of a file on one side of a comparison, piece by piece. */
import { AppError } from '../../shared/contract/errors.ts'
import type { RepoSide } from '../../shared/contract/repo-data.ts'
import { MEDIA_BYTES, MEDIA_PIECE_BYTES } from '../../shared/limits.ts'
import type { Repository } from '../git/engine.ts'
import { fileOf } from './file-difference.ts'

export interface BytesPiece {
  readonly base64: string
  readonly total: number
  /** Where the next piece begins; null after the last. */
  readonly next: number | null
}

/** Null where that side has no such file. Throws AppError TOO_LARGE for what is not shown. */
export async function fileBytes(
  repository: Repository,
  side: RepoSide,
  path: string,
  offset: number,
): Promise<BytesPiece | null> {
  const file = await fileOf(repository, side, path)
  if (file === null) return null
  const { bytes } = file
  if (bytes.length > MEDIA_BYTES) {
    throw new AppError('TOO_LARGE', `Files over ${MEDIA_BYTES / 1024 / 1024} MB are not shown here.`)
  }
  const end = Math.min(bytes.length, offset + MEDIA_PIECE_BYTES)
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset + offset, Math.max(0, end - offset)).toString('base64')
  return { base64, total: bytes.length, next: end < bytes.length ? end : null }
}
