/**
 * This window's replicas: one Y.Doc per open document, kept in step with the host over one frame channel.
 * They outlive the connection; what was edited meanwhile goes over when both sides have compared their states.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import {
  decodeFrame,
  encodeFrame,
  FRAME_CLOSE,
  FRAME_REFUSED,
  FRAME_STORED,
  FRAME_SYNC,
  PRESENCE_DOCUMENT,
} from '../../shared/sync/document-channel.ts'
import type { FrameChannel } from './host-link.ts'

export interface Replica {
  readonly id: string
  readonly doc: Y.Doc
  /** Once the document has arrived. Rejects where the host refuses it. */
  readonly whenSynced: Promise<void>
}

export interface Refusal {
  readonly document: string
  readonly code: string
  readonly message: string
}

export interface Replicas {
  open(id: string): Replica
  /** Edits of this window that are not in the host's database yet. */
  readonly pending: number
  onDidChangePending(listener: () => void): () => void
  /** The host does not take this window's edits. */
  onDidRefuse(listener: (refusal: Refusal) => void): () => void
  onPresenceFrame(listener: (message: Uint8Array) => void): void
  sendPresence(message: Uint8Array): void
  connect(channel: FrameChannel): void
  disconnect(): void
  /** Forgets all documents: another workspace is open. */
  clear(): void
}

interface Held extends Replica {
  sent: number
  stored: number
  /** Edits made without a connection. */
  unsent: number
  arrived: PromiseWithResolvers<void>
}

/** Never null: a null origin would be undone as one's own. */
const remoteOrigin = { kind: 'host' } as const
const messageSync = 0

export function createReplicas(): Replicas {
  const held = new Map<string, Held>()
  const pendingListeners = new Set<() => void>()
  const refusedListeners = new Set<(refusal: Refusal) => void>()
  let presenceListener: (message: Uint8Array) => void = () => {}
  let channel: FrameChannel | null = null

  function send(document: string, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder()
    write(encoder)
    channel?.send(encodeFrame({ kind: FRAME_SYNC, document, message: encoding.toUint8Array(encoder) }))
  }

  function changedPending(): void {
    for (const listener of pendingListeners) listener()
  }

  function begin(replica: Held): void {
    replica.sent = 0
    replica.stored = 0
    send(replica.id, encoder => {
      encoding.writeVarUint(encoder, messageSync)
      sync.writeSyncStep1(encoder, replica.doc)
    })
  }

  function make(id: string): Held {
    const doc = new Y.Doc()
    const arrived = Promise.withResolvers<void>()
    arrived.promise.catch(() => {})
    const replica: Held = { id, doc, whenSynced: arrived.promise, arrived, sent: 0, stored: 0, unsent: 0 }
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === remoteOrigin) return
      if (channel === null) replica.unsent += 1
      else {
        replica.sent += 1
        send(id, encoder => {
          encoding.writeVarUint(encoder, messageSync)
          sync.writeUpdate(encoder, update)
        })
      }
      changedPending()
    })
    return replica
  }

  function receiveSync(replica: Held, message: Uint8Array): void {
    const decoder = decoding.createDecoder(message)
    if (decoding.readVarUint(decoder) !== messageSync) return
    const answer = encoding.createEncoder()
    encoding.writeVarUint(answer, messageSync)
    const step = sync.readSyncMessage(decoder, answer, replica.doc, remoteOrigin)
    if (step === sync.messageYjsSyncStep1) {
      replica.sent += 1
      replica.unsent = 0
      channel?.send(encodeFrame({ kind: FRAME_SYNC, document: replica.id, message: encoding.toUint8Array(answer) }))
      changedPending()
    } else if (step === sync.messageYjsSyncStep2) replica.arrived.resolve()
  }

  function receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes)
    if (frame === null) return
    if (frame.document === PRESENCE_DOCUMENT) {
      if (frame.kind === FRAME_SYNC) presenceListener(frame.message)
      return
    }
    const replica = held.get(frame.document)
    if (replica === undefined) return
    switch (frame.kind) {
      case FRAME_SYNC:
        receiveSync(replica, frame.message)
        break
      case FRAME_STORED:
        replica.stored = frame.count
        changedPending()
        break
      case FRAME_REFUSED:
        replica.arrived.reject(new Error(frame.message))
        for (const listener of refusedListeners) listener(frame)
        break
      case FRAME_CLOSE:
        held.delete(frame.document)
        changedPending()
        break
    }
  }

  return {
    open(id) {
      const known = held.get(id)
      if (known !== undefined) return known
      const replica = make(id)
      held.set(id, replica)
      if (channel !== null) begin(replica)
      return replica
    },
    get pending() {
      let pending = 0
      for (const replica of held.values()) pending += Math.max(0, replica.sent - replica.stored) + replica.unsent
      return pending
    },
    onDidChangePending(listener) {
      pendingListeners.add(listener)
      return () => pendingListeners.delete(listener)
    },
    onDidRefuse(listener) {
      refusedListeners.add(listener)
      return () => refusedListeners.delete(listener)
    },
    onPresenceFrame(listener) {
      presenceListener = listener
    },
    sendPresence(message) {
      channel?.send(encodeFrame({ kind: FRAME_SYNC, document: PRESENCE_DOCUMENT, message }))
    },
    connect(opened) {
      channel = opened
      opened.onFrame(frame => {
        if (channel === opened) receive(frame)
      })
      for (const replica of held.values()) begin(replica)
    },
    disconnect() {
      channel = null
      // What the host has not confirmed may not have reached it.
      for (const replica of held.values()) {
        replica.unsent += Math.max(0, replica.sent - replica.stored)
        replica.sent = 0
        replica.stored = 0
      }
      changedPending()
    },
    clear() {
      for (const replica of held.values()) {
        channel?.send(encodeFrame({ kind: FRAME_CLOSE, document: replica.id }))
        replica.doc.destroy()
      }
      held.clear()
      changedPending()
    },
  }
}
