/** Bytes of a file that is over, as what they are: text, a scene, an image, or only bytes. */
import type { ContentThen } from '../../shared/contract/time-travel.ts'
import { MEDIA_BYTES } from '../../shared/limits.ts'
import { decodeText } from '../../shared/scene/codec/encoding.ts'
import { imageType } from '../files/image-size.ts'

/** `path`: its ending says whether it is a scene. */
export function decodeContent(bytes: Uint8Array, path: string): ContentThen {
  const isScene = /\.t(?:scn|res)$/.test(path)
  const decoded = bytes.includes(0) ? null : decodeText(bytes)
  if (decoded?.ok !== true) return bytesContent(bytes)
  return { kind: 'text', isScene, text: decoded.value, ids: null }
}

export function bytesContent(bytes: Uint8Array): ContentThen {
  const sizeBytes = bytes.length
  if (sizeBytes > MEDIA_BYTES) return { kind: 'tooLarge', sizeBytes }
  return { kind: 'bytes', mime: imageType(bytes), sizeBytes, base64: Buffer.from(bytes).toString('base64') }
}
