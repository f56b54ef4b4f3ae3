/**
 * Load on a relay, light enough not to be what is measured: updates are made beforehand, frames are bytes, and what
 * arrives is counted by looking for a marker, not by decoding Yjs.
 */
import { once } from 'node:events'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import { encodeDocumentFrame, encodeHello, encodePush, RELAY_SUBPROTOCOL } from '../../../shared/sync/relay-protocol.ts'

/** How to speak to one kind of server. */
export interface Dialect {
  open(port: number, token: string, room: string): Promise<WebSocket>
  encodeUpdate(room: string, index: number, update: Uint8Array): Uint8Array
  /** Whether a frame is the answer to one update. */
  isAnswer(frame: Buffer, room: string): boolean
}

const MARKER = Buffer.from('weft-marker')

export const weft: Dialect = {
  async open(port, token, room) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/bench`, RELAY_SUBPROTOCOL)
    await once(socket, 'open')
    socket.send(encodeHello(token, 'bench'))
    await once(socket, 'message')
    socket.send(encodeDocumentFrame(room, step1()))
    await firstAfter(socket, frame => frame[0] === 1 && frame[room.length + 3] === 1)
    return socket
  },
  encodeUpdate: (room, index, update) => encodePush(room, index, update),
  isAnswer: frame => frame[0] === 3,
}

export const hocuspocus: Dialect = {
  async open(port, _token, room) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/`)
    await once(socket, 'open')
    socket.send(
      encoding.encode(encoder => {
        encoding.writeVarString(encoder, room)
        encoding.writeVarUint(encoder, 2)
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarString(encoder, 'any')
      }),
    )
    await firstAfter(socket, frame => frame[room.length + 1] === 2)
    socket.send(named(room, step1()))
    await firstAfter(
      socket,
      frame => (frame[room.length + 1] === 0 || frame[room.length + 1] === 4) && frame[room.length + 2] === 1,
    )
    return socket
  },
  encodeUpdate: (room, _index, update) =>
    named(
      room,
      encoding.encode(encoder => {
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarUint(encoder, 2)
        encoding.writeVarUint8Array(encoder, update)
      }),
    ),
  isAnswer: (frame, room) => frame[room.length + 1] === 8,
}

/** The `clock`th update of a client: sets one key of a map. Written by hand, as Yjs would write it. */
export function makeUpdate(client: number, clock: number): Uint8Array {
  return encoding.encode(encoder => {
    for (const value of [1, 1, client, clock]) encoding.writeVarUint(encoder, value)
    // An item with a key of its parent (32) and content of any type (8); the parent is a root type, by name.
    encoding.writeUint8(encoder, 40)
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarString(encoder, 'm')
    encoding.writeVarString(encoder, `${keyPrefix(client)}${clock}`)
    encoding.writeVarUint(encoder, 1)
    encoding.writeAny(encoder, MARKER.toString())
    encoding.writeVarUint(encoder, 0)
  })
}

export interface Throughput {
  readonly updatesPerSecond: number
  readonly deliveriesPerSecond: number
  /** Milliseconds from sending an update to its answer. */
  readonly answerP50: number
  readonly answerP99: number
}

/**
 * Every client keeps `window` updates unanswered, for at most `maxMs` and `maxUpdates` each. A delivery is one
 * update of another client arriving; the run ends when every update has been answered.
 */
export async function saturate(
  dialect: Dialect,
  server: { port: number; token: string },
  load: { clients: number; window: number; maxMs: number; maxUpdates: number },
): Promise<Throughput> {
  const room = 'saturated'
  const frames = Array.from({ length: load.clients }, (_, client) =>
    Array.from({ length: load.maxUpdates }, (_, index) =>
      dialect.encodeUpdate(room, index + 1, makeUpdate(client + 1, index)),
    ),
  )
  const sockets: WebSocket[] = []
  for (let client = 0; client < load.clients; client++)
    sockets.push(await dialect.open(server.port, server.token, room))
  const answers: number[] = []
  const start = performance.now()
  let deliveries = 0
  await Promise.all(sockets.map((socket, index) => runClient(socket, index + 1, frames[index] ?? [])))
  const seconds = (performance.now() - start) / 1000
  const answered = answers.length
  // What is on its way to others at this moment is not counted, for either: at most one window a client.
  for (const socket of sockets) socket.terminate()
  answers.sort((a, b) => a - b)
  return {
    updatesPerSecond: answered / seconds,
    deliveriesPerSecond: deliveries / seconds,
    answerP50: answers[Math.floor(answered * 0.5)] ?? Number.NaN,
    answerP99: answers[Math.floor(answered * 0.99)] ?? Number.NaN,
  }

  function runClient(socket: WebSocket, client: number, mine: readonly Uint8Array[]): Promise<void> {
    const sentAt: number[] = []
    const own = Buffer.from(keyPrefix(client))
    let answered = 0
    return new Promise(resolve => {
      const send = (): void => {
        const frame = mine[sentAt.length]
        if (frame === undefined || performance.now() - start > load.maxMs) {
          if (answered === sentAt.length) resolve()
          return
        }
        sentAt.push(performance.now())
        socket.send(frame)
      }
      socket.on('message', (frame: Buffer) => {
        if (dialect.isAnswer(frame, room)) {
          answers.push(performance.now() - (sentAt[answered] ?? 0))
          answered++
          send()
        } else {
          deliveries += count(frame, MARKER) - count(frame, own)
        }
      })
      for (let index = 0; index < load.window; index++) send()
    })
  }
}

/** One client sends, another waits for it, `rounds` times, one at a time; milliseconds each. */
export async function roundTrips(
  dialect: Dialect,
  server: { port: number; token: string },
  rounds: number,
): Promise<{ p50: number; p99: number }> {
  const room = 'latency'
  const from = await dialect.open(server.port, server.token, room)
  const to = await dialect.open(server.port, server.token, room)
  const samples: number[] = []
  for (let index = 0; index < rounds; index++) {
    const arrived = firstAfter(to, frame => frame.includes(MARKER))
    const start = performance.now()
    from.send(dialect.encodeUpdate(room, index + 1, makeUpdate(1, index)))
    await arrived
    samples.push(performance.now() - start)
  }
  from.terminate()
  to.terminate()
  samples.sort((a, b) => a - b)
  return {
    p50: samples[Math.floor(rounds * 0.5)] ?? Number.NaN,
    p99: samples[Math.floor(rounds * 0.99)] ?? Number.NaN,
  }
}

/** How the keys of a client begin; of one width, so that none is found in another's. */
function keyPrefix(client: number): string {
  return `c${String(client).padStart(4, '0')}/`
}

function count(frame: Buffer, needle: Buffer): number {
  let found = 0
  for (let at = frame.indexOf(needle); at >= 0; at = frame.indexOf(needle, at + needle.length)) found++
  return found
}

function firstAfter(socket: WebSocket, fits: (frame: Buffer) => boolean): Promise<void> {
  return new Promise(resolve => {
    const listen = (frame: Buffer): void => {
      if (!fits(frame)) return
      socket.off('message', listen)
      resolve()
    }
    socket.on('message', listen)
  })
}

function named(room: string, message: Uint8Array): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarString(encoder, room)
    encoding.writeUint8Array(encoder, message)
  })
}

/** A SyncStep1 that knows nothing. */
function step1(): Uint8Array {
  return new Uint8Array([0, 0, 1, 0])
}
