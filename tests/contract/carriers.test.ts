import { once } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createORPCClient, isDefinedError, safe } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as awareness from 'y-protocols/awareness'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { contract } from '../../shared/contract/contract.ts'
import {
  decodeFrame,
  encodeFrame,
  FRAME_CLOSE,
  FRAME_REFUSED,
  FRAME_STORED,
  FRAME_SYNC,
  PRESENCE_DOCUMENT,
} from '../../shared/sync/document-channel.ts'
import { type Door, memoryDocuments, openDoor } from './memory-host.ts'

type Client = JsonifiedClient<ContractRouterClient<typeof contract>>

const carriers = ['http', 'websocket', 'message port'] as const
type Carrier = (typeof carriers)[number]

test.for(carriers)('calls, declared errors and bad input over %s', async carrier => {
  await using door = await openDoor()
  await using connected = await connectApi(door, carrier)
  const { client } = connected
  expect((await client.app.state()).identity).toBe(null)
  expect(await client.app.setIdentity({ name: 'Ines', color: 3 })).toEqual({ name: 'Ines', color: 3 })
  expect((await client.app.state()).identity).toEqual({ name: 'Ines', color: 3 })

  const [error] = await safe(client.files.list())
  expect(isDefinedError(error)).toBe(true)
  expect(error).toMatchObject({
    code: 'NO_WORKSPACE',
    status: 409,
    message: 'Open a folder first.',
    data: { hint: 'Open a folder.' },
  })
  const [bad] = await safe(client.app.setIdentity({ name: '', color: 3 }))
  expect(bad).toMatchObject({ code: 'BAD_REQUEST' })
})

test.for(carriers)(
  'a stream begins with the present state, follows it, and ends when cancelled over %s',
  async carrier => {
    await using door = await openDoor()
    await using connected = await connectApi(door, carrier)
    const controller = new AbortController()
    const stream = await connected.client.app.watch(undefined, { signal: controller.signal })
    const first = await stream.next()
    expect(first.value).toMatchObject({ identity: null })
    const second = stream.next()
    await connected.client.app.setIdentity({ name: 'Ines', color: 1 })
    expect((await second).value).toMatchObject({ identity: { name: 'Ines', color: 1 } })
    expect(door.listeners.size).toBe(1)
    await stream.return?.()
    controller.abort()
    await expect.poll(() => door.listeners.size).toBe(0)
  },
)

test.for(['websocket', 'message port'] as const)('two windows see each other’s edits over %s', async carrier => {
  const held = holdCommits()
  await using door = await openDoor(memoryDocuments(['scene-a', 'scene-b'], held.commit))
  await using one = await connectWindow(door, carrier)
  await using two = await connectWindow(door, carrier)
  const first = one.open('scene-a')
  const second = two.open('scene-a')
  await expect.poll(() => one.synced.has('scene-a') && two.synced.has('scene-a')).toBe(true)

  first.getMap('props').set('position', 'Vector2(1, 2)')
  await expect.poll(() => second.getMap('props').get('position')).toBe('Vector2(1, 2)')
  // Passed on at once, but not stored before its transaction has committed. The answer to SyncStep1 counts as one.
  const before = one.stored.get('scene-a')
  held.release()
  await expect.poll(() => one.stored.get('scene-a')).toBe((before ?? 1) + 1)

  one.send({ kind: FRAME_CLOSE, document: 'scene-a' })
  two.send({ kind: FRAME_CLOSE, document: 'scene-a' })
  await expect.poll(() => door.memory.references.count).toBe(0)
})

test('an edit made while the host was away arrives with the next connection', async () => {
  await using door = await openDoor()
  const doc = new Y.Doc()
  {
    await using window = await connectWindow(door, 'websocket')
    window.open('scene-a', doc)
    await expect.poll(() => window.synced.has('scene-a')).toBe(true)
  }
  doc.getMap('props').set('name', '"Boat"')
  await using window = await connectWindow(door, 'websocket')
  window.open('scene-a', doc)
  await expect.poll(() => door.memory.doc('scene-a').getMap('props').get('name')).toBe('"Boat"')
})

