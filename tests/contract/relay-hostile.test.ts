import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeDocumentFrame, encodeHello, encodePush } from '../../shared/sync/relay-protocol.ts'
import {
  author,
  makeLink,
  push,
  rawClient,
  readRoom,
  startRelay,
  stockClient,
  syncMessage,
  type TestRelay,
  untilValue,
} from './relay-fixture.ts'

/** The proof that nobody was harmed: a pair of stock clients, there before, during and after. */
async function goodPair(server: TestRelay, room = 'game/scene') {
  const link = await makeLink(server, room.split('/')[0] ?? '', { rights: 'write' })
  const ada = stockClient(server.relay.url, room, link.token)
  const ben = stockClient(server.relay.url, room, link.token)
  let round = 0
  async function stillSync(): Promise<void> {
    round++
    ada.doc.getMap('m').set('ada', round)
    ben.doc.getMap('m').set('ben', round)
    await Promise.all([untilValue(ben.doc, 'ada', round), untilValue(ada.doc, 'ben', round)])
  }
  await stillSync()
  return {
    ada,
    ben,
    stillSync,
    [Symbol.dispose]() {
      ada[Symbol.dispose]()
      ben[Symbol.dispose]()
    },
  }
}

test('a client that continues somebody else’s clock is refused, and the victim’s work still arrives', async () => {
  await using server = await startRelay()
  using pair = await goodPair(server)
  const link = await makeLink(server, 'game', { rights: 'write' })
  using mallory = await rawClient(server.relay.url, 'game', link.token)
  const copy = await readRoom(mallory, 'scene')
  copy.clientID = pair.ada.doc.clientID
  const before = Y.encodeStateVector(copy)
  copy.getMap('m').set('forged', true)
  expect(await push(mallory, 'scene', Y.encodeStateAsUpdate(copy, before))).toBe('forged-clock')
  // What is known may be said again, and changes nothing.
  expect(await push(mallory, 'scene', Y.encodeStateAsUpdate(pair.ada.doc))).toBe('ack')
  await pair.stillSync()
  expect(pair.ben.doc.getMap('m').has('forged')).toBe(false)
})

test('a second version of known work does not get into the log', async () => {
  await using server = await startRelay()
  const link = await makeLink(server, 'game', { rights: 'write' })
  using ada = await rawClient(server.relay.url, 'game', link.token)
  using mallory = await rawClient(server.relay.url, 'game', (await makeLink(server, 'game', { rights: 'write' })).token)
  expect(await push(ada, 'scene', author(77).set('key', 'ada'))).toBe('ack')
  expect(await push(mallory, 'scene', author(77).set('key', 'mallory'))).toBe('ack')
  using late = await rawClient(server.relay.url, 'game', link.token)
  expect((await readRoom(late, 'scene')).getMap('m').toJSON()).toEqual({ key: 'ada' })
})

test('gaps, missing origins and deletes of the future are refused, and nobody is left with pending work', async () => {
  await using server = await startRelay()
  using pair = await goodPair(server)
  const link = await makeLink(server, 'game', { rights: 'write' })
  using mallory = await rawClient(server.relay.url, 'game', link.token)
  const own = author(501)
  const first = own.set('a', 1)
  const second = own.set('a', 2)
  expect(await push(mallory, 'scene', second)).toBe('gap')

  const unknown = author(502)
  unknown.set('x', 1)
  const builtOnUnknown = new Y.Doc()
  builtOnUnknown.clientID = 503
  Y.applyUpdate(builtOnUnknown, Y.encodeStateAsUpdate(unknown.doc))
  const vector = Y.encodeStateVector(builtOnUnknown)
  builtOnUnknown.getMap('m').set('x', 2)
  expect(await push(mallory, 'scene', Y.encodeStateAsUpdate(builtOnUnknown, vector))).toBe('gap')

  const deletesAhead = encoding.encode(encoder => {
    for (const value of [0, 1, pair.ada.doc.clientID, 1, 1_000, 1_000]) encoding.writeVarUint(encoder, value)
  })
  expect(await push(mallory, 'scene', deletesAhead)).toBe('gap')
  expect(await push(mallory, 'scene', first)).toBe('ack')
  expect(await push(mallory, 'scene', second)).toBe('ack')
  await untilValue(pair.ben.doc, 'a', 2)
  await pair.stillSync()
  expect(pair.ben.doc.store.pendingStructs).toBeNull()
  expect(pair.ben.doc.store.pendingDs).toBeNull()
})

test('a stock client that left a gap is asked for the whole, and all of it arrives', async () => {
  await using server = await startRelay()
  using pair = await goodPair(server)
  // A message lost on the way: the socket swallows one update.
  const socket = pair.ada.provider.ws
  if (socket === null) throw new Error('not connected')
  const send = socket.send.bind(socket)
  socket.send = () => {}
  pair.ada.doc.getMap('m').set('lost', 'found')
  socket.send = send
  pair.ada.doc.getMap('m').set('after', true)
  await Promise.all([untilValue(pair.ben.doc, 'lost', 'found'), untilValue(pair.ben.doc, 'after', true)])
  await pair.stillSync()
})

