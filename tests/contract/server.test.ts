import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { contract } from '../../shared/contract/contract.ts'
import { API_BODY_BYTES, SESSION_CODE_MS, SESSION_FAILURES_PER_MINUTE } from '../../shared/limits.ts'
import { type Door, openDoor } from './memory-host.ts'

test.for([
  ['GET', '/api'],
  ['GET', '/api/'],
  ['GET', '/api/app'],
  ['POST', '/api/app/open'],
  ['GET', '/api/openapi.json'],
  ['GET', '/api/no/such/thing'],
  ['DELETE', '/api/session'],
  ['GET', '/api/app?token=TOKEN'],
  ['GET', '/%61pi/app'],
  ['GET', '//api/app'],
  ['POST', '/api/session/code'],
])('%s %s without a token is 401', async ([method, path]) => {
  await using door = await openDoor()
  const answer = await raw(door, { method, path: path?.replace('TOKEN', door.token) })
  expect(answer.status).toBe(401)
  const wrong = await raw(door, { method, path, headers: { authorization: 'Bearer wrong' } })
  expect(wrong.status).toBe(401)
})

test('a token opens the API, an unknown path is then 404', async () => {
  await using door = await openDoor()
  const headers = { authorization: `Bearer ${door.token}` }
  const state = await fetch(`${door.origin}/api/app`, { headers })
  expect(state.status).toBe(200)
  expect(await state.json()).toMatchObject({ version: '0.0.0', workspace: null })
  expect((await fetch(`${door.origin}/api/no/such/thing`, { headers })).status).toBe(404)
  const none = await fetch(`${door.origin}/api/files`, { headers })
  expect(none.status).toBe(409)
  expect(await none.json()).toMatchObject({ defined: true, code: 'NO_WORKSPACE', data: { hint: 'Open a folder.' } })
})

test('a Host or Origin of another is refused, the page and upgrades included', async () => {
  await using door = await openDoor()
  const authorization = `Bearer ${door.token}`
  for (const path of ['/', '/api/app', '/api/session', '/assets/main-1a2b.js']) {
    for (const headers of [
      { host: 'evil.example' },
      { host: `evil.example:${door.port}` },
      { host: `127.0.0.1:${door.port + 1}` },
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: `https://127.0.0.1:${door.port}` },
    ]) {
      const answer = await raw(door, { path, headers: { authorization, ...headers } })
      expect([path, headers, answer.status]).toEqual([path, headers, 403])
    }
  }
  for (const host of [`localhost:${door.port}`, `[::1]:${door.port}`, `127.0.0.1:${door.port}`]) {
    expect((await raw(door, { path: '/', headers: { host, origin: `http://${host}` } })).status).toBe(200)
  }
  for (const path of ['/api/rpc', '/api/documents']) {
    expect(await upgradeStatus(door, path, { origin: 'http://evil.example' })).toBe(403)
    expect(await upgradeStatus(door, path, { headers: { host: 'evil.example' } })).toBe(403)
  }
  expect(await upgradeStatus(door, '/api/other', {})).toBe(401)
})

test('a request without a Host header is refused', async () => {
  await using door = await openDoor()
  const socket = connect(door.port, '127.0.0.1')
  socket.write('GET / HTTP/1.0\r\n\r\n')
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  expect(text).toMatch(/^HTTP\/1\.1 403/)
})

test('a one-time code works once, and not for ever', async () => {
  await using door = await openDoor()
  const code = new URL(door.pageUrl()).hash.replace('#code=', '')
  const first = await exchange(door, code)
  expect(first.status).toBe(200)
  const { token } = (await first.json()) as { token: string }
  const app = await fetch(`${door.origin}/api/app`, { headers: { authorization: `Bearer ${token}` } })
  expect(app.status).toBe(200)
  expect((await exchange(door, code)).status).toBe(401)

  const old = new URL(door.pageUrl()).hash.replace('#code=', '')
  door.pass(SESSION_CODE_MS)
  expect((await exchange(door, old)).status).toBe(401)
  expect((await exchange(door, 'guess')).status).toBe(401)
})

test('wrong codes are slowed down, and a minute later a right one works', async () => {
  await using door = await openDoor()
  const code = new URL(door.pageUrl()).hash.replace('#code=', '')
  for (let i = 0; i < SESSION_FAILURES_PER_MINUTE; i += 1) expect((await exchange(door, `guess${i}`)).status).toBe(401)
  expect((await exchange(door, code)).status).toBe(429)
  door.pass(60_001)
  expect((await exchange(door, code)).status).toBe(200)
})

