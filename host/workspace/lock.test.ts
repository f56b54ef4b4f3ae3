import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../files/temporary-folder.ts'
import { lockWorkspace } from './lock.ts'

const nobody = async () => undefined

test('the second is told where the first is', async () => {
  using folder = temporaryFolder()
  using _ = await lockWorkspace(folder.path, nobody)
  await expect(lockWorkspace(folder.path, async () => 'http://127.0.0.1:1/')).rejects.toMatchObject({
    code: 'LOCKED',
    data: { hint: 'http://127.0.0.1:1/' },
  })
})

test('goes with the process that held it, however that ended', async () => {
  using folder = temporaryFolder()
  const script = `
    const { lockWorkspace } = await import(${JSON.stringify(`${import.meta.dirname}/lock.ts`)})
    globalThis.held = await lockWorkspace(${JSON.stringify(folder.path)}, async () => undefined)
    console.log('held')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  await expect(lockWorkspace(folder.path, nobody)).rejects.toMatchObject({ code: 'LOCKED' })
  child.kill('SIGKILL')
  await ended
  using lock = await lockWorkspace(folder.path, nobody)
  expect(lock).toBeDefined()
})
