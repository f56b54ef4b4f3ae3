import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { createBlobTransfer } from './blob-transfer.ts'

const bytes = randomBytes(300_000)
const hash = createHash('sha256').update(bytes).digest('hex')
const never = new AbortController().signal

test('a download goes on where a cut left it, and counts what arrived', async () => {
  const ranges: (string | undefined)[] = []
  await using relay = await createStore((request, response) => {
    const { range } = request.headers
    ranges.push(range)
    const from = Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0)
    response.writeHead(from === 0 ? 200 : 206, { 'content-length': bytes.length - from })
    if (ranges.length > 2) return response.end(bytes.subarray(from))
    response.write(bytes.subarray(from, from + 100_000), () => setTimeout(() => response.destroy(), 20))
  })
  let received = 0
  const arrived = await relay.transfer.download(hash, never, more => {
    received += more
  })
  expect(Buffer.from(arrived ?? []).equals(bytes)).toBe(true)
  expect(received).toBe(bytes.length)
  expect(ranges).toEqual([undefined, 'bytes=100000-', 'bytes=200000-'])
})

test('a download that was given up goes on where it was when it is asked for again', async () => {
  const ranges: (string | undefined)[] = []
  const stopped = new AbortController()
  await using relay = await createStore((request, response) => {
    const { range } = request.headers
    ranges.push(range)
    const from = Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0)
    response.writeHead(from === 0 ? 200 : 206, { 'content-length': bytes.length - from })
    if (from > 0) return response.end(bytes.subarray(from))
    return response.write(bytes.subarray(0, 100_000))
  })
  let received = 0
  const given = relay.transfer.download(hash, stopped.signal, more => {
    received += more
    if (received === 100_000) stopped.abort()
  })
  await expect(given).rejects.toMatchObject({ name: 'AbortError' })
  const arrived = await relay.transfer.download(hash, never, () => {})
  expect(Buffer.from(arrived ?? []).equals(bytes)).toBe(true)
  expect(ranges).toEqual([undefined, 'bytes=100000-'])
})

test('other bytes than those asked for are refused, and none are none', async () => {
  await using liar = await createStore((_request, response) => response.end('something else'))
  await expect(liar.transfer.download(hash, never, () => {})).rejects.toMatchObject({ code: 'RELAY' })
  await using empty = await createStore((_request, response) => response.writeHead(404).end())
  expect(await empty.transfer.download(hash, never, () => {})).toBe(undefined)
})

test('an upload goes on where a cut left it', async () => {
  const kept: Buffer[] = []
  let cuts = 1
  await using relay = await createStore(async (request, response) => {
    const held = Buffer.concat(kept)
    if (request.method === 'HEAD') {
      expect(request.url).toBe(`/w/blobs/${hash}?partial`)
      return response.writeHead(200, { 'upload-offset': held.length, 'upload-complete': '?0' }).end()
    }
    expect(request.headers['content-range']).toBe(
      held.length === 0 ? undefined : `bytes ${held.length}-${bytes.length - 1}/${bytes.length}`,
    )
    for await (const part of request as AsyncIterable<Buffer>) {
      kept.push(part)
      if (cuts > 0 && Buffer.concat(kept).length > 50_000) {
        cuts -= 1
        return request.destroy()
      }
    }
    return response.writeHead(201).end()
  })
  await relay.transfer.upload(hash, bytes, never)
  expect(Buffer.concat(kept).equals(bytes)).toBe(true)
  expect(cuts).toBe(0)
})

test('what the relay has is not sent again, and a refusal is an error', async () => {
  const methods: (string | undefined)[] = []
  await using full = await createStore((request, response) => {
    methods.push(request.method)
    response.writeHead(200, { 'upload-offset': bytes.length, 'upload-complete': '?1' }).end()
  })
  await full.transfer.upload(hash, bytes, never)
  expect(methods).toEqual(['HEAD'])
  await using closed = await createStore((request, response) => {
    request.resume()
    response.writeHead(request.method === 'HEAD' ? 404 : 403).end()
  })
  await expect(closed.transfer.upload(hash, bytes, never)).rejects.toMatchObject({ code: 'RELAY' })
})

test('a relay that is gone is tried a few times, then said', async () => {
  const relay = await createStore(() => {})
  await relay[Symbol.asyncDispose]()
  await expect(relay.transfer.download(hash, never, () => {})).rejects.toMatchObject({ code: 'RELAY' })
})

test('a cancelled transfer ends with the reason', async () => {
  await using relay = await createStore(() => {})
  const controller = new AbortController()
  const download = relay.transfer.download(hash, controller.signal, () => {})
  const reason = new Error('closing')
  controller.abort(reason)
  await expect(download).rejects.toBe(reason)
})

async function createStore(answer: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const server = createServer((request, response) => {
    expect(request.headers.authorization).toBe('Bearer token-123')
    Promise.resolve(answer(request, response)).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    transfer: createBlobTransfer({ relay: `ws://127.0.0.1:${port}`, workspace: 'w', token: 'token-123' }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}