test('a running host makes another page address for who has a token', async () => {
  await using door = await openDoor()
  const headers = { authorization: `Bearer ${door.token}` }
  const answer = await fetch(`${door.origin}/api/session/code`, { method: 'POST', headers })
  const { url } = (await answer.json()) as { url: string }
  expect((await exchange(door, new URL(url).hash.replace('#code=', ''))).status).toBe(200)
})

test('the page runs scripts of its own host only', async () => {
  await using door = await openDoor()
  const page = await fetch(`${door.origin}/`)
  const policy = page.headers.get('content-security-policy') ?? ''
  const rules = new Map(policy.split('; ').map(rule => [rule.split(' ', 1)[0], rule]))
  expect(rules.get('script-src')).toBe("script-src 'self'")
  expect(rules.get('default-src')).toBe("default-src 'none'")
  expect(rules.get('frame-ancestors')).toBe("frame-ancestors 'none'")
  const sockets = `ws://127.0.0.1:${door.port} ws://localhost:${door.port}`
  expect(rules.get('connect-src')).toBe(`connect-src 'self' ${sockets}`)
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.headers.get('set-cookie')).toBe(null)
  const nonce = /nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
  expect(await page.text()).toContain(`<meta property="csp-nonce" nonce="${nonce}"`)
  const script = await fetch(`${door.origin}/assets/main-1a2b.js`)
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(script.headers.get('cache-control')).toContain('immutable')
})

test.for([
  '/../secret.txt',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%2f..%2fetc/passwd',
  '/assets/..\\..\\x',
  '/.secret',
  '/assets/%00',
  '/assets',
  '/%',
  '/nothing.js',
])('%s is not served', async path => {
  await using door = await openDoor()
  expect((await raw(door, { path })).status).toBe(404)
})

test('limits: a body that is too large, declared or streamed, and a frame that is too large', async () => {
  await using door = await openDoor()
  const headers = { authorization: `Bearer ${door.token}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ folder: 'x'.repeat(API_BODY_BYTES) })
  const declared = await raw(door, {
    method: 'POST',
    path: '/api/app/open',
    headers: { ...headers, 'content-length': String(body.length) },
  })
  expect(declared.status).toBe(413)
  const streamed = await raw(door, { method: 'POST', path: '/api/app/open', headers, body })
  expect(streamed.status).toBe(413)
  expect((await exchange(door, 'x'.repeat(5000))).status).toBe(413)

  const socket = new WebSocket(`ws://127.0.0.1:${door.port}/api/rpc`)
  await once(socket, 'open')
  socket.send(JSON.stringify({ token: door.token }))
  await once(socket, 'message')
  socket.send('x'.repeat(API_BODY_BYTES + 1))
  const [code] = await once(socket, 'close')
  expect(code).toBe(1009)
})

test('a socket without the right first frame is closed', async () => {
  await using door = await openDoor()
  for (const first of ['{"token":"wrong"}', 'nonsense', '[]', Buffer.from('{}')]) {
    const socket = new WebSocket(`ws://127.0.0.1:${door.port}/api/documents`)
    await once(socket, 'open')
    socket.send(first)
    const [code] = await once(socket, 'close')
    expect(code).toBe(4401)
  }
})

test('the OpenAPI document lists every procedure', async () => {
  await using door = await openDoor()
  const headers = { authorization: `Bearer ${door.token}` }
  const answer = await fetch(`${door.origin}/api/openapi.json`, { headers })
  const document = (await answer.json()) as { openapi: string; paths: Record<string, Record<string, object>> }
  expect(document.openapi).toMatch(/^3\.1\./)
  const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
  )
  const declared = Object.values({ ...contract }).flatMap(group =>
    Object.values(group).map(procedure => {
      const { method, path } = procedure['~orpc'].route
      return `${method} ${path}`
    }),
  )
  expect(listed.sort()).toEqual(declared.sort())
})

interface RawRequest {
  readonly method?: string | undefined
  readonly path?: string | undefined
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** A request that fetch would correct before sending it. */
function raw(door: Door, { method = 'GET', path = '/', headers = {}, body }: RawRequest): Promise<{ status: number }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: door.port, method, path, headers, agent: false }, response => {
      response.resume()
      resolve({ status: response.statusCode ?? 0 })
      if (body === undefined) sent.destroy()
    })
    sent.on('error', reject)
    if (headers['content-length'] !== undefined && body === undefined) sent.flushHeaders()
    else sent.end(body)
  })
}

function exchange(door: Door, code: string): Promise<Response> {
  return fetch(`${door.origin}/api/session`, { method: 'POST', body: JSON.stringify({ code }) })
}

function upgradeStatus(
  door: Door,
  path: string,
  options: { origin?: string; headers?: Record<string, string> },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${door.port}${path}`, options)
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      socket.terminate()
    })
    socket.on('open', () => reject(new Error('opened')))
    socket.on('error', () => {})
  })
}
