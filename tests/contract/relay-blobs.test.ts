import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeLink, startRelay, type TestRelay } from './relay-fixture.ts'

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function call(
  server: TestRelay,
  method: string,
  target: string,
  options: { body?: Uint8Array<ArrayBuffer>; headers?: Record<string, string>; token?: string } = {},
): Promise<Response> {
  return fetch(`${server.httpUrl}/game/blobs/${target}`, {
    method,
    headers: { authorization: `Bearer ${options.token ?? server.relay.token}`, ...options.headers },
    ...(options.body ? { body: options.body } : {}),
  })
}

function bytesOf(size: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(randomBytes(size))
}

test('a blob goes up once, comes down whole or in ranges, and survives a restart', async () => {
  await using server = await startRelay()
  const body = bytesOf(300_000)
  const hash = hashOf(body)
  expect((await call(server, 'GET', hash)).status).toBe(404)
  expect((await call(server, 'PUT', hash, { body })).status).toBe(201)
  expect((await call(server, 'PUT', hash, { body })).status).toBe(200)
  await server.restart()
  const whole = await call(server, 'GET', hash)
  expect(new Uint8Array(await whole.arrayBuffer())).toEqual(body)
  const part = await call(server, 'GET', hash, { headers: { range: 'bytes=100-199' } })
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 100-199/300000'])
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(body.subarray(100, 200))
  const tail = await call(server, 'GET', hash, { headers: { range: 'bytes=-5' } })
  expect(new Uint8Array(await tail.arrayBuffer())).toEqual(body.subarray(-5))
  expect((await call(server, 'GET', hash, { headers: { range: 'bytes=300000-' } })).status).toBe(416)
  const head = await call(server, 'HEAD', hash)
  expect([head.status, head.headers.get('content-length')]).toEqual([200, '300000'])
})

test('an upload goes on where it stopped, also after a restart', async () => {
  await using server = await startRelay()
  const body = bytesOf(100_000)
  const hash = hashOf(body)
  const offset = async (): Promise<number> =>
    Number((await call(server, 'HEAD', `${hash}?partial`)).headers.get('upload-offset'))
  const put = (start: number, end: number): Promise<Response> =>
    call(server, 'PUT', hash, {
      body: body.slice(start, end),
      headers: { 'content-range': `bytes ${start}-${end - 1}/${body.length}` },
    })
  expect(await offset()).toBe(0)
  expect((await put(0, 40_000)).status).toBe(202)
  await server.restart()
  expect(await offset()).toBe(40_000)
  expect((await put(50_000, 100_000)).status).toBe(409)
  expect((await put(40_000, 70_000)).headers.get('upload-offset')).toBe('70000')
  expect((await put(70_000, 100_000)).status).toBe(201)
  expect(new Uint8Array(await (await call(server, 'GET', hash)).arrayBuffer())).toEqual(body)
})

test('a connection cut in the middle keeps what came, and nobody sees half a file', async () => {
  await using server = await startRelay()
  const body = bytesOf(200_000)
  const hash = hashOf(body)
  const cut = request(`${server.httpUrl}/game/blobs/${hash}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${server.relay.token}`, 'content-length': body.length },
  })
  cut.on('error', () => {})
  cut.write(body.subarray(0, 120_000))
  const offset = async (): Promise<number> =>
    Number((await call(server, 'HEAD', `${hash}?partial`)).headers.get('upload-offset'))
  while ((await offset()) < 120_000) expect((await call(server, 'GET', hash)).status).toBe(404)
  const gone = new Promise(resolve => cut.once('close', resolve))
  cut.destroy()
  await gone
  const rest = { body: body.slice(120_000), headers: { 'content-range': 'bytes 120000-199999/200000' } }
  let status = 409
  // Busy until the relay, too, has seen the first connection end.
  while (status === 409) status = (await call(server, 'PUT', hash, rest)).status
  expect(status).toBe(201)
})

test('bytes that are not what their name says are thrown away', async () => {
  await using server = await startRelay()
  const body = bytesOf(1_000)
  const wrong = hashOf(bytesOf(1_000))
  expect((await call(server, 'PUT', wrong, { body })).status).toBe(422)
  expect((await call(server, 'GET', wrong)).status).toBe(404)
  expect(Number((await call(server, 'HEAD', `${wrong}?partial`)).headers.get('upload-offset'))).toBe(0)
  for (const name of ['..', 'abc', wrong.toUpperCase(), `${wrong}x`, '%2e%2e%2ftoken']) {
    expect((await call(server, 'PUT', name, { body })).status, name).toBe(404)
  }
})

test('read links fetch and never store; the workspace quota holds', async () => {
  await using server = await startRelay({ limits: { workspaceBytes: 10_000, maxBlobBytes: 8_000 } })
  const reader = await makeLink(server, 'game', { rights: 'read' })
  const body = bytesOf(6_000)
  expect((await call(server, 'PUT', hashOf(body), { body, token: reader.token })).status).toBe(403)
  expect((await call(server, 'PUT', hashOf(body), { body })).status).toBe(201)
  expect((await call(server, 'GET', hashOf(body), { token: reader.token })).status).toBe(200)
  expect((await call(server, 'GET', hashOf(body), { token: 'x'.repeat(32) })).status).toBe(401)
  const second = bytesOf(6_000)
  expect((await call(server, 'PUT', hashOf(second), { body: second })).status).toBe(507)
  const huge = bytesOf(9_000)
  expect((await call(server, 'PUT', hashOf(huge), { body: huge })).status).toBe(413)
  await server.restart()
  expect((await call(server, 'PUT', hashOf(second), { body: second })).status).toBe(507)
})

test.runIf(process.platform === 'linux')('a full disk is a 507, and everything else goes on', async () => {
  await using server = await startRelay()
  const body = bytesOf(50_000)
  const hash = hashOf(body)
  const folder = path.join(server.dataFolder, 'blobs', 'game', hash.slice(0, 2))
  await mkdir(folder, { recursive: true })
  // The device on which every write fails with ENOSPC.
  await symlink('/dev/full', path.join(folder, `${hash}.part`))
  expect((await call(server, 'PUT', hash, { body })).status).toBe(507)
  const other = bytesOf(50_000)
  expect((await call(server, 'PUT', hashOf(other), { body: other })).status).toBe(201)
  expect((await fetch(`${server.httpUrl}/healthz`)).status).toBe(200)
})

test('uploads that nobody went on with are cleaned up at the next start', async () => {
  await using server = await startRelay()
  const folder = path.join(server.dataFolder, 'blobs', 'game', 'aa')
  await mkdir(folder, { recursive: true })
  const old = path.join(folder, `${'a'.repeat(64)}.part`)
  const fresh = path.join(folder, `aa${'b'.repeat(62)}.part`)
  await writeFile(old, 'old')
  await writeFile(fresh, 'fresh')
  const twoDaysAgo = new Date(Date.now() - 2 * 24 * 3_600_000)
  await utimes(old, twoDaysAgo, twoDaysAgo)
  await server.restart()
  expect(await readdir(folder)).toEqual([path.basename(fresh)])
})