test('a read-only workspace refuses an edit, and does not apply it', async () => {
  await using door = await openDoor()
  const props = door.memory.doc('scene-a').getMap('props')
  props.set('old', '1')
  props.delete('old')
  door.memory.setReadOnly()
  await using window = await connectWindow(door, 'websocket')
  const doc = window.open('scene-a')
  await expect.poll(() => window.synced.has('scene-a')).toBe(true)
  // The window's answer to SyncStep1 repeats the delete it has just heard of: that is no edit.
  await expect.poll(() => window.stored.get('scene-a')).toBe(1)
  expect(window.refused).toEqual([])
  doc.getMap('props').set('name', '"Boat"')
  await expect.poll(() => window.refused).toEqual([{ document: 'scene-a', code: 'READ_ONLY' }])
  expect(props.size).toBe(0)
})

test('a document that is not there is refused', async () => {
  await using door = await openDoor()
  await using window = await connectWindow(door, 'websocket')
  window.open('nowhere')
  await expect.poll(() => window.refused).toEqual([{ document: 'nowhere', code: 'NOT_FOUND' }])
})

test('malformed frames end the connection and nothing else', async () => {
  await using door = await openDoor()
  await using witness = await connectWindow(door, 'websocket')
  witness.open('scene-a')
  await expect.poll(() => witness.synced.has('scene-a')).toBe(true)
  const sync0 = (bytes: number[]) =>
    encodeFrame({ kind: FRAME_SYNC, document: 'scene-a', message: Uint8Array.from(bytes) })
  for (const frame of [
    Uint8Array.from([]),
    Uint8Array.from([9, 1, 65]),
    encodeFrame({ kind: FRAME_STORED, document: 'scene-a', count: 1 }),
    sync0([0, 7, 0]),
    sync0([0, 2, 3, 1, 255, 255]),
    sync0([0, 0, 3, 255, 255, 255]),
    encodeFrame({ kind: FRAME_SYNC, document: PRESENCE_DOCUMENT, message: Uint8Array.from([1, 2, 1, 1]) }),
  ]) {
    await using window = await connectWindow(door, 'websocket')
    window.sendBytes(frame)
    expect(await window.closed).toBe(4400)
  }
  expect(witness.isOpen()).toBe(true)
  expect(door.memory.references.count).toBe(1)
})

test('presence reaches the other windows, goes with its window, and comes back', async () => {
  await using door = await openDoor()
  await using one = await connectWindow(door, 'websocket')
  const states = new awareness.Awareness(new Y.Doc())
  states.setLocalState({ name: 'Ines' })
  const seen = new awareness.Awareness(new Y.Doc())
  seen.setLocalState(null)
  one.onPresence = update => awareness.applyAwarenessUpdate(seen, update, 'host')
  one.openPresence()
  const other = states.clientID
  for (let visit = 0; visit < 2; visit += 1) {
    await using two = await connectWindow(door, 'websocket')
    two.sendPresence(awareness.encodeAwarenessUpdate(states, [other]))
    await expect.poll(() => seen.getStates().get(other)).toEqual({ name: 'Ines' })
    two.close()
    // The same clock is sent again on the second visit: it must count all the same.
    await expect.poll(() => seen.getStates().has(other)).toBe(false)
  }
  states.destroy()
  seen.destroy()
})

async function connectApi(door: Door, carrier: Carrier): Promise<AsyncDisposable & { client: Client }> {
  switch (carrier) {
    case 'http': {
      const url = `${door.origin}/api` as const
      const link = new OpenAPILink(contract, { url, headers: { authorization: `Bearer ${door.token}` } })
      return { client: createORPCClient(link), async [Symbol.asyncDispose]() {} }
    }
    case 'websocket': {
      const socket = await greeted(door, '/api/rpc')
      return {
        client: createORPCClient(new SocketLink({ websocket: socket as unknown as globalThis.WebSocket })),
        async [Symbol.asyncDispose]() {
          socket.close()
        },
      }
    }
    case 'message port': {
      const { port1, port2 } = new MessageChannel()
      door.carriers.serveRpcPort(port1, door.access.windowCaller())
      port2.start()
      return {
        client: createORPCClient(new PortLink({ port: port2 })),
        async [Symbol.asyncDispose]() {
          port2.close()
        },
      }
    }
  }
}