test('a host that left a gap asks, is told what the relay has, and sends the rest', async () => {
  await using server = await startRelay()
  using host = await rawClient(server.relay.url, 'game', server.relay.token)
  const own = author(70)
  expect(await push(host, 'scene', own.set('a', 1))).toBe('ack')
  await readRoom(host, 'scene')
  own.set('lost', 1)
  expect(await push(host, 'scene', own.set('b', 1))).toBe('gap')
  host.frames.length = 0
  host.socket.send(encodeDocumentFrame('scene', syncMessage(0, Y.encodeStateVector(own.doc))))
  const asked = await host.next(frame => frame.kind === 'frame' && frame.bytes[0] === 0 && frame.bytes[1] === 0)
  if (asked.kind !== 'frame') throw new Error('not a frame')
  await host.next(frame => frame.kind === 'frame' && frame.bytes[0] === 0 && frame.bytes[1] === 1)
  const missing = Y.encodeStateAsUpdate(own.doc, asked.bytes.slice(3))
  expect(await push(host, 'scene', missing)).toBe('ack')
  expect((await readRoom(host, 'scene')).getMap('m').toJSON()).toEqual({ a: 1, lost: 1, b: 1 })
})

test('read-only clients see everything and change nothing', async () => {
  await using server = await startRelay()
  using pair = await goodPair(server)
  const reader = await makeLink(server, 'game', { rights: 'read' })
  using raw = await rawClient(server.relay.url, 'game', reader.token)
  expect(await push(raw, 'scene', author(9).set('no', 1))).toBe('read-only')
  raw.socket.send(encodeDocumentFrame('scene', syncMessage(2, author(10).set('no', 1))))
  const nack = await raw.next(frame => frame.kind === 'nack' && frame.requestId === 0)
  expect(nack).toMatchObject({ kind: 'nack', document: 'scene', code: 'read-only' })
  using stock = stockClient(server.relay.url, 'game/scene', reader.token)
  stock.doc.getMap('m').set('no', 1)
  await untilValue(stock.doc, 'ada', 1)
  await pair.stillSync()
  await untilValue(stock.doc, 'ben', 2)
  expect(pair.ben.doc.getMap('m').has('no')).toBe(false)
})

test('garbage is answered with malformed, and too much of it ends the connection', async () => {
  await using server = await startRelay({ limits: { refusalBurst: 10, refusalsPerSecond: 0.001 } })
  using pair = await goodPair(server)
  using mallory = await rawClient(server.relay.url, 'game', server.relay.token)
  expect(await push(mallory, 'scene', new Uint8Array([255, 255, 255]))).toBe('malformed')
  const nested = encoding.encode(encoder => {
    for (const value of [1, 1, 7, 0]) encoding.writeVarUint(encoder, value)
    encoding.writeUint8(encoder, 8)
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarString(encoder, 'm')
    encoding.writeVarUint(encoder, 1)
    for (let depth = 0; depth < 20_000; depth++) {
      encoding.writeUint8(encoder, 117)
      encoding.writeVarUint(encoder, 1)
    }
  })
  expect(await push(mallory, 'scene', nested)).toBe('malformed')
  for (let index = 0; index < 10; index++) mallory.socket.send(new Uint8Array([9, index]))
  expect(await mallory.closed).toBe(4429)
  await pair.stillSync()
})

test('oversize updates are refused, oversize frames end the connection while they arrive', async () => {
  await using server = await startRelay({ limits: { maxUpdateBytes: 10_000, maxFrameBytes: 20_000 } })
  using pair = await goodPair(server)
  using mallory = await rawClient(server.relay.url, 'game', server.relay.token)
  expect(await push(mallory, 'scene', author(5).set('big', 'x'.repeat(11_000)))).toBe('oversize')
  mallory.socket.send(new Uint8Array(30_000))
  expect(await mallory.closed).toBe(1009)
  await pair.stillSync()
})

test('who never says HELLO is sent away', async () => {
  await using server = await startRelay({ limits: { helloTimeoutMs: 100 } })
  using silent = await rawClient(server.relay.url, 'game', null)
  expect(await silent.closed).toBe(4408)
})

test('who says HELLO wrong, or sends much before it, is sent away', async () => {
  await using server = await startRelay()
  using pair = await goodPair(server)
  using wrong = await rawClient(server.relay.url, 'game', 'w'.repeat(32))
  using early = await rawClient(server.relay.url, 'game', null)
  early.socket.send(encodePush('scene', 1, new Uint8Array([0, 0])))
  using heavy = await rawClient(server.relay.url, 'game', null)
  heavy.socket.send(new Uint8Array(4 * 1024 * 1024))
  using long = await rawClient(server.relay.url, 'game', null)
  long.socket.send(encodeHello('t'.repeat(400), 'l'.repeat(5_000)))
  expect(await Promise.all([wrong, early, long].map(client => client.closed))).toEqual([4401, 4401, 4413])
  expect([1006, 4413]).toContain(await heavy.closed)
  await pair.stillSync()
})

