/** Real processes that die, hang and babble. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../files/temporary-folder.ts'
import { type CommandRun, runCommand } from './run-command.ts'

const never = new AbortController().signal

function node(script: string, more: Partial<CommandRun> = {}) {
  using folder = temporaryFolder()
  const words = [process.execPath, '-e', script]
  return runCommand({ words, folder: folder.path, timeoutMs: 60_000, signal: never, ...more })
}

test('RTY14 the exit code and the output of both streams are told', async () => {
  const result = await node(`console.log('out', process.env.WHICH); console.error('err'); process.exitCode = 3`, {
    environment: { WHICH: 'Night' },
  })
  expect(result).toMatchObject({ end: 'exited', exitCode: 3, reason: null, outputBytes: 14 })
  expect(result.output.split('\n').sort()).toEqual(['', 'err', 'out Night'])
})

test('a program that is not there is refused', async () => {
  using folder = temporaryFolder()
  const words = ['no-such-program-anywhere']
  const result = await runCommand({ words, folder: folder.path, timeoutMs: 60_000, signal: never })
  expect(result).toMatchObject({ end: 'refused', reason: 'There is no program no-such-program-anywhere.' })
})

test('RTY14 it dies: the signal is told', async () => {
  const result = await node(`process.kill(process.pid, 'SIGKILL')`)
  expect(result).toMatchObject({ end: 'ended', exitCode: null, reason: 'It was ended by SIGKILL.' })
})

test('RTY14 it hangs and does not listen: it is made to end at the deadline', async () => {
  const deaf = `process.on('SIGTERM', () => {}); console.log('deaf'); setInterval(() => {}, 1000)`
  const result = await node(deaf, { timeoutMs: 1500, graceMs: 50 })
  expect(result).toMatchObject({ end: 'timed-out', output: 'deaf\n', reason: 'It was not done after 2 seconds.' })
})

test('RTY14 it babbles: it is ended, and the end of its output is kept', async () => {
  const babble = `setInterval(() => process.stdout.write('x'.repeat(99) + '\\n'), 0)`
  const result = await node(babble, { outputBytes: 5_000 })
  expect(result).toMatchObject({ end: 'ended', reason: 'It printed more than Weft reads.' })
  expect(result.output.startsWith('xxx')).toBe(true)
})

test('RTY14 cancelled, what it started ends with it', async () => {
  using folder = temporaryFolder()
  const cancel = new AbortController()
  const child = `setInterval(() => {}, 1000); require('fs').writeFileSync('child', String(process.pid)); console.log('up')`
  const parent = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`
  const running = runCommand({
    words: [process.execPath, '-e', parent],
    folder: folder.path,
    timeoutMs: 60_000,
    signal: cancel.signal,
    onOutput: text => text.includes('up') && cancel.abort(),
  })
  expect(await running).toMatchObject({ end: 'cancelled', output: 'up\n' })
  const pid = Number(readFileSync(join(folder.path, 'child'), 'utf8'))
  await expect.poll(() => isRunning(pid)).toBe(false)
})

test('RTY14 what it leaves running in its group ends when it exits', async () => {
  const left = `setInterval(() => {}, 1000)`
  const parent = `const c = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(left)}], { stdio: 'inherit' }); console.log(c.pid); process.exit(0)`
  const result = await node(parent)
  expect(result).toMatchObject({ end: 'exited', exitCode: 0 })
  await expect.poll(() => isRunning(Number(result.output))).toBe(false)
})

test('a cancelled signal starts nothing', async () => {
  expect(await node('', { signal: AbortSignal.abort() })).toMatchObject({ end: 'cancelled', outputBytes: 0 })
})

/** A dead child of nobody may stay as a zombie until init looks: that is not running. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    // No such process, or no /proc: then the signal says.
  }
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux'
  } catch {
    // It is gone.
    return false
  }
}
