import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { takeFileLock } from './file-lock.ts'
import { runBounded } from './run-bounded.ts'

test('is held by one at a time and given back', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'lock')
  {
    await using first = await takeFileLock(path, 0)
    expect(first).not.toBeNull()
    expect(await takeFileLock(path, 0)).toBeNull()
  }
  expect(await readdir(folder)).toEqual([])
  await using second = await takeFileLock(path, 0)
  expect(second).not.toBeNull()
})

test('is taken over from an owner that died', async () => {
  const path = join(await temporaryFolder(), 'lock')
  const dead = await runBounded(process.execPath, ['-p', 'process.pid'], { timeoutMs: 20_000 })
  await writeFile(path, dead.stdout.trim())
  await using lock = await takeFileLock(path, 5_000)
  expect(lock).not.toBeNull()
})

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-lock-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}
