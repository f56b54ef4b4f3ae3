/**
 * The documents of the workspace for windows: y-protocols sync for each, multiplexed (shared/sync/document-channel.ts),
 * over whatever carries bytes both ways.
 *
 *     const connection = channel.connect({ send, close }, caller)
 *     connection.receive(bytes)
 *
 * An edit is passed on to the other windows as it is applied, and counted as STORED once its transaction committed.
 * Anything that is not a frame of ours ends the connection: a window that speaks nonsense has lost the thread, and gets
 * everything again when it comes back.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { type AppError, isAppError } from '../../shared/contract/errors.ts'
import {
  type DocumentFrame,
  decodeFrame,
  encodeFrame,
  FRAME_CLOSE,
  FRAME_REFUSED,
  FRAME_STORED,
  FRAME_SYNC,
  PRESENCE_DOCUMENT,
} from '../../shared/sync/document-channel.ts'
import type { Caller } from '../api/caller.ts'
import type { Documents, HostDocument, UpdateOrigin } from '../documents/documents.ts'
import type { PresenceHub, PresencePeer } from './presence-hub.ts'

/** Where frames go: a WebSocket or a MessagePort. */
export interface DocumentPeer {
  send(frame: Uint8Array<ArrayBuffer>): void
  /** Ends the connection; `connection.dispose()` is to follow. */
  close(code: number, reason: string): void
}

export interface DocumentConnection extends Disposable {
  receive(bytes: Uint8Array): void
}

export interface DocumentChannel extends Disposable {
  connect(peer: DocumentPeer, caller: Caller): DocumentConnection
  /** The workspace changed: nobody follows the old one's documents any more. */
  reset(): void
}

interface Deps {
  /** Null while no workspace is open. */
  readonly documents: () => Documents | null
  /** False where the workspace is shared with us to look at. */
  readonly canWrite: () => boolean
  readonly presence: PresenceHub
  readonly log: { warn(data: object, message: string): void }
}

/** WebSocket close codes of the channel. */
export const CLOSE_MALFORMED = 4400
export const CLOSE_FAILED = 1011

const messageSync = 0
const messageAwareness = 1
const messageQueryAwareness = 3
const syncStep1 = 0
const syncStep2 = 1
const syncUpdate = 2

export function createDocumentChannel(deps: Deps): DocumentChannel {
  const connections = new Set<ReturnType<typeof createConnection>>()
  let lastConnection = 0
  return {
    connect(peer, caller) {
      lastConnection += 1
      const connection = createConnection(deps, peer, caller, lastConnection)
      connections.add(connection)
      return {
        receive: connection.receive,
        [Symbol.dispose]() {
          connections.delete(connection)
          connection.dispose()
        },
      }
    },
    reset() {
      for (const connection of connections) connection.reset()
    },
    [Symbol.dispose]() {
      for (const connection of connections) connection.dispose()
      connections.clear()
    },
  }
}

/** One document that a window follows. Frames of one document are handled in order. */
interface Followed {
  queue: Promise<void>
  document: HostDocument | null
  /** Update frames of this window that are durable. */
  stored: number
  isReporting: boolean
  isClosed: boolean
  stop: () => void
}

