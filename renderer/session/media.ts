/** Bytes of a file as something that the page can show or play: fetched in pieces, with how far it is. */
import type { ApiClient } from './host-link.ts'

/** Throws AppError NOT_FOUND while the bytes are not here, TOO_LARGE, or the signal's reason. */
export async function loadBlob(
  api: ApiClient,
  { hash, mime }: { readonly hash: string; readonly mime: string },
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let offset: number | null = 0
  while (offset !== null) {
    const piece: { base64: string; total: number; next: number | null } = await api.media.read(
      { hash, offset },
      { signal },
    )
    parts.push(Uint8Array.from(atob(piece.base64), letter => letter.charCodeAt(0)))
    onProgress(piece.next ?? piece.total, piece.total)
    offset = piece.next
  }
  return new Blob(parts, { type: mime })
}
