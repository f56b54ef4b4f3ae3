import { expect, test } from 'vitest'
import { author, makeLink, push, rawClient, startRelay } from './relay-fixture.ts'

const bearer = (token: string): { headers: { authorization: string } } => ({
  headers: { authorization: `Bearer ${token}` },
})

test('a link opens its own workspace only, with its own rights', async () => {
  await using server = await startRelay()
  const write = await makeLink(server, 'game', { rights: 'write' })
  using there = await rawClient(server.relay.url, 'game', write.token)
  expect(await push(there, 'scene', author(1).set('a', 1))).toBe('ack')
  using elsewhere = await rawClient(server.relay.url, 'other', write.token)
  expect(await elsewhere.closed).toBe(4403)
  expect((await fetch(`${server.httpUrl}/other/links`, bearer(write.token))).status).toBe(403)
  expect((await fetch(`${server.httpUrl}/game/links`, bearer(write.token))).status).toBe(403)
  expect((await fetch(`${server.httpUrl}/game/links`)).status).toBe(401)
})

test('an expired link closes its live connection with 4409, and opens nothing any more', async () => {
  let now = 1_000_000
  await using server = await startRelay({ clock: { now: () => now }, limits: { sweepMs: 5 } })
  const link = await makeLink(server, 'game', { rights: 'write', expiresAt: new Date(now + 60_000).toISOString() })
  using live = await rawClient(server.relay.url, 'game', link.token)
  expect(await push(live, 'scene', author(1).set('a', 1))).toBe('ack')
  now += 60_000
  expect(await live.closed).toBe(4409)
  using late = await rawClient(server.relay.url, 'game', link.token)
  expect(await late.closed).toBe(4409)
  expect((await fetch(`${server.httpUrl}/game/links`, bearer(link.token))).status).toBe(401)
})

test('revoking closes live connections of the link and of those made with it, also after a restart', async () => {
  await using server = await startRelay()
  const sharer = await makeLink(server, 'game', { rights: 'write', canShare: true })
  const child = await makeLink(server, 'game', { rights: 'write' }, sharer.token)
  const bystander = await makeLink(server, 'game', { rights: 'read' })
  await server.restart()
  using first = await rawClient(server.relay.url, 'game', sharer.token)
  using second = await rawClient(server.relay.url, 'game', child.token)
  using third = await rawClient(server.relay.url, 'game', bystander.token)
  const listed = await (await fetch(`${server.httpUrl}/game/links`, bearer(sharer.token))).text()
  expect(listed).toContain(child.id)
  for (const token of [sharer.token, child.token, server.relay.token]) expect(listed).not.toContain(token)

  const revoke = (token: string, id: string): Promise<Response> =>
    fetch(`${server.httpUrl}/game/links/${id}`, { method: 'DELETE', ...bearer(token) })
  expect((await revoke(sharer.token, bystander.id)).status).toBe(403)
  expect((await revoke(server.relay.token, sharer.id)).status).toBe(200)
  expect(await Promise.all([first.closed, second.closed])).toEqual([4401, 4401])
  expect(await push(third, 'scene', author(1).set('a', 1))).toBe('read-only')
  await server.restart()
  using again = await rawClient(server.relay.url, 'game', child.token)
  expect(await again.closed).toBe(4401)
  using still = await rawClient(server.relay.url, 'game', bystander.token)
  expect(still.frames[0]?.kind).toBe('welcome')
})

test('a link gives at most what its maker has', async () => {
  await using server = await startRelay()
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  const later = new Date(Date.now() + 7_200_000).toISOString()
  const sharer = await makeLink(server, 'game', { rights: 'write', canShare: true, expiresAt: soon })
  await expect(makeLink(server, 'game', { rights: 'write', expiresAt: later }, sharer.token)).rejects.toThrow('403')
  await expect(makeLink(server, 'game', { rights: 'write', canShare: true }, sharer.token)).rejects.toThrow('403')
  await expect(makeLink(server, 'game', { rights: 'admin' as 'read' })).rejects.toThrow('400')
  await expect(makeLink(server, 'game', { rights: 'read', expiresAt: '2001-01-01T00:00:00Z' })).rejects.toThrow('400')
  const inherited = await makeLink(server, 'game', { rights: 'read' }, sharer.token)
  expect(inherited).toMatchObject({ expiresAt: soon })
})

test('a new link of the same person goes on with the client id of a revoked one', async () => {
  await using server = await startRelay()
  const old = await makeLink(server, 'game', { rights: 'write' })
  const own = author(40)
  using before = await rawClient(server.relay.url, 'game', old.token)
  expect(await push(before, 'scene', own.set('a', 1))).toBe('ack')
  const fresh = await makeLink(server, 'game', { rights: 'write' })
  using after = await rawClient(server.relay.url, 'game', fresh.token)
  const next = own.set('a', 2)
  expect(await push(after, 'scene', next)).toBe('forged-clock')
  await fetch(`${server.httpUrl}/game/links/${old.id}`, { method: 'DELETE', ...bearer(server.relay.token) })
  expect(await push(after, 'scene', next)).toBe('ack')
})

test('health and metrics are there, and other paths are 404 in JSON', async () => {
  await using server = await startRelay()
  const health = await fetch(`${server.httpUrl}/healthz`)
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }])
  using client = await rawClient(server.relay.url, 'game', server.relay.token)
  expect(await push(client, 'scene', author(1).set('a', 1))).toBe('ack')
  const metrics = await (await fetch(`${server.httpUrl}/metrics`)).text()
  for (const line of ['connections 1', 'rooms 1', 'updates_total 1', 'ack_seconds_count 1']) {
    expect(metrics).toContain(`weft_relay_${line}`)
  }
  expect(metrics).toMatch(/weft_relay_log_bytes [1-9]/)
  expect(metrics).not.toContain(server.relay.token)
  for (const path of ['/', '/game', '/game/scene', '/game/blobs/../../token', '/..%2f/links', '/game/other/x']) {
    const response = await fetch(`${server.httpUrl}${path}`, bearer(server.relay.token))
    expect([response.status, response.headers.get('content-type')], path).toEqual([404, 'application/json'])
  }
})
