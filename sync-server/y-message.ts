/** y-protocols messages as any stock client sends them, read without throwing and written. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

export interface AwarenessEntry {
  readonly client: number
  readonly clock: number
  /** JSON; `null` when the client has gone. Never parsed here: whoever shows it must distrust it. */
  readonly state: string
}

export type YMessage =
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  /** `isAnswer`: a SyncStep2, everything the client has that we lack; else an update just made. */
  | { readonly kind: 'update'; readonly update: Uint8Array; readonly isAnswer: boolean }
  | { readonly kind: 'awareness'; readonly entries: readonly AwarenessEntry[] }
  | { readonly kind: 'query-awareness' }
  | { readonly kind: 'fault'; readonly reason: string }

const SYNC = 0
const AWARENESS = 1
const QUERY_AWARENESS = 3
const STEP1 = 0
const STEP2 = 1
const UPDATE = 2

export const Y_BOUNDS = { stateVectorBytes: 1024 * 1024, awarenessEntries: 4_000 } as const

export function readYMessage(bytes: Uint8Array): YMessage {
  // lib0 throws on short or overlong input: this is the edge where that becomes a value.
  try {
    const decoder = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(decoder)
    switch (type) {
      case SYNC:
        return readSync(decoder)
      case AWARENESS:
        return { kind: 'awareness', entries: readEntries(decoding.readVarUint8Array(decoder)) }
      case QUERY_AWARENESS:
        return { kind: 'query-awareness' }
      default:
        return { kind: 'fault', reason: `unknown message type ${type}` }
    }
  } catch (error) {
    return { kind: 'fault', reason: error instanceof Error ? error.message : 'unreadable message' }
  }
}

export function writeStep1(stateVector: Uint8Array): Uint8Array {
  return writeSync(STEP1, stateVector)
}

export function writeStep2(update: Uint8Array): Uint8Array {
  return writeSync(STEP2, update)
}

export function writeUpdate(update: Uint8Array): Uint8Array {
  return writeSync(UPDATE, update)
}

export function writeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
  const inner = encoding.encode(encoder => {
    encoding.writeVarUint(encoder, entries.length)
    for (const { client, clock, state } of entries) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, state)
    }
  })
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, AWARENESS)
    encoding.writeVarUint8Array(encoder, inner)
  })
}

function readSync(decoder: decoding.Decoder): YMessage {
  const step = decoding.readVarUint(decoder)
  const content = decoding.readVarUint8Array(decoder)
  switch (step) {
    case STEP1:
      if (content.length > Y_BOUNDS.stateVectorBytes) return { kind: 'fault', reason: 'state vector too long' }
      Y.decodeStateVector(content)
      return { kind: 'step1', stateVector: content }
    case STEP2:
    case UPDATE:
      return { kind: 'update', update: content, isAnswer: step === STEP2 }
    default:
      return { kind: 'fault', reason: `unknown sync step ${step}` }
  }
}

function readEntries(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(bytes)
  const count = decoding.readVarUint(decoder)
  if (count > Y_BOUNDS.awarenessEntries) throw new Error('too many awareness entries')
  const entries: AwarenessEntry[] = []
  for (let index = 0; index < count; index++) {
    const client = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    entries.push({ client, clock, state: decoding.readVarString(decoder) })
  }
  return entries
}

function writeSync(step: number, content: Uint8Array): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, SYNC)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, content)
  })
}
