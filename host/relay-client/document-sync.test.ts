import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { decodeClientFrame, type NackCode } from '../../shared/sync/relay-protocol.ts'
import type { HostDocument, StoredUpdate, UpdateOrigin } from '../documents/documents.ts'
import type { Outbox, OutboxEntry } from '../workspace/outbox.ts'
import { createDocumentSync } from './document-sync.ts'

const welcome = { rights: 'write', maxUpdateBytes: 10_000, relay: 'test' } as const

test('what was written alone goes in one push, and leaves the outbox when it is acknowledged', async () => {
  const bench = createBench()
  bench.write('a', '1')
  bench.write('b', '2')
  bench.sync.start(welcome)
  expect(bench.take()).toEqual([{ kind: 'step1' }])
  bench.answer()
  const [push] = await bench.taken(1)
  expect(bench.relayAfter(push)).toEqual({ a: '1', b: '2' })
  expect(bench.outbox.count()).toBe(2)
  expect(bench.sync.state.isSynced).toBe(false)
  bench.sync.acked(push?.requestId ?? 0)
  expect(bench.outbox.count()).toBe(0)
  expect(bench.sync.state).toEqual({ isSynced: true, isReceived: true, refusal: null })
})

test('edits of one turn travel together', async () => {
  const bench = await online()
  bench.write('a', '1')
  bench.write('b', '2')
  bench.write('c', '3')
  const [push] = await bench.taken(1)
  expect(bench.relayAfter(push)).toEqual({ a: '1', b: '2', c: '3' })
  bench.sync.acked(push?.requestId ?? 0)
  expect(bench.outbox.count()).toBe(0)
  expect(bench.take()).toEqual([])
})

test('nothing is pushed where the relay has it all', async () => {
  const bench = createBench()
  bench.sync.start(welcome)
  bench.take()
  bench.answer()
  await turn()
  expect(bench.take()).toEqual([])
  expect(bench.sync.state.isSynced).toBe(true)
})

test('after a gap both sides compare again, and what is missing is resent', async () => {
  const bench = await online()
  bench.write('a', '1')
  const [push] = await bench.taken(1)
  bench.sync.nacked(push?.requestId ?? 0, 'gap', '')
  expect(bench.take()).toEqual([{ kind: 'step1' }])
  bench.answer()
  const [again] = await bench.taken(1)
  expect(bench.relayAfter(again)).toEqual({ a: '1' })
  bench.sync.acked(again?.requestId ?? 0)
  expect(bench.outbox.count()).toBe(0)
})

test('a busy relay is asked again later', async () => {
  const bench = await online()
  bench.write('a', '1')
  const [push] = await bench.taken(1)
  bench.sync.nacked(push?.requestId ?? 0, 'store-failed', '')
  expect(bench.take()).toEqual([])
  bench.pass()
  expect(bench.take()).toEqual([{ kind: 'step1' }])
})

test.for<NackCode>(['read-only', 'forged-clock', 'oversize', 'malformed', 'room-full'])(
  'an edit refused as %s stays here, is said, and is tried with the next connection',
  async code => {
    const bench = await online()
    bench.write('a', '1')
    const [push] = await bench.taken(1)
    bench.sync.nacked(push?.requestId ?? 0, code, '')
    expect(bench.sync.state.refusal).toMatch(/\.$/)
    expect(bench.outbox.count()).toBe(1)
    bench.write('b', '2')
    await turn()
    expect(bench.take()).toEqual([])
    expect(bench.document.doc.getMap('props').toJSON()).toEqual({ a: '1', b: '2' })

    bench.sync.stop()
    bench.sync.start(welcome)
    expect(bench.take()).toEqual([{ kind: 'step1' }])
    bench.answer()
    expect(bench.relayAfter((await bench.taken(1))[0])).toEqual({ a: '1', b: '2' })
  },
)

test('more than the relay takes at once goes piece by piece', async () => {
  const bench = createBench()
  for (let i = 0; i < 3; i += 1) bench.write(`long${i}`, 'x'.repeat(6_000))
  bench.sync.start(welcome)
  bench.take()
  bench.answer()
  const pushes = await bench.taken(3)
  let held = {}
  for (const push of pushes) {
    held = bench.relayAfter(push)
    bench.sync.acked(push.requestId ?? 0)
  }
  expect(Object.keys(held)).toEqual(['long0', 'long1', 'long2'])
  expect(bench.outbox.count()).toBe(0)
})

test('an edit too large for the relay is said and stays here', async () => {
  const bench = await online()
  bench.write('long', 'x'.repeat(20_000))
  await turn()
  expect(bench.take()).toEqual([])
  expect(bench.sync.state.refusal).toContain('larger')
  expect(bench.outbox.count()).toBe(1)
})