function createConnection(
  { documents, canWrite, presence, log }: Deps,
  peer: DocumentPeer,
  caller: Caller,
  id: number,
) {
  const followed = new Map<string, Followed>()
  const self: PresencePeer = { isRelay: false }
  let presenceListener: Disposable | null = null
  let isDisposed = false

  function send(frame: DocumentFrame): void {
    if (!isDisposed) peer.send(encodeFrame(frame))
  }

  function sendSync(document: string, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder()
    write(encoder)
    send({ kind: FRAME_SYNC, document, message: encoding.toUint8Array(encoder) })
  }

  function malformed(reason: string): void {
    log.warn({ caller: caller.id, reason }, 'a window sent a malformed frame')
    peer.close(CLOSE_MALFORMED, reason)
  }

  function receive(bytes: Uint8Array): void {
    if (isDisposed) return
    const frame = decodeFrame(bytes)
    if (frame === null) {
      malformed('not a frame')
      return
    }
    if (frame.kind === FRAME_CLOSE) {
      forget(frame.document)
      return
    }
    if (frame.kind !== FRAME_SYNC) {
      malformed('not for the host')
      return
    }
    if (frame.document === PRESENCE_DOCUMENT) {
      receivePresence(frame.message)
      return
    }
    const entry = follow(frame.document)
    entry.queue = entry.queue.then(() => receiveSync(frame.document, entry, frame.message)).catch(fail)
  }

  function fail(error: unknown): void {
    if (isDisposed) return
    log.warn({ caller: caller.id, error }, 'a window could not be served')
    peer.close(CLOSE_FAILED, 'failed')
  }

  function follow(document: string): Followed {
    const known = followed.get(document)
    if (known !== undefined) return known
    const entry: Followed = {
      queue: Promise.resolve(),
      document: null,
      stored: 0,
      isReporting: false,
      isClosed: false,
      stop: () => {},
    }
    followed.set(document, entry)
    entry.queue = open(document, entry).catch(error => {
      if (!isAppError(error)) throw error
      refuse(document, entry, error)
    })
    return entry
  }

  async function open(document: string, entry: Followed): Promise<void> {
    const source = documents()
    if (source === null || !source.has(document)) return refuse(document, entry, notFound)
    const opened = await source.open(document)
    if (entry.isClosed) return opened[Symbol.dispose]()
    const onUpdate = (update: Uint8Array, origin: unknown) => {
      if (!isFrom(origin, id)) sendSync(document, encoder => writeUpdate(encoder, syncUpdate, update))
    }
    opened.doc.on('update', onUpdate)
    entry.document = opened
    entry.stop = () => {
      opened.doc.off('update', onUpdate)
      opened[Symbol.dispose]()
    }
    // What this window has and the host has not (edits made while the host was away) comes back as its SyncStep2.
    sendSync(document, encoder => {
      encoding.writeVarUint(encoder, messageSync)
      encoding.writeVarUint(encoder, syncStep1)
      encoding.writeVarUint8Array(encoder, Y.encodeStateVector(opened.doc))
    })
  }

  async function receiveSync(document: string, entry: Followed, message: Uint8Array): Promise<void> {
    const opened = entry.document
    if (opened === null || entry.isClosed || isDisposed) return
    const parsed = readMessage(message)
    if (parsed === null) return malformed('not a sync message')
    if (parsed.type === messageAwareness || parsed.type === messageQueryAwareness) return
    if (parsed.step === syncStep1) {
      const update = stateAfter(opened.doc, parsed.content)
      if (update === null) return malformed('not a state vector')
      sendSync(document, encoder => writeUpdate(encoder, syncStep2, update))
      return
    }
    if (isEmptyUpdate(parsed.content)) return storedOne(document, entry)
    if (!caller.capabilities.has('edit') || !canWrite()) return receiveReadOnly(document, entry, parsed.content)
    const origin: UpdateOrigin = { kind: 'window', connection: id }
    // Not awaited: the next frame is applied at once, and one transaction of the database holds them both.
    opened.apply(parsed.content, origin).then(
      () => storedOne(document, entry),
      error => {
        if (!isAppError(error)) return fail(error)
        if (error.code === 'BAD_REQUEST') return malformed('not an update')
        refuse(document, null, error)
      },
    )
  }

  /** An answer to our SyncStep1 repeats every delete it knows: only what is new is an edit. */
  function receiveReadOnly(document: string, entry: Followed, update: Uint8Array): void {
    const opened = entry.document
    if (opened === null) return
    const isKnown = contains(opened.doc, update)
    if (isKnown === null) malformed('not an update')
    else if (isKnown) storedOne(document, entry)
    else refuse(document, null, readOnly)
  }

  function storedOne(document: string, entry: Followed): void {
    entry.stored += 1
    if (entry.isReporting) return
    entry.isReporting = true
    setImmediate(() => {
      entry.isReporting = false
      if (!entry.isClosed) send({ kind: FRAME_STORED, document, count: entry.stored })
    })
  }

  /** With `entry`: the document is not followed after this. */
  function refuse(document: string, entry: Followed | null, error: Pick<AppError, 'code' | 'message'>): void {
    send({ kind: FRAME_REFUSED, document, code: error.code, message: error.message })
    if (entry !== null) forget(document)
  }

  function forget(document: string): void {
    const entry = followed.get(document)
    if (entry === undefined) return
    followed.delete(document)
    entry.isClosed = true
    entry.stop()
  }

  function receivePresence(message: Uint8Array): void {
    if (presenceListener === null) {
      presenceListener = presence.onDidChange(change => sendPresence(change.updateFor(self)))
      sendPresence(presence.others(self))
    }
    const parsed = readMessage(message)
    if (parsed === null) {
      malformed('not presence')
      return
    }
    if (parsed.type !== messageAwareness) return
    try {
      presence.apply(parsed.content, self)
    } catch (error) {
      if (error instanceof RangeError) {
        malformed('not presence')
        return
      }
      throw error
    }
  }

  function sendPresence(update: Uint8Array | null): void {
    if (update === null) return
    sendSync(PRESENCE_DOCUMENT, encoder => {
      encoding.writeVarUint(encoder, messageAwareness)
      encoding.writeVarUint8Array(encoder, update)
    })
  }

  return {
    receive,
    reset() {
      for (const document of [...followed.keys()]) {
        forget(document)
        send({ kind: FRAME_CLOSE, document })
      }
    },
    dispose() {
      isDisposed = true
      for (const document of [...followed.keys()]) forget(document)
      presenceListener?.[Symbol.dispose]()
      presence.leave(self)
    },
  }
}