test('a flood is slowed to its rate and loses nothing; others are not slowed', async () => {
  await using server = await startRelay({
    limits: { messagesPerSecond: 2_000, messageBurst: 100 },
  })
  using pair = await goodPair(server)
  using flood = await rawClient(server.relay.url, 'game', server.relay.token)
  const own = author(600)
  const count = 600
  for (let index = 1; index <= count; index++)
    flood.socket.send(encodePush('scene', 10_000 + index, own.set('n', index)))
  await pair.stillSync()
  await flood.next(frame => frame.kind === 'ack' && frame.requestId === 10_000 + count)
  await untilValue(pair.ben.doc, 'n', count)
  const metrics = await (await fetch(`${server.httpUrl}/metrics`)).text()
  expect(metrics).toMatch(/weft_relay_refused_total\{reason="slowed"\} [1-9]/)
})

test('a reader that does not read is closed, and nobody waits for it', async () => {
  await using server = await startRelay({ limits: { maxBufferedBytes: 64 * 1024 } })
  using pair = await goodPair(server)
  using slow = await rawClient(server.relay.url, 'game', server.relay.token)
  await readRoom(slow, 'scene')
  slow.socket.pause()
  const metricsAfterClose = async (): Promise<boolean> =>
    /reason="slow-reader"\} 1/.test(await (await fetch(`${server.httpUrl}/metrics`)).text())
  for (let round = 0; !(await metricsAfterClose()); round++) {
    expect(round).toBeLessThan(200)
    pair.ada.doc.getMap('m').set('bulk', `${round}${'x'.repeat(500_000)}`)
    await pair.stillSync()
  }
  slow.socket.resume()
  expect([1006, 1013]).toContain(await slow.closed)
  await pair.stillSync()
})

test('nobody can speak for another in awareness, and large states are dropped', async () => {
  await using server = await startRelay({ limits: { awarenessStateBytes: 200 } })
  using pair = await goodPair(server)
  pair.ada.provider.awareness.setLocalStateField('name', 'ada')
  const link = await makeLink(server, 'game', { rights: 'read' })
  using mallory = await rawClient(server.relay.url, 'game', link.token)
  const say = (client: number, state: object): void => {
    const inner = encoding.encode(encoder => {
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, 1_000)
      encoding.writeVarString(encoder, JSON.stringify(state))
    })
    const message = encoding.encode(encoder => {
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarUint8Array(encoder, inner)
    })
    mallory.socket.send(encodeDocumentFrame('scene', message))
  }
  await readRoom(mallory, 'scene')
  say(pair.ada.doc.clientID, { name: 'mallory' })
  say(1, { name: 'x'.repeat(300) })
  say(2, { name: 'end' })
  const states = pair.ben.provider.awareness
  await new Promise<void>(resolve => {
    states.on('change', () => {
      if (states.getStates().has(2)) resolve()
    })
  })
  expect(states.getStates().get(pair.ada.doc.clientID)?.name).toBe('ada')
  expect(states.getStates().has(1)).toBe(false)
  await pair.stillSync()
})

test('rooms, connections and documents have bounds that only stop whoever goes beyond them', async () => {
  await using server = await startRelay({
    limits: { maxRoomsPerConnection: 2, maxRoomBytes: 2_000, maxConnectionsPerAddress: 4 },
  })
  using pair = await goodPair(server)
  using raw = await rawClient(server.relay.url, 'game', server.relay.token)
  expect(await push(raw, 'full', author(1).set('k', 'x'.repeat(1_500)))).toBe('ack')
  expect(await push(raw, 'full', author(2).set('k', 'x'.repeat(1_500)))).toBe('room-full')
  expect(await push(raw, 'second', author(1).set('k', 1))).toBe('ack')
  expect(await push(raw, 'third', author(1).set('k', 1))).toBe('rate')
  using fourth = await rawClient(server.relay.url, 'game', server.relay.token)
  await expect(rawClient(server.relay.url, 'game', server.relay.token)).rejects.toThrow('429')
  expect(fourth.frames[0]?.kind).toBe('welcome')
  await pair.stillSync()
})

test('a full database refuses updates, keeps what it has, and serves on', async () => {
  await using server = await startRelay({ limits: { databaseBytes: 300 * 1024 } })
  using pair = await goodPair(server)
  using raw = await rawClient(server.relay.url, 'game', server.relay.token)
  const own = author(8)
  const small = own.set('small', 1)
  expect(await push(raw, 'other', small)).toBe('ack')
  const big = own.set('big', 'x'.repeat(400_000))
  expect(await push(raw, 'other', big)).toBe('store-failed')
  // The clock was not advanced by what was refused: the next one leaves a gap.
  const next = own.set('next', 1)
  expect(await push(raw, 'other', next)).toBe('gap')
  expect((await fetch(`${server.httpUrl}/healthz`)).status).toBe(200)
  expect((await readRoom(raw, 'other')).getMap('m').toJSON()).toEqual({ small: 1 })
  await pair.stillSync()
})
