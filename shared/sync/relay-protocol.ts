/**
 * Frames between a host and its relay: every document of a workspace over one WebSocket (`docs/spec/relay.md`).
 *
 * A frame is lib0-encoded: varUint kind, then its fields. Decoding hostile bytes gives a fault and never throws;
 * what a FRAME or PUSH carries is left alone here (`bytes` are views on the input, not copies).
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** WebSocket subprotocol of a multiplexed connection. */
export const RELAY_SUBPROTOCOL = 'weft.1'

export const KIND_HELLO = 0
export const KIND_FRAME = 1
export const KIND_PUSH = 2
export const KIND_ACK = 3
export const KIND_NACK = 4
export const KIND_LEAVE = 5

/** WebSocket close codes. 44xx: asking again in the same way cannot help. */
export const CLOSE = {
  goingAway: 1001,
  tryLater: 1013,
  badToken: 4401,
  wrongWorkspace: 4403,
  helloTimeout: 4408,
  expired: 4409,
  tooLarge: 4413,
  tooFast: 4429,
} as const

export const NACK_CODES = [
  'gap',
  'forged-clock',
  'oversize',
  'read-only',
  'rate',
  'malformed',
  'room-full',
  'store-failed',
] as const
/** `store-failed`: the relay could not write (disk full, say); the update changed nothing, push it again later. */
export type NackCode = (typeof NACK_CODES)[number]

export const PROTOCOL_BOUNDS = { tokenChars: 512, labelChars: 120, messageChars: 1000, welcomeChars: 4000 } as const

const ID_PATTERN = /^[A-Za-z0-9_.-]{1,128}$/

/** Document and workspace ids, which are also path segments: so neither `.` nor `..`. */
export function isRelayId(text: string): boolean {
  return ID_PATTERN.test(text) && text !== '.' && text !== '..'
}

export interface Welcome {
  readonly rights: 'read' | 'write'
  readonly maxUpdateBytes: number
  /** Version of the relay, for people. */
  readonly relay: string
}

export type ClientFrame =
  | { readonly kind: 'hello'; readonly token: string; readonly label: string }
  | { readonly kind: 'frame'; readonly document: string; readonly bytes: Uint8Array }
  | { readonly kind: 'push'; readonly document: string; readonly requestId: number; readonly bytes: Uint8Array }
  | { readonly kind: 'leave'; readonly document: string }

export type RelayFrame =
  | { readonly kind: 'welcome'; readonly welcome: Welcome }
  | { readonly kind: 'frame'; readonly document: string; readonly bytes: Uint8Array }
  | { readonly kind: 'ack'; readonly document: string; readonly requestId: number }
  | {
      readonly kind: 'nack'
      readonly document: string
      /** 0 for an update that came in a FRAME. */
      readonly requestId: number
      readonly code: NackCode
      readonly message: string
    }

export interface Fault {
  readonly kind: 'fault'
  readonly reason: string
}

export function encodeHello(token: string, label: string): Uint8Array<ArrayBuffer> {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, KIND_HELLO)
    encoding.writeVarString(encoder, token)
    encoding.writeVarString(encoder, label)
  })
}

export function encodeWelcome(welcome: Welcome): Uint8Array<ArrayBuffer> {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, KIND_HELLO)
    encoding.writeVarString(encoder, JSON.stringify(welcome))
  })
}

/** `message` is one y-protocols message. */
export function encodeDocumentFrame(document: string, message: Uint8Array): Uint8Array<ArrayBuffer> {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, KIND_FRAME)
    encoding.writeVarString(encoder, document)
    encoding.writeUint8Array(encoder, message)
  })
}

/** `update` is a Yjs update, version 1. */
export function encodePush(document: string, requestId: number, update: Uint8Array): Uint8Array<ArrayBuffer> {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, KIND_PUSH)
    encoding.writeVarString(encoder, document)
    encoding.writeVarUint(encoder, requestId)
    encoding.writeVarUint8Array(encoder, update)
  })
}

export function encodeAck(document: string, requestId: number): Uint8Array<ArrayBuffer> {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, KIND_ACK)
    encoding.writeVarString(encoder, document)
    encoding.writeVarUint(encoder, requestId)
  })
}