async function greeted(door: Door, path: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${door.port}${path}`)
  await once(socket, 'open')
  socket.send(JSON.stringify({ token: door.token }))
  const [data] = await once(socket, 'message')
  expect(String(data)).toBe('{"ok":true}')
  return socket
}

/** A window with its replicas, as the renderer keeps them. */
async function connectWindow(door: Door, carrier: 'websocket' | 'message port') {
  const replicas = new Map<string, Y.Doc>()
  const synced = new Set<string>()
  const stored = new Map<string, number>()
  const refused: { document: string; code: string }[] = []
  const closed = Promise.withResolvers<number>()
  const wire = carrier === 'websocket' ? await overSocket(door) : overPort(door)
  const listeners: (() => void)[] = []

  function send(frame: Parameters<typeof encodeFrame>[0]): void {
    wire.send(encodeFrame(frame))
  }
  function sendMessage(document: string, write: (encoder: encoding.Encoder) => void): void {
    send({ kind: FRAME_SYNC, document, message: encoding.encode(write) })
  }
  const window = {
    synced,
    stored,
    refused,
    closed: closed.promise,
    onPresence: (_update: Uint8Array) => {},
    isOpen: () => wire.isOpen(),
    send,
    sendBytes: (bytes: Uint8Array) => wire.send(bytes),
    close: () => wire.close(),
    open(id: string, doc = new Y.Doc()): Y.Doc {
      replicas.set(id, doc)
      const onUpdate = (update: Uint8Array, origin: unknown) => {
        if (origin === 'host') return
        sendMessage(id, encoder => {
          encoding.writeVarUint(encoder, 0)
          sync.writeUpdate(encoder, update)
        })
      }
      doc.on('update', onUpdate)
      listeners.push(() => doc.off('update', onUpdate))
      sendMessage(id, encoder => {
        encoding.writeVarUint(encoder, 0)
        sync.writeSyncStep1(encoder, doc)
      })
      return doc
    },
    openPresence: () => sendMessage(PRESENCE_DOCUMENT, encoder => encoding.writeVarUint(encoder, 3)),
    sendPresence(update: Uint8Array) {
      sendMessage(PRESENCE_DOCUMENT, encoder => {
        encoding.writeVarUint(encoder, 1)
        encoding.writeVarUint8Array(encoder, update)
      })
    },
    async [Symbol.asyncDispose]() {
      for (const stop of listeners) stop()
      wire.close()
    },
  }
  wire.onClose(code => closed.resolve(code))
  wire.onMessage(bytes => {
    const frame = decodeFrame(bytes)
    if (frame === null) throw new Error('the host sent nonsense')
    if (frame.kind === FRAME_STORED) stored.set(frame.document, frame.count)
    if (frame.kind === FRAME_REFUSED) refused.push({ document: frame.document, code: frame.code })
    if (frame.kind !== FRAME_SYNC) return
    const decoder = decoding.createDecoder(frame.message)
    const type = decoding.readVarUint(decoder)
    if (type === 1) return window.onPresence(decoding.readVarUint8Array(decoder))
    const doc = replicas.get(frame.document)
    if (doc === undefined) return
    const reply = encoding.createEncoder()
    encoding.writeVarUint(reply, 0)
    const step = sync.readSyncMessage(decoder, reply, doc, 'host')
    if (step === 0) send({ kind: FRAME_SYNC, document: frame.document, message: encoding.toUint8Array(reply) })
    if (step === 1) synced.add(frame.document)
  })
  return window
}

interface Wire {
  send(bytes: Uint8Array): void
  close(): void
  isOpen(): boolean
  onMessage(listener: (bytes: Uint8Array) => void): void
  onClose(listener: (code: number) => void): void
}

async function overSocket(door: Door): Promise<Wire> {
  const socket = await greeted(door, '/api/documents')
  return {
    send: bytes => socket.send(bytes),
    close: () => socket.close(),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    onMessage: listener => void socket.on('message', data => listener(new Uint8Array(data as Buffer))),
    onClose: listener => void socket.on('close', listener),
  }
}

function overPort(door: Door): Wire {
  const { port1, port2 } = new MessageChannel()
  door.carriers.serveDocumentPort(port1, door.access.windowCaller())
  let isOpen = true
  port2.on('close', () => {
    isOpen = false
  })
  return {
    send: bytes => port2.postMessage(bytes),
    close: () => port2.close(),
    isOpen: () => isOpen,
    onMessage: listener => void (port2 satisfies MessagePort).on('message', listener),
    onClose: listener => void port2.on('close', () => listener(0)),
  }
}

function holdCommits() {
  const gate = Promise.withResolvers<void>()
  return { commit: () => gate.promise, release: () => gate.resolve() }
}
