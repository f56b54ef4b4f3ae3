/** A window's end of one document of a host, without the window: y-protocols sync over the document channel. */
import { once } from 'node:events'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { decodeFrame, encodeFrame, FRAME_SYNC } from '../../../shared/sync/document-channel.ts'

export interface FollowedDocument extends AsyncDisposable {
  /** In step with the host: what is edited here is sent at once. */
  readonly doc: Y.Doc
}

const messageSync = 0
const fromHost = { kind: 'host' } as const

/** Resolves once the document has arrived whole. */
export async function followDocument(from: {
  readonly origin: string
  readonly token: string
  readonly document: string
}): Promise<FollowedDocument> {
  const { origin, token, document } = from
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/api/documents`)
  await once(socket, 'open')
  socket.send(JSON.stringify({ token }))
  await once(socket, 'message')
  const doc = new Y.Doc()

  function send(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, messageSync)
    write(encoder)
    socket.send(encodeFrame({ kind: FRAME_SYNC, document, message: encoding.toUint8Array(encoder) }))
  }

  const arrived = new Promise<void>(resolve => {
    socket.on('message', (data: Buffer) => {
      const frame = decodeFrame(data)
      if (frame?.kind !== FRAME_SYNC || frame.document !== document) return
      const decoder = decoding.createDecoder(frame.message)
      if (decoding.readVarUint(decoder) !== messageSync) return
      const answer = encoding.createEncoder()
      const step = sync.readSyncMessage(decoder, answer, doc, fromHost)
      if (step === sync.messageYjsSyncStep1)
        send(encoder => encoding.writeUint8Array(encoder, encoding.toUint8Array(answer)))
      else if (step === sync.messageYjsSyncStep2) resolve()
    })
  })
  doc.on('update', (update: Uint8Array, by: unknown) => {
    if (by !== fromHost) send(encoder => sync.writeUpdate(encoder, update))
  })
  send(encoder => sync.writeSyncStep1(encoder, doc))
  await arrived
  return {
    doc,
    async [Symbol.asyncDispose]() {
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
}
