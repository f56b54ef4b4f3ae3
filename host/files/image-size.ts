/**
 * What an image is and how large, from its first bytes: PNG, JPEG, WebP, GIF, BMP and SVG. Null for anything else.
 * Formats: PNG spec 11.2.2, ITU T.81 B.2.2, WebP container spec, GIF89a 18, SVG 2 sections 7 and 8.
 */
export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** MIME type by content, or null. */
export function imageType(bytes: Uint8Array): string | null {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (text(bytes, 0, 4) === 'GIF8') return 'image/gif'
  if (text(bytes, 0, 2) === 'BM') return 'image/bmp'
  if (/<svg[\s>]/.test(text(bytes, 0, 4096))) return 'image/svg+xml'
  return null
}

export function imageSize(bytes: Uint8Array): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return sizeIn(view, bytes)
  } catch (error) {
    // A file that ends before its size.
    if (error instanceof RangeError) return null
    throw error
  }
}

function sizeIn(view: DataView, bytes: Uint8Array): ImageSize | null {
  switch (imageType(bytes)) {
    case 'image/png':
      return { width: view.getUint32(16), height: view.getUint32(20) }
    case 'image/gif':
      return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
    case 'image/bmp':
      return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) }
    case 'image/jpeg':
      return jpegSize(view)
    case 'image/webp':
      return webpSize(view, text(bytes, 12, 16))
    case 'image/svg+xml':
      return svgSize(text(bytes, 0, 4096))
    default:
      return null
  }
}

function jpegSize(view: DataView): ImageSize | null {
  let at = 2
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    // Start of frame, but for the tables DHT, JPG and DAC among them.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    }
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return null
}

function webpSize(view: DataView, chunk: string): ImageSize | null {
  if (chunk === 'VP8X') {
    const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1
    return { width: three(24), height: three(27) }
  }
  if (chunk === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (chunk !== 'VP8L') return null
  const bits = view.getUint32(21, true)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

function svgSize(source: string): ImageSize | null {
  const tag = /<svg[\s][^>]*>/.exec(source)?.[0] ?? ''
  const box = /\bviewBox\s*=\s*["']\s*[-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.e]+)[\s,]+([\d.e]+)/.exec(tag)
  const width = length(tag, 'width') ?? (box === null ? null : Number(box[1]))
  const height = length(tag, 'height') ?? (box === null ? null : Number(box[2]))
  return width === null || height === null ? null : { width, height }
}

/** Pixels; a percentage is no length. */
function length(tag: string, name: string): number | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*["']\\s*([\\d.]+)(?:px)?\\s*["']`).exec(tag)
  return match === null ? null : Number(match[1])
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte)
}

function text(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1')
}
