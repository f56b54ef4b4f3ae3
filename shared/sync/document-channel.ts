/**
 * Frames between a window and its host: all documents of a workspace over one WebSocket or MessagePort.
 *
 * A frame is lib0-encoded: varUint kind, varString document, then
 * - SYNC: one y-protocols message (varUint 0 sync | 1 awareness, …); opening a document = sending its SyncStep1;
 * - STORED (host to window): varUint count: so many of this window's updates are in the database now, counted since it
 *   opened the document on this connection. Each SYNC frame with a SyncStep2 or an Update is one, even an empty one;
 * - CLOSE: nothing; the sender no longer follows the document;
 * - REFUSED (host to window): varString code, varString message: the window's edits are not taken (read-only).
 *
 * Document `presence` carries only awareness, for the whole workspace.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export const FRAME_SYNC = 0
export const FRAME_STORED = 1
export const FRAME_CLOSE = 2
export const FRAME_REFUSED = 3

/** The awareness of the whole workspace: who is where. */
export const PRESENCE_DOCUMENT = 'presence'
/** Yjs document id of the repo tree. */
export const TREE_DOCUMENT = 'tree'

export type DocumentFrame =
  | { readonly kind: typeof FRAME_SYNC; readonly document: string; readonly message: Uint8Array }
  | { readonly kind: typeof FRAME_STORED; readonly document: string; readonly count: number }
  | { readonly kind: typeof FRAME_CLOSE; readonly document: string }
  | { readonly kind: typeof FRAME_REFUSED; readonly document: string; readonly code: string; readonly message: string }

export function encodeFrame(frame: DocumentFrame): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, frame.kind)
  encoding.writeVarString(encoder, frame.document)
  switch (frame.kind) {
    case FRAME_SYNC:
      encoding.writeUint8Array(encoder, frame.message)
      break
    case FRAME_STORED:
      encoding.writeVarUint(encoder, frame.count)
      break
    case FRAME_REFUSED:
      encoding.writeVarString(encoder, frame.code)
      encoding.writeVarString(encoder, frame.message)
      break
    case FRAME_CLOSE:
      break
  }
  return encoding.toUint8Array(encoder)
}

/** null for anything that is not a frame. */
export function decodeFrame(bytes: Uint8Array): DocumentFrame | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    const kind = decoding.readVarUint(decoder)
    const document = decoding.readVarString(decoder)
    switch (kind) {
      case FRAME_SYNC:
        return { kind, document, message: decoding.readTailAsUint8Array(decoder) }
      case FRAME_STORED:
        return { kind, document, count: decoding.readVarUint(decoder) }
      case FRAME_CLOSE:
        return { kind, document }
      case FRAME_REFUSED:
        return { kind, document, code: decoding.readVarString(decoder), message: decoding.readVarString(decoder) }
      default:
        return null
    }
  } catch {
    // Bytes from outside: anything unreadable is no frame.
    return null
  }
}
