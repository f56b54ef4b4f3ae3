import { expect, test } from 'vitest'
import { runBounded } from './run-bounded.ts'

const node = process.execPath

test('answers with the code and both streams', async () => {
  const result = await runBounded(node, ['-e', 'console.log("out"); console.error("err"); process.exit(3)'], {
    timeoutMs: 20_000,
  })
  expect(result).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n', isTimedOut: false })
})

test('ends a program that hangs, and the children it started', async () => {
  const script = `
    const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })
    console.log(child.pid)
    setInterval(() => {}, 1000)`
  const result = await runBounded(node, ['-e', script], { timeoutMs: 1_500 })
  expect(result).toMatchObject({ code: null, isTimedOut: true })
  // `close` came, so nobody holds the pipes that the grandchild had inherited.
  expect(Number(result.stdout)).toBeGreaterThan(0)
})

test('does not wait for one that left the group and holds the pipes', async () => {
  const script = `
    const options = { stdio: 'inherit', detached: true }
    const child = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 30_000)'], options)
    child.unref()
    console.log(child.pid)`
  const result = await runBounded(node, ['-e', script], { timeoutMs: 1_500 })
  expect(result).toMatchObject({ code: 0, isTimedOut: true })
  process.kill(Number(result.stdout), 'SIGKILL')
})

test('keeps no more output than it was told to', async () => {
  const result = await runBounded(node, ['-e', 'process.stdout.write("x".repeat(1_000_000))'], {
    timeoutMs: 20_000,
    outputLimitBytes: 1000,
  })
  expect(result.stdout).toBe('x'.repeat(1000))
})

test('says why a program cannot be started', async () => {
  const result = await runBounded('/no/such/program', [], { timeoutMs: 1000 })
  expect(result.code).toBe(127)
  expect(result.stderr).toContain('ENOENT')
})
