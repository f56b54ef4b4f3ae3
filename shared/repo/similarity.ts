/**
 * How alike two files are, as Git reckons it: the bytes of common lines (of at most 64 bytes each), against the larger
 * file. Order does not matter. (REN2 in docs/spec/repo-merge.md)
 */

export interface Pieces {
  readonly sizeBytes: number
  /** Bytes by piece. */
  readonly bytes: ReadonlyMap<string, number>
}

const PIECE_BYTES = 64
const LINE_END = 10
const CARRIAGE_RETURN = 13

export function piecesOf(content: Uint8Array): Pieces {
  const bytes = new Map<string, number>()
  const isText = !content.subarray(0, 8000).includes(0)
  let piece = ''
  for (let at = 0; at < content.length; at += 1) {
    const byte = content[at] ?? 0
    if (isText && byte === CARRIAGE_RETURN && content[at + 1] === LINE_END) continue
    piece += String.fromCharCode(byte)
    if (piece.length < PIECE_BYTES && byte !== LINE_END) continue
    bytes.set(piece, (bytes.get(piece) ?? 0) + piece.length)
    piece = ''
  }
  if (piece !== '') bytes.set(piece, (bytes.get(piece) ?? 0) + piece.length)
  return { sizeBytes: content.length, bytes }
}

/** From 0 to 1. */
export function similarity(a: Pieces, b: Pieces): number {
  const largest = Math.max(a.sizeBytes, b.sizeBytes)
  if (largest === 0) return 0
  let common = 0
  for (const [piece, count] of a.bytes) common += Math.min(count, b.bytes.get(piece) ?? 0)
  return common / largest
}