export function encodeNack(
  document: string,
  requestId: number,
  code: NackCode,
  message: string,
): Uint8Array<ArrayBuffer> {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, KIND_NACK)
    encoding.writeVarString(encoder, document)
    encoding.writeVarUint(encoder, requestId)
    encoding.writeVarString(encoder, code)
    encoding.writeVarString(encoder, message)
  })
}

export function encodeLeave(document: string): Uint8Array<ArrayBuffer> {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, KIND_LEAVE)
    encoding.writeVarString(encoder, document)
  })
}

/** What a client may send. */
export function decodeClientFrame(bytes: Uint8Array): ClientFrame | Fault {
  return guarded(bytes, (decoder, kind) => {
    switch (kind) {
      case KIND_HELLO:
        return {
          kind: 'hello',
          token: readText(decoder, PROTOCOL_BOUNDS.tokenChars),
          label: readText(decoder, PROTOCOL_BOUNDS.labelChars),
        }
      case KIND_FRAME:
        return { kind: 'frame', document: readId(decoder), bytes: decoding.readTailAsUint8Array(decoder) }
      case KIND_PUSH:
        return {
          kind: 'push',
          document: readId(decoder),
          requestId: decoding.readVarUint(decoder),
          bytes: decoding.readVarUint8Array(decoder),
        }
      case KIND_LEAVE:
        return { kind: 'leave', document: readId(decoder) }
      default:
        throw new Error(`unknown kind ${kind}`)
    }
  })
}

/** What a relay may send. */
export function decodeRelayFrame(bytes: Uint8Array): RelayFrame | Fault {
  return guarded(bytes, (decoder, kind) => {
    switch (kind) {
      case KIND_HELLO:
        return { kind: 'welcome', welcome: readWelcome(readText(decoder, PROTOCOL_BOUNDS.welcomeChars)) }
      case KIND_FRAME:
        return { kind: 'frame', document: readId(decoder), bytes: decoding.readTailAsUint8Array(decoder) }
      case KIND_ACK:
        return { kind: 'ack', document: readId(decoder), requestId: decoding.readVarUint(decoder) }
      case KIND_NACK:
        return {
          kind: 'nack',
          document: readId(decoder),
          requestId: decoding.readVarUint(decoder),
          code: readNackCode(decoder),
          message: readText(decoder, PROTOCOL_BOUNDS.messageChars),
        }
      default:
        throw new Error(`unknown kind ${kind}`)
    }
  })
}

function guarded<T>(bytes: Uint8Array, read: (decoder: decoding.Decoder, kind: number) => T): T | Fault {
  // lib0 throws on short or overlong input: this is the edge where that becomes a value.
  try {
    const decoder = decoding.createDecoder(bytes)
    return read(decoder, decoding.readVarUint(decoder))
  } catch (error) {
    return { kind: 'fault', reason: error instanceof Error ? error.message : 'unreadable frame' }
  }
}

function readText(decoder: decoding.Decoder, maxChars: number): string {
  const text = decoding.readVarString(decoder)
  if (text.length > maxChars) throw new Error(`text longer than ${maxChars} characters`)
  return text
}

function readId(decoder: decoding.Decoder): string {
  const id = decoding.readVarString(decoder)
  if (!isRelayId(id)) throw new Error('bad document id')
  return id
}

function readNackCode(decoder: decoding.Decoder): NackCode {
  const text = decoding.readVarString(decoder)
  const code = NACK_CODES.find(known => known === text)
  if (code === undefined) throw new Error('unknown nack code')
  return code
}

function readWelcome(text: string): Welcome {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null) throw new Error('bad welcome')
  const { rights, maxUpdateBytes, relay } = value as Partial<Record<keyof Welcome, unknown>>
  if (rights !== 'read' && rights !== 'write') throw new Error('bad rights in welcome')
  if (typeof maxUpdateBytes !== 'number' || !(maxUpdateBytes > 0)) throw new Error('bad maxUpdateBytes in welcome')
  if (typeof relay !== 'string') throw new Error('bad relay version in welcome')
  return { rights, maxUpdateBytes, relay }
}
