import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeDocumentFrame, encodePush } from '../../shared/sync/relay-protocol.ts'
import {
  author,
  push,
  rawClient,
  readRoom,
  startRelay,
  stockClient,
  syncMessage,
  untilSynced,
  untilValue,
} from './relay-fixture.ts'

async function startProcess(folder: string): Promise<{ child: ChildProcess; url: string; token: string }> {
  const child = fork(path.join(import.meta.dirname, 'relay-process.ts'), [folder, '0'])
  const [ready] = (await once(child, 'message')) as [{ url: string; token: string }]
  return { child, ...ready }
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** A later value that was stored but not answered any more may stand instead of an acknowledged one. */
function expectStored(doc: Y.Doc, acknowledged: ReadonlyMap<string, number>): void {
  for (const [key, value] of acknowledged) expect(Number(doc.getMap('m').get(key)), key).toBeGreaterThanOrEqual(value)
}

test('kill -9 in the middle of a stream of pushes loses nothing acknowledged', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'weft-relay-kill-'))
  const acknowledged = new Map<string, number>()
  const authors = [author(101), author(102), author(103)]
  try {
    for (let life = 0; life < 3; life++) {
      const { child, url, token } = await startProcess(folder)
      using client = await rawClient(url, 'game', token)
      const stored = await readRoom(client, 'scene')
      expectStored(stored, acknowledged)
      // Each author goes on from what the relay has, as a client that reconnects does.
      for (const { doc } of authors) {
        const answer = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(stored))
        expect(await push(client, 'scene', answer)).toBe('ack')
      }
      const requests = new Map<number, [string, number]>()
      client.socket.on('message', () => {
        for (const frame of client.frames.splice(0)) {
          const request = frame.kind === 'ack' ? requests.get(frame.requestId) : undefined
          if (request) acknowledged.set(...request)
        }
      })
      const count = 3_000
      for (let index = 0; index < count; index++) {
        const key = `${index % 3}/${index % 100}`
        const value = life * count + index
        requests.set(100_000 + index, [key, value])
        client.socket.send(
          encodePush('scene', 100_000 + index, authors[index % 3]?.set(key, value) ?? new Uint8Array()),
        )
      }
      await new Promise<void>(resolve => {
        const before = acknowledged.size
        client.socket.on('message', () => {
          if (acknowledged.size > before || acknowledged.size >= 100) resolve()
        })
      })
      await kill(child)
      await client.closed
    }
    const { child, url, token } = await startProcess(folder)
    using client = await rawClient(url, 'game', token)
    expect(acknowledged.size).toBeGreaterThan(0)
    expectStored(await readRoom(client, 'scene'), acknowledged)
    await kill(child)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}, 120_000)

test('a stop closes with 1001, keeps what was taken and leaves a folder only its owner can read', async () => {
  await using server = await startRelay()
  using client = await rawClient(server.relay.url, 'game', server.relay.token)
  const own = author(7)
  expect(await push(client, 'scene', own.set('a', 1))).toBe('ack')
  const start = performance.now()
  await server.restart()
  expect(await client.closed).toBe(1001)
  expect(performance.now() - start).toBeLessThan(5_000)
  using again = await rawClient(server.relay.url, 'game', server.relay.token)
  expect((await readRoom(again, 'scene')).getMap('m').toJSON()).toEqual({ a: 1 })
  expect((await stat(server.dataFolder)).mode & 0o777).toBe(0o700)
  expect((await stat(path.join(server.dataFolder, 'token'))).mode & 0o777).toBe(0o600)
  expect((await stat(path.join(server.dataFolder, 'relay.sqlite'))).mode & 0o777).toBe(0o600)
})

test('a database of a newer relay, or a port that is taken, is an error of starting, and nothing is left behind', async () => {
  await using server = await startRelay()
  const { port } = server.relay
  await expect(startRelay({ port })).rejects.toThrow('EADDRINUSE')
  await server.relay.close()
  const database = new Database(path.join(server.dataFolder, 'relay.sqlite'))
  database.pragma('user_version = 999')
  database.close()
  await expect(startRelay({ dataFolder: server.dataFolder })).rejects.toThrow('Use a newer one')
})

