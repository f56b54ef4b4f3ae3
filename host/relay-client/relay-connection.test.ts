import { once } from 'node:events'
import { expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { CLOSE, decodeClientFrame, encodeAck, encodeWelcome } from '../../shared/sync/relay-protocol.ts'
import { type ConnectionState, createRelayConnection } from './relay-connection.ts'
import type { Schedule } from './schedule.ts'

test('says hello, then carries frames', async () => {
  await using relay = await createRelay()
  using watched = watch(relay.port)
  const socket = await relay.greeted()
  await watched.until('open')
  socket.send(encodeAck('tree', 7))
  await expect.poll(() => watched.frames).toEqual([{ kind: 'ack', document: 'tree', requestId: 7 }])
})

test('comes back after each cut, later every time, and at once when told', async () => {
  await using relay = await createRelay()
  using watched = watch(relay.port)
  const pauses: number[] = []
  for (let cut = 0; cut < 8; cut += 1) {
    // Before the welcome: a relay that only accepts is no relay.
    ;(await relay.connected()).terminate()
    const state = await watched.until('waiting')
    pauses.push(state.nextAttemptAt - watched.now())
    watched.pass(state.nextAttemptAt - watched.now())
  }
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  ;(await relay.connected()).terminate()
  await watched.until('waiting')
  watched.connection.connectNow()
  ;(await relay.greeted()).terminate()
  expect((await watched.until('waiting')).nextAttemptAt - watched.now()).toBe(500)
})

test.for([CLOSE.badToken, CLOSE.wrongWorkspace, CLOSE.expired])(
  'a refusal (%i) is said and not tried again',
  async code => {
    await using relay = await createRelay()
    using watched = watch(relay.port)
    ;(await relay.connected()).close(code)
    expect((await watched.until('refused')).reason).toMatch(/\.$/)
    expect(watched.timers.size).toBe(0)
  },
)

test('silence is a cut', async () => {
  await using relay = await createRelay({ autoPong: false })
  using watched = watch(relay.port)
  await relay.greeted()
  await watched.until('open')
  watched.pass(10_000)
  watched.pass(10_000)
  await watched.until('waiting')
})

test('a pause lasts until connectNow', async () => {
  await using relay = await createRelay()
  using watched = watch(relay.port)
  const socket = await relay.greeted()
  await watched.until('open')
  const closed = once(socket, 'close')
  watched.connection.pause()
  await closed
  expect(watched.connection.state).toEqual({ status: 'paused' })
  watched.connection.connectNow()
  await relay.greeted()
  await watched.until('open')
})

test('nonsense from the relay ends the connection', async () => {
  await using relay = await createRelay()
  using watched = watch(relay.port)
  const socket = await relay.greeted()
  await watched.until('open')
  socket.send(Buffer.from([99]))
  await watched.until('waiting')
})

async function createRelay({ autoPong = true } = {}) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong })
  await once(server, 'listening')
  const address = server.address()
  const queue: WebSocket[] = []
  const waiting: ((socket: WebSocket) => void)[] = []
  server.on('connection', socket => {
    const next = waiting.shift()
    if (next === undefined) queue.push(socket)
    else next(socket)
  })
  function connected(): Promise<WebSocket> {
    const ready = queue.shift()
    return ready === undefined ? new Promise(resolve => waiting.push(resolve)) : Promise.resolve(ready)
  }
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    connected,
    async greeted() {
      const socket = await connected()
      const [hello] = (await once(socket, 'message')) as [Buffer]
      expect(decodeClientFrame(hello)).toEqual({ kind: 'hello', token: 'token-123', label: 'test' })
      expect(socket.protocol).toBe('weft.1')
      socket.send(encodeWelcome({ rights: 'write', maxUpdateBytes: 1000, relay: 'test' }))
      return socket
    },
    async [Symbol.asyncDispose]() {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

/** A connection with a clock that is moved by hand. */
function watch(port: number) {
  let now = 0
  const timers = new Set<{ at: number; run: () => void }>()
  const schedule: Schedule = {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.add(timer)
      return { [Symbol.dispose]: () => void timers.delete(timer) }
    },
  }
  const frames: unknown[] = []
  let state: ConnectionState = { status: 'connecting' }
  const connection = createRelayConnection({
    link: { relay: `ws://127.0.0.1:${port}`, workspace: 'w', token: 'token-123' },
    label: 'test',
    schedule,
    random: () => 1,
    onFrame: frame => frames.push(frame),
    onDidChange: next => {
      state = next
    },
    log: { info() {}, warn() {} },
  })
  return {
    connection,
    frames,
    timers,
    now: () => now,
    pass(ms: number) {
      now += ms
      for (const timer of [...timers]) {
        if (timer.at > now || !timers.delete(timer)) continue
        timer.run()
      }
    },
    async until<S extends ConnectionState['status']>(status: S) {
      await expect.poll(() => state.status, { timeout: 4000, interval: 5 }).toBe(status)
      return state as Extract<ConnectionState, { status: S }>
    },
    [Symbol.dispose]: () => connection[Symbol.dispose](),
  }
}
