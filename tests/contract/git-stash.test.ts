/** The stash, which is Git's: each takes out what the other put away. */
import { expect, test, vi } from 'vitest'
import type { GitGround } from '../property/git-ground.ts'
import { begun, LINES } from '../property/operation-ground.ts'

vi.setConfig({ testTimeout: 60_000 })

test('OPS7 Git lists, shows and applies what Weft put away, and the other way round', async () => {
  using made = await begun()
  const { operations, ground } = made
  const work = () => {
    made.write('a.txt', `${LINES}staged\n`)
    ground.git('add', 'a.txt')
    made.write('a.txt', `${LINES}staged\nedited\n`)
    made.write('new.txt', 'new\n')
  }
  work()
  const before = made.snapshot()
  await operations.stashPush({ untracked: true, message: 'half' })
  expect(ground.git('stash', 'list')).toBe('stash@{0}: On main: half')
  expect(ground.git('status', '--porcelain')).toBe('')
  made.inCopy(copy => {
    copy.git('stash', 'pop', '-q', '--index')
    expect(copy.git('status', '--porcelain')).toBe('MM a.txt\n?? new.txt')
  })
  await operations.stashPop(0, { index: true })
  expect(made.snapshot()).toEqual(before)
  ground.git('stash', 'push', '-q', '-u', '-m', 'of Git')
  expect(await operations.stashes()).toMatchObject([{ index: 0, message: 'On main: of Git' }])
  expect((await operations.showStash(0)).map(({ path }) => path)).toEqual(['a.txt'])
  await operations.stashApply(0, { index: true })
  expect(ground.git('status', '--porcelain')).toBe('MM a.txt\n?? new.txt')
  await operations.stashDrop(0)
  expect(ground.git('stash', 'list')).toBe('')
  await operations.undo()
  expect(ground.git('stash', 'list')).toBe('stash@{0}: On main: of Git')
  expect(made.ground.ask('fsck', '--strict', '--no-dangling')).toEqual({ code: 0, out: '' })
})

test('OPS7 a stash has what Git has of new files deleted again, and of files taken out of the index', async () => {
  using made = await begun()
  const { ground, operations } = made
  made.write('new.txt', 'staged\n')
  ground.git('add', 'new.txt')
  made.remove('new.txt')
  ground.git('rm', '-q', '--cached', 'levels/b.txt')
  made.write('levels/b.txt', 'mine\n')
  const stashed = (copy: GitGround) => ({
    stash: copy.git('ls-tree', '-r', 'refs/stash'),
    index: copy.git('ls-tree', '-r', 'refs/stash^2'),
    status: copy.git('status', '--porcelain'),
    file: copy.git('hash-object', 'levels/b.txt'),
  })
  let git: unknown
  made.inCopy(copy => {
    copy.git('stash', 'push', '-q')
    git = stashed(copy)
  })
  const before = made.snapshot()
  await operations.stashPush({})
  expect(stashed(ground)).toEqual(git)
  await operations.undo()
  expect(made.snapshot()).toEqual(before)
})