test('with a read link nothing is sent, and what arrives is taken', async () => {
  const bench = createBench()
  bench.write('mine', '1')
  bench.sync.start({ ...welcome, rights: 'read' })
  bench.take()
  bench.relay.getMap('props').set('theirs', '2')
  bench.answer()
  bench.write('more', '3')
  await turn()
  expect(bench.take()).toEqual([])
  expect(bench.document.doc.getMap('props').toJSON()).toMatchObject({ theirs: '2' })
  expect(bench.outbox.count()).toBe(2)
})

test('what it refers to is on the relay before an edit is', async () => {
  const gate = Promise.withResolvers<void>()
  const bench = createBench(() => gate.promise)
  bench.write('a', '1')
  bench.sync.start(welcome)
  bench.take()
  bench.answer()
  await turn()
  expect(bench.take()).toEqual([])
  gate.resolve()
  expect(bench.relayAfter((await bench.taken(1))[0])).toEqual({ a: '1' })
})

interface Sent {
  readonly kind: 'step1' | 'push'
  readonly requestId?: number
  readonly update?: Uint8Array
}

async function online() {
  const bench = createBench()
  bench.sync.start(welcome)
  bench.take()
  bench.answer()
  await turn()
  return bench
}

/** Long enough for everything that waits for nothing. */
async function turn(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise(resolve => setImmediate(resolve))
}

/** One document, stored at once, and a relay's replica of it. */
function createBench(beforePush: () => Promise<void> = async () => {}) {
  const sent: Sent[] = []
  const relay = new Y.Doc()
  const { document, outbox } = createMemoryDocument()
  const timers: (() => void)[] = []
  const sync = createDocumentSync({
    document,
    outbox,
    send(bytes) {
      const frame = decodeClientFrame(bytes)
      if (frame.kind === 'push') sent.push({ kind: 'push', requestId: frame.requestId, update: frame.bytes })
      if (frame.kind === 'frame') sent.push({ kind: 'step1' })
    },
    schedule: {
      now: () => 0,
      after(_delayMs, run) {
        timers.push(run)
        return { [Symbol.dispose]() {} }
      },
    },
    beforePush,
    onNothingToSend() {},
    isFresh: false,
    onDidChange() {},
    log: { warn() {} },
  })
  const message = (step: number, content: Uint8Array) =>
    encoding.encode(encoder => {
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint(encoder, step)
      encoding.writeVarUint8Array(encoder, content)
    })
  return {
    sync,
    document,
    outbox,
    relay,
    write(key: string, value: string) {
      document.doc.transact(() => document.doc.getMap('props').set(key, value), { kind: 'command' })
    },
    take: () => sent.splice(0),
    async taken(count: number): Promise<Sent[]> {
      await expect.poll(() => sent.length, { timeout: 2000, interval: 2 }).toBe(count)
      return sent.splice(0)
    },
    /** What a relay says to a SyncStep1. */
    answer() {
      sync.receive(message(1, Y.encodeStateAsUpdate(relay, Y.encodeStateVector(document.doc))))
      sync.receive(message(0, Y.encodeStateVector(relay)))
    },
    relayAfter(push: Sent | undefined) {
      if (push?.update !== undefined) Y.applyUpdate(relay, push.update)
      return relay.getMap('props').toJSON()
    },
    pass() {
      for (const run of timers.splice(0)) run()
    },
  }
}

function createMemoryDocument() {
  const doc = new Y.Doc()
  const listeners = new Set<(event: StoredUpdate) => void>()
  const changed = new Set<() => void>()
  let entries: OutboxEntry[] = []
  let sequence = 0
  doc.on('update', (update: Uint8Array, origin: UpdateOrigin) => {
    sequence += 1
    if (origin.kind !== 'relay') entries.push({ document: 'scene', sequence, update, time: 0 })
    for (const listener of listeners) listener({ update, origin, sequence })
  })
  const document: HostDocument = {
    id: 'scene',
    doc,
    async apply(update, origin) {
      Y.applyUpdate(doc, update, origin)
    },
    whenStored: async () => {},
    onDidStore(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    [Symbol.dispose]() {},
  }
  const outbox: Outbox = {
    isOn: true,
    setOn() {},
    documents: () => (entries.length === 0 ? [] : ['scene']),
    pending: (_document, after = 0) => entries.filter(entry => entry.sequence > after),
    ack(_document, sequences) {
      entries = entries.filter(entry => !sequences.includes(entry.sequence))
    },
    ackThrough(_document, last) {
      entries = entries.filter(entry => entry.sequence > last)
    },
    count: () => entries.length,
    list: () => [],
    onDidChange(listener) {
      changed.add(listener)
      return { [Symbol.dispose]: () => void changed.delete(listener) }
    },
  }
  return { document, outbox }
}
