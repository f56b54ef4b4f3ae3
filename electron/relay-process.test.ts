import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../host/files/temporary-folder.ts'
import { relayStarter } from './relay-process.ts'

const times = { startMs: 20_000, stopMs: 10_000 }
const where = { dataFolder: '/nowhere', port: 0, onNetwork: false }

test('a relay in a process of its own: it answers, and is gone once disposed', { timeout: 30_000 }, async () => {
  using folder = temporaryFolder()
  const program = fileURLToPath(new URL('../cli/relay-process.ts', import.meta.url))
  const start = relayStarter({ file: process.execPath, args: [program], environment: { WEFT_LOG: 'silent' } }, times)
  const relay = await start({ dataFolder: join(folder.path, 'relay'), port: 0, onNetwork: false })
  const health = `http://127.0.0.1:${relay.port}/healthz`
  expect((await fetch(health)).status).toBe(200)
  expect(relay.token).toMatch(/^[\w-]{8,}$/)
  await relay[Symbol.asyncDispose]()
  await expect(fetch(health)).rejects.toThrow('fetch failed')
})

test.for([
  ['one that ends', 'process.exit(3)'],
  ['one that babbles', "setInterval(() => process.stdout.write('x'.repeat(1000)), 1)"],
  ['one that says something else', "console.log('{}'); setInterval(() => {}, 1000)"],
  ['one that is silent', 'setInterval(() => {}, 1000)'],
] as const)('%s is an expected error', async ([, code]) => {
  const file = { file: process.execPath, args: ['-e', code, '--'], environment: {} }
  await expect(relayStarter(file, { startMs: 300, stopMs: 100 })(where)).rejects.toMatchObject({ code: 'RELAY' })
})

test('a program that is not there, and a relay that does not stop when told', async () => {
  const missing = relayStarter({ file: '/no/such/program', args: [], environment: {} }, times)
  await expect(missing(where)).rejects.toMatchObject({ code: 'RELAY' })

  const code = `process.on('SIGTERM', () => {}); console.log('{"url":"ws://127.0.0.1:9","token":"t"}'); setInterval(() => {}, 1000)`
  const stubborn = relayStarter(
    { file: process.execPath, args: ['-e', code, '--'], environment: {} },
    { ...times, stopMs: 50 },
  )
  const relay = await stubborn(where)
  expect(relay.port).toBe(9)
  await relay[Symbol.asyncDispose]()
})
