/** A file's bytes on each side of a comparison: pictures are seen before and after. */
import { expect, test } from 'vitest'
import { createRepoGround } from './repo-ground.ts'

const timeout = { timeout: 60_000 }

test('bytes of a commit, of the index and of the folder; null where there is no such file', timeout, async () => {
  await using subject = await createRepoGround(ground => {
    ground.write('icon.bin', Buffer.from([0, 1, 2]))
    ground.commit('an icon')
    ground.write('icon.bin', Buffer.from([0, 1, 2, 3]))
    ground.git('add', 'icon.bin')
    ground.write('icon.bin', Buffer.from([9]))
  })
  const { api } = subject
  const read = async (side: Parameters<typeof api.repo.bytes>[0]['side'], path = 'icon.bin') => {
    const piece = await api.repo.bytes({ side, path })
    return piece === null ? null : { ...piece, base64: [...Buffer.from(piece.base64, 'base64')] }
  }
  expect(await read({ kind: 'revision', revision: 'HEAD' })).toEqual({ base64: [0, 1, 2], total: 3, next: null })
  expect(await read({ kind: 'index' })).toEqual({ base64: [0, 1, 2, 3], total: 4, next: null })
  expect(await read({ kind: 'folder' })).toEqual({ base64: [9], total: 1, next: null })
  expect(await read({ kind: 'empty' })).toBeNull()
  expect(await read({ kind: 'revision', revision: 'HEAD~1' })).toBeNull()
  expect(await read({ kind: 'folder' }, 'nowhere.bin')).toBeNull()
  const later = await api.repo.bytes({ side: { kind: 'index' }, path: 'icon.bin', offset: 2 })
  expect(later).toEqual({ base64: Buffer.from([2, 3]).toString('base64'), total: 4, next: null })
})

test('everything is staged and taken off the stage again, however much the state lists', timeout, async () => {
  await using subject = await createRepoGround(ground => {
    ground.write('notes.md', 'changed\n')
    ground.write('new/one.txt', 'new\n')
  })
  await subject.api.repo.stage({ paths: [], all: true })
  expect(subject.judge()).toBe('A  new/one.txt\nM  notes.md\n')
  await subject.api.repo.unstage({ paths: [], all: true })
  expect(subject.judge()).toBe(' M notes.md\n?? new/\n')
})
