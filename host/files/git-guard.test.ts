import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openMemoryStore } from '../storage/sqlite-store.ts'
import { createNotices } from '../workspace/notices.ts'
import { createGitFolder } from './git-folder.ts'
import { createGitGuard } from './git-guard.ts'
import { temporaryFolder } from './temporary-folder.ts'

const main = 'ref: refs/heads/main\n'
const other = 'ref: refs/heads/other\n'

function setUp(folder: string) {
  mkdirSync(join(folder, '.git'))
  const store = openMemoryStore()
  const notices = createNotices()
  const guard = createGitGuard(createGitFolder(folder), store.settings, notices)
  return { guard, notices, head: (text: string) => writeFileSync(join(folder, '.git', 'HEAD'), text) }
}

const differ = async () => true
const same = async () => false

test('another branch with other files makes the files rest, until it is back', async () => {
  using folder = temporaryFolder()
  const { guard, notices, head } = setUp(folder.path)
  head(main)
  expect(await guard.check(differ)).toBe('go')
  head(other)
  expect(await guard.maySafelyWrite()).toBe(false)
  expect(await guard.check(differ)).toBe('paused')
  expect(guard.isPaused).toBe(true)
  expect(notices.current).toContain('branch other')
  head(main)
  expect(await guard.check(differ)).toBe('resumed')
  expect(notices.current).toBeNull()
  expect(await guard.maySafelyWrite()).toBe(true)
})

test('while a rebase stops, that is what is said, and it ends with the rebase', async () => {
  using folder = temporaryFolder()
  const { guard, notices, head } = setUp(folder.path)
  head(main)
  await guard.check(differ)
  head('0123456789abcdef\n')
  mkdirSync(join(folder.path, '.git', 'rebase-merge'))
  expect(await guard.check(differ)).toBe('paused')
  expect(notices.current).toBe('A rebase of Git is under way. The files rest until it is over.')
  rmSync(join(folder.path, '.git', 'rebase-merge'), { recursive: true })
  expect(await guard.check(differ)).toBe('paused')
  expect(notices.current).toContain('switched to commit 01234567')
  guard.stay()
  expect(await guard.check(differ)).toBe('paused')
  expect(notices.current).toContain('Edits stay in Weft')
  head(main)
  expect(await guard.check(differ)).toBe('resumed')
  expect(notices.current).toBeNull()
})

test('a new branch with the same files is just a new name', async () => {
  using folder = temporaryFolder()
  const { guard, head } = setUp(folder.path)
  head(main)
  await guard.check(same)
  head(other)
  expect(await guard.check(same)).toBe('go')
  expect(await guard.check(differ)).toBe('go')
})

test('accepting takes the branch as the one the documents belong to', async () => {
  using folder = temporaryFolder()
  const { guard, head } = setUp(folder.path)
  head(main)
  await guard.check(differ)
  head('0123456789abcdef\n')
  expect(await guard.check(differ)).toBe('paused')
  await guard.accept()
  expect(guard.isPaused).toBe(false)
  expect(await guard.check(differ)).toBe('go')
})

test('nothing is written while Git holds its lock', async () => {
  using folder = temporaryFolder()
  const { guard, head } = setUp(folder.path)
  head(main)
  await guard.check(differ)
  writeFileSync(join(folder.path, '.git', 'index.lock'), '')
  expect(await guard.maySafelyWrite()).toBe(false)
  rmSync(join(folder.path, '.git', 'index.lock'))
  expect(await guard.maySafelyWrite()).toBe(true)
})

test('finds Git in a folder above, and a work tree that lives elsewhere', async () => {
  using folder = temporaryFolder()
  mkdirSync(join(folder.path, 'real'))
  mkdirSync(join(folder.path, 'tree', 'game'), { recursive: true })
  writeFileSync(join(folder.path, 'real', 'HEAD'), main)
  writeFileSync(join(folder.path, 'tree', '.git'), 'gitdir: ../real\n')
  expect(await createGitFolder(join(folder.path, 'tree', 'game')).head()).toBe('refs/heads/main')
})

test('FIL17 where HEAD is sent on purpose counts as known on both sides of it, until it is settled', async () => {
  using folder = temporaryFolder()
  const { guard, notices, head } = setUp(folder.path)
  head(main)
  await guard.check(differ)
  guard.expect('refs/heads/other')
  expect(await guard.isElsewhere()).toBe(false)
  expect(await guard.maySafelyWrite()).toBe(true)
  head(other)
  expect(await guard.isElsewhere()).toBe(false)
  expect(await guard.check(differ)).toBe('go')
  head(main)
  expect(await guard.isElsewhere()).toBe(true)
  expect(await guard.check(differ)).toBe('paused')
  expect(notices.current).toContain('branch main')
})
