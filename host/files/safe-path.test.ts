import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { placeToRead, placeToWrite, projectPath } from './safe-path.ts'
import { temporaryFolder } from './temporary-folder.ts'

test.each([
  '..',
  '../a',
  'a/../../b',
  'a//b',
  '/etc/passwd',
  '.',
  'a/.',
  '.git/config',
  'a/.GIT/hooks/post-checkout',
  '.godot/x',
  '.weft/weft.db',
  'con.txt',
  'aux',
  'a.',
  'a ',
  'a\\b',
  'a:b',
  'a\0b',
  '',
  'res://../a',
])('%j is no path of a project', async path => {
  using folder = temporaryFolder()
  expect(() => projectPath(path)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }))
  await expect(placeToWrite(folder.path, path)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(placeToRead(folder.path, path)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})

test('writes through no link, reads through none that leads out', async () => {
  using outside = temporaryFolder()
  using folder = temporaryFolder()
  writeFileSync(join(outside.path, 'secret'), 'x')
  mkdirSync(join(folder.path, 'inside'))
  writeFileSync(join(folder.path, 'inside', 'a'), 'x')
  symlinkSync(outside.path, join(folder.path, 'out'))
  symlinkSync(join(folder.path, 'inside'), join(folder.path, 'in'))
  await expect(placeToWrite(folder.path, 'out/new')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(placeToWrite(folder.path, 'in/new')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(placeToRead(folder.path, 'out/secret')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(await placeToRead(folder.path, 'res://in/a')).toBe(join(folder.path, 'inside', 'a'))
  expect(await placeToWrite(folder.path, 'inside/new')).toBe(join(folder.path, 'inside', 'new'))
  await expect(placeToRead(folder.path, 'none')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
