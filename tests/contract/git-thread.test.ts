/** A repository on a thread of its own answers as one in this thread does, and leaves this thread free. */
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { openRepository } from '../../host/git/open-repository.ts'
import { METHODS } from '../../host/git/thread/messages.ts'
import { openInThread } from '../../host/git/thread/open-in-thread.ts'
import { disturb, growRepository } from './git-ground.ts'

vi.setConfig({ testTimeout: 120_000 })

test('the same answers, values and errors', async () => {
  using ground = growRepository(5, 20)
  disturb(ground, 5)
  using here = await openRepository(ground.path)
  using there = await openInThread(ground.path)
  const from = [await here.resolve('HEAD')]
  for (const repository of [here, there]) {
    const { commits } = await repository.log({ from, limit: 5 })
    expect(commits).toEqual(await here.readCommits((await here.walk(from)).slice(0, 5)))
    expect(await repository.status()).toEqual(await here.status())
    expect(await repository.readTree(from[0] ?? '')).toEqual(await here.readTree(from[0] ?? ''))
    expect(await repository.isAncestor(commits[3]?.hash ?? '', from[0] ?? '')).toBe(true)
    const hash = await repository.writeBlob(Buffer.from('a'))
    expect(Buffer.from(await repository.readBlob(hash)).toString()).toBe('a')
    await expect(repository.resolve('nowhere')).rejects.toMatchObject({ name: 'AppError', code: 'NOT_FOUND' })
  }
  expect([there.folder, there.gitFolder, there.commonFolder]).toEqual([here.folder, here.gitFolder, here.commonFolder])
})

test('every call of a repository can be made from another thread', async () => {
  using ground = growRepository(6, 1)
  using here = await openRepository(ground.path)
  const calls = Object.entries(here).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []))
  expect([...METHODS].sort()).toEqual(calls.sort())
})

test('turns of the event loop go on while the other thread works, and closing refuses what waits', async () => {
  using ground = growRepository(7, 20)
  const repository = await openInThread(ground.path)
  const from = [await repository.resolve('HEAD')]
  let isDone = false
  const answer = repository.log({ from, limit: 1000, order: 'topology' }).then(() => {
    isDone = true
  })
  let turns = 0
  while (!isDone) {
    await turn()
    turns += 1
  }
  await answer
  expect(turns).toBeGreaterThan(1)
  const left = repository.walk(from)
  repository[Symbol.dispose]()
  await expect(left).rejects.toMatchObject({ code: 'UNREADABLE' })
  await expect(repository.head()).rejects.toMatchObject({ code: 'UNREADABLE' })
  using nowhere = temporaryFolder()
  await expect(openInThread(nowhere.path)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
