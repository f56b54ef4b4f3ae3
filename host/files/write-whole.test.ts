import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'
import { writeWhole } from './write-whole.ts'

test('replaces a file, keeps its mode, and leaves nothing else behind', async () => {
  using folder = temporaryFolder()
  const file = join(folder.path, 'a.sh')
  writeFileSync(file, 'old')
  chmodSync(file, 0o751)
  expect(await writeWhole(file, Buffer.from('new'))).toBe(true)
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(statSync(file).mode & 0o777).toBe(0o751)
  expect(readdirSync(folder.path)).toEqual(['a.sh'])
})

test('leaves the file as it is when it is no longer right to replace it', async () => {
  using folder = temporaryFolder()
  const file = join(folder.path, 'a')
  writeFileSync(file, 'old')
  expect(await writeWhole(file, Buffer.from('new'), { isStillRight: async () => false })).toBe(false)
  expect(readFileSync(file, 'utf8')).toBe('old')
  expect(readdirSync(folder.path)).toEqual(['a'])
})

test('gives a new file the mode asked for, whatever the umask', async () => {
  using folder = temporaryFolder()
  const file = join(folder.path, 'secret')
  await writeWhole(file, Buffer.from('x'), { mode: 0o600 })
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('replaces a link, never what it leads to', async () => {
  using folder = temporaryFolder()
  const target = join(folder.path, 'target')
  writeFileSync(target, 'untouched')
  symlinkSync(target, join(folder.path, 'link'))
  await writeWhole(join(folder.path, 'link'), Buffer.from('new'))
  expect(readFileSync(target, 'utf8')).toBe('untouched')
  expect(lstatSync(join(folder.path, 'link')).isFile()).toBe(true)
})

test('a write that fails leaves no temporary file', async () => {
  using folder = temporaryFolder()
  await expect(writeWhole(join(folder.path, 'none', 'a'), Buffer.from('x'))).rejects.toMatchObject({ code: 'ENOENT' })
  expect(readdirSync(folder.path)).toEqual([])
})