const notFound = { code: 'NOT_FOUND', message: 'This document is not in the workspace.' } as const
const readOnly = { code: 'READ_ONLY', message: 'You can look at this workspace, but not change it.' } as const

type Message =
  | { readonly type: typeof messageSync; readonly step: number; readonly content: Uint8Array }
  | { readonly type: typeof messageAwareness; readonly content: Uint8Array }
  | { readonly type: typeof messageQueryAwareness }

/** One y-protocols message; null for anything else. */
function readMessage(bytes: Uint8Array): Message | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(decoder)
    if (type === messageQueryAwareness) return { type }
    if (type === messageAwareness) return { type, content: decoding.readVarUint8Array(decoder) }
    if (type !== messageSync) return null
    const step = decoding.readVarUint(decoder)
    return step > syncUpdate ? null : { type, step, content: decoding.readVarUint8Array(decoder) }
  } catch {
    // Bytes from outside: anything unreadable is no message.
    return null
  }
}

function writeUpdate(encoder: encoding.Encoder, step: number, update: Uint8Array): void {
  encoding.writeVarUint(encoder, messageSync)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, update)
}

function stateAfter(doc: Y.Doc, stateVector: Uint8Array): Uint8Array | null {
  try {
    Y.decodeStateVector(stateVector)
  } catch {
    // Bytes from outside.
    return null
  }
  return Y.encodeStateAsUpdate(doc, stateVector)
}

/** Whether all of an update is in the document; null for bytes that are none. */
function contains(doc: Y.Doc, update: Uint8Array): boolean | null {
  try {
    Y.decodeUpdate(update)
  } catch {
    // Bytes from outside.
    return null
  }
  return Y.snapshotContainsUpdate(Y.snapshot(doc), update)
}

/** No structs, nothing deleted. */
function isEmptyUpdate(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0
}

function isFrom(origin: unknown, connection: number): boolean {
  if (typeof origin !== 'object' || origin === null || !('kind' in origin)) return false
  return origin.kind === 'window' && 'connection' in origin && origin.connection === connection
}