test('a long log is compacted while people work, and says the same before and after', async () => {
  await using server = await startRelay({ limits: { compactRows: 20, compactBytes: 2_000 } })
  using client = await rawClient(server.relay.url, 'game', server.relay.token)
  const own = author(7)
  for (let index = 0; index < 200; index++) {
    expect(await push(client, 'scene', own.set(`k${index % 5}`, `${index}${'x'.repeat(50)}`))).toBe('ack')
  }
  const stored = await readRoom(client, 'scene')
  expect(stored.getMap('m').toJSON()).toEqual(own.doc.getMap('m').toJSON())
  await server.restart()
  using again = await rawClient(server.relay.url, 'game', server.relay.token)
  const reloaded = await readRoom(again, 'scene')
  expect(reloaded.getMap('m').toJSON()).toEqual(own.doc.getMap('m').toJSON())
  expect(Y.encodeStateVector(reloaded)).toEqual(Y.encodeStateVector(own.doc))
  expect(await push(again, 'scene', own.set('after', 1))).toBe('ack')
})

test('a large document is read, stored and answered off the loop: what comes behind it overtakes it', async () => {
  await using server = await startRelay()
  using client = await rawClient(server.relay.url, 'game', server.relay.token)
  const large = new Y.Doc()
  large.transact(() => {
    for (let index = 0; index < 60_000; index++) large.getMap('m').set(`node-${index}/name`, `Vector2(${index}, 1)`)
  })
  const small = author(1)
  // On the loop, the first of two on one connection would be taken and answered first.
  client.socket.send(encodePush('large', 1, Y.encodeStateAsUpdate(large)))
  client.socket.send(encodePush('small', 2, small.set('k', 1)))
  await client.next(frame => frame.kind === 'ack' && frame.requestId === 1)
  const acks = client.frames.flatMap(frame => (frame.kind === 'ack' ? [frame.requestId] : []))
  expect(acks).toEqual([2, 1])

  client.socket.send(encodeDocumentFrame('large', syncMessage(0, Y.encodeStateVector(new Y.Doc()))))
  client.socket.send(encodePush('small', 3, small.set('k', 2)))
  await client.next(frame => frame.kind === 'ack' && frame.requestId === 3)
  const isAnswer = (frame: (typeof client.frames)[number]): boolean => frame.kind === 'frame' && frame.bytes[1] === 1
  expect(client.frames.some(isAnswer)).toBe(false)
  await client.next(isAnswer)
  expect((await readRoom(client, 'large')).getMap('m').size).toBe(60_000)
})

test('the work of a third person, lost by the relay, can be brought back by a peer, and its author goes on', async () => {
  await using before = await startRelay()
  using oldCara = stockClient(before.relay.url, 'game/scene', before.relay.token)
  using oldBen = stockClient(before.relay.url, 'game/scene', before.relay.token)
  oldCara.doc.getMap('m').set('cara', 1)
  await untilValue(oldBen.doc, 'cara', 1)
  oldBen.doc.getMap('m').set('ben', 1)
  await untilValue(oldCara.doc, 'ben', 1)
  oldCara.provider.disconnect()
  oldBen.provider.disconnect()

  await using after = await startRelay()
  const { url } = after.relay
  const link = async (): Promise<string> => (await newWriteLink(after.httpUrl, after.relay.token)).token
  using ben = stockClient(url, 'game/scene', await link(), oldBen.doc)
  await untilSynced(ben)
  // Cara has gone on meanwhile, with the same client id; her token differs from that of who brought her work.
  oldCara.doc.getMap('m').set('cara', 2)
  using cara = stockClient(url, 'game/scene', await link(), oldCara.doc)
  await untilValue(ben.doc, 'cara', 2)
  cara.doc.getMap('m').set('cara', 3)
  await untilValue(ben.doc, 'cara', 3)
  ben.doc.getMap('m').set('ben', 2)
  await untilValue(cara.doc, 'ben', 2)
})

test('REL16 after a restored backup anybody may bring what it lacks', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'weft-relay-backup-'))
  const cara = author(90)
  const first = cara.set('a', 1)
  const second = cara.set('a', 2)
  try {
    const links = await (async () => {
      await using backup = await startRelay({ dataFolder: folder })
      const made = [await newWriteLink(backup.httpUrl, backup.relay.token)]
      made.push(await newWriteLink(backup.httpUrl, backup.relay.token))
      using client = await rawClient(backup.relay.url, 'game', made[0]?.token ?? '')
      expect(await push(client, 'scene', first)).toBe('ack')
      return made
    })()
    const bring = async (forgetAuthors: boolean): Promise<string> => {
      await using restored = await startRelay({ dataFolder: folder, forgetAuthors })
      using peer = await rawClient(restored.relay.url, 'game', links[1]?.token ?? '')
      return await push(peer, 'scene', second)
    }
    expect(await bring(false)).toBe('forged-clock')
    expect(await bring(true)).toBe('ack')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

async function newWriteLink(httpUrl: string, token: string): Promise<{ token: string }> {
  const response = await fetch(`${httpUrl}/game/links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ rights: 'write' }),
  })
  return (await response.json()) as { token: string }
}
