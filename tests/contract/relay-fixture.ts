/** What the relay's tests share: a relay of their own, clients of both kinds, and waiting for what a document shows. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as encoding from 'lib0/encoding'
import pino from 'pino'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import {
  decodeRelayFrame,
  encodeDocumentFrame,
  encodeHello,
  encodePush,
  RELAY_SUBPROTOCOL,
  type RelayFrame,
} from '../../shared/sync/relay-protocol.ts'
import { createRelay, type Relay, type RelayOptions } from '../../sync-server/relay.ts'

export interface TestRelay extends AsyncDisposable {
  readonly relay: Relay
  readonly dataFolder: string
  readonly httpUrl: string
  /** Stops the relay and starts it again on the same port and folder. */
  restart(): Promise<void>
}

export async function startRelay(overrides: Partial<RelayOptions> = {}): Promise<TestRelay> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'weft-relay-'))
  const options: RelayOptions = {
    port: 0,
    host: '127.0.0.1',
    dataFolder,
    log: pino({ level: 'silent' }),
    clock: Date,
    ...overrides,
  }
  let relay = await createRelay(options)
  return {
    get relay() {
      return relay
    },
    dataFolder: options.dataFolder,
    get httpUrl() {
      return relay.url.replace('ws:', 'http:')
    },
    async restart() {
      const { port } = relay
      await relay.close()
      relay = await createRelay({ ...options, port })
    },
    async [Symbol.asyncDispose]() {
      await relay.close()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

export interface StockClient extends Disposable {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
}

/** The real y-websocket client. */
export function stockClient(url: string, room: string, token: string, doc = new Y.Doc()): StockClient {
  const provider = new WebsocketProvider(url, room, doc, {
    params: { token },
    disableBc: true,
    maxBackoffTime: 50,
    // ws's WebSocket is what the package itself tests with; its type lacks DOM's extras.
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  })
  return {
    doc,
    provider,
    [Symbol.dispose]() {
      provider.destroy()
      doc.destroy()
    },
  }
}

/** Fulfils when the document's map has this value. */
export async function untilValue(doc: Y.Doc, key: string, value: unknown): Promise<void> {
  await until(
    () => doc.getMap('m').get(key) === value,
    check => {
      doc.on('update', check)
      return () => doc.off('update', check)
    },
  )
}

export async function untilSynced({ provider }: StockClient): Promise<void> {
  await until(
    () => provider.synced,
    check => {
      provider.on('sync', check)
      return () => provider.off('sync', check)
    },
  )
}

/** Fulfils when `isTrue`, asked again whenever what `subscribe` was given is called. */
export async function until(isTrue: () => boolean, subscribe: (check: () => void) => () => void): Promise<void> {
  if (isTrue()) return
  await new Promise<void>(resolve => {
    const unsubscribe = subscribe(() => {
      if (!isTrue()) return
      unsubscribe()
      resolve()
    })
  })
}

export interface RawClient extends Disposable {
  readonly socket: WebSocket
  /** Everything that has come, and the next frame that fits (also one that came already; each is given once). */
  readonly frames: RelayFrame[]
  next(fits: (frame: RelayFrame) => boolean): Promise<RelayFrame>
  /** Fulfils with the close code. */
  readonly closed: Promise<number>
}

/** A multiplexed connection, frame by frame. Greets with the token unless it is null. */
export async function rawClient(url: string, workspace: string, token: string | null): Promise<RawClient> {
  const socket = new WebSocket(`${url}/${workspace}`, RELAY_SUBPROTOCOL)
  const frames: RelayFrame[] = []
  const given = new Set<RelayFrame>()
  const listeners = new Set<() => void>()
  socket.on('message', (data: Buffer) => {
    const frame = decodeRelayFrame(new Uint8Array(data))
    if (frame.kind === 'fault') throw new Error(`the relay sent a bad frame: ${frame.reason}`)
    frames.push(frame)
    for (const listener of [...listeners]) listener()
  })
  socket.on('error', () => {})
  const closed = new Promise<number>(resolve => socket.once('close', resolve))
  const client: RawClient = {
    socket,
    frames,
    closed,
    async next(fits) {
      const find = (): RelayFrame | undefined => frames.find(frame => !given.has(frame) && fits(frame))
      await until(
        () => find() !== undefined,
        check => {
          listeners.add(check)
          return () => listeners.delete(check)
        },
      )
      const frame = find()
      if (frame === undefined) throw new Error('the frame has gone')
      given.add(frame)
      return frame
    },
    [Symbol.dispose]: () => socket.terminate(),
  }
  await once(socket, 'open')
  if (token === null) return client
  socket.send(encodeHello(token, 'test'))
  await Promise.race([client.next(frame => frame.kind === 'welcome'), closed])
  return client
}

let lastRequest = 0

/** Pushes and fulfils with `ack` or the code of the refusal. */
export async function push(client: RawClient, document: string, update: Uint8Array): Promise<string> {
  const requestId = ++lastRequest
  client.socket.send(encodePush(document, requestId, update))
  const answer = await client.next(
    frame => (frame.kind === 'ack' || frame.kind === 'nack') && frame.requestId === requestId,
  )
  return answer.kind === 'nack' ? answer.code : answer.kind
}

/** Joins a document with an empty state vector and gives back all that the relay holds of it. */
export async function readRoom(client: RawClient, document: string): Promise<Y.Doc> {
  client.socket.send(encodeDocumentFrame(document, syncMessage(0, Y.encodeStateVector(new Y.Doc()))))
  const frame = await client.next(
    candidate =>
      candidate.kind === 'frame' &&
      candidate.document === document &&
      candidate.bytes[0] === 0 &&
      candidate.bytes[1] === 1,
  )
  const doc = new Y.Doc()
  if (frame.kind === 'frame') Y.applyUpdate(doc, syncContent(frame.bytes))
  return doc
}

/** A y-protocols sync message: step 0 SyncStep1, 1 SyncStep2, 2 update. */
export function syncMessage(step: 0 | 1 | 2, content: Uint8Array): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, content)
  })
}

function syncContent(message: Uint8Array): Uint8Array {
  const content = message.subarray(2)
  let length = 0
  let at = 0
  for (let factor = 1; ; factor *= 128, at++) {
    const byte = content[at] ?? 0
    length += (byte & 127) * factor
    if (byte < 128) break
  }
  return content.subarray(at + 1, at + 1 + length)
}

/** A document with a client id of choice, and each update it makes. */
export function author(client: number): { doc: Y.Doc; set(key: string, value: unknown): Uint8Array } {
  const doc = new Y.Doc()
  doc.clientID = client
  return {
    doc,
    set(key, value) {
      const before = Y.encodeStateVector(doc)
      doc.getMap('m').set(key, value)
      return Y.encodeStateAsUpdate(doc, before)
    },
  }
}

export async function makeLink(
  test: TestRelay,
  workspace: string,
  link: { rights: 'read' | 'write'; expiresAt?: string; canShare?: boolean },
  token = test.relay.token,
): Promise<{ id: string; token: string }> {
  const response = await fetch(`${test.httpUrl}/${workspace}/links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(link),
  })
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as { id: string; token: string }
}
