/** Operations on a repository, one by one, with Git as the judge. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openRepository } from '../../host/git/open-repository.ts'
import { NOTHING } from '../../host/git/operations/change.ts'
import { openOperationLog } from '../../host/git/operations/operation-log.ts'
import { takeTurn } from '../../host/git/operations/ready.ts'
import { begun, LINES, type OperationGround, operationGround, operationsOn } from '../property/operation-ground.ts'

vi.setConfig({ testTimeout: 60_000 })

/** `night` changed line 1 of a.txt, `main` another. */
async function forked(theirs = 'line 1\n', ours = 'line 9\n'): Promise<OperationGround> {
  const made = await begun()
  const { operations } = made
  await operations.switch('night', { create: true })
  made.write('a.txt', LINES.replace(theirs, 'night\n'))
  await operations.commit({ message: 'Night', all: true })
  await operations.switch('main', {})
  made.write('a.txt', LINES.replace(ours, 'day\n'))
  await operations.commit({ message: 'Day', all: true })
  return made
}

function judged({ ground }: OperationGround): void {
  expect(ground.ask('fsck', '--strict', '--no-dangling')).toEqual({ code: 0, out: '' })
}

test('OPS1 a commit has who, when and what, and Git finds the folder clean after it', async () => {
  using made = await begun()
  const { ground, operations } = made
  expect(ground.git('log', '--format=%an <%ae> %ad %s', '--date=raw')).toBe(
    'Ines <ines@example.org> 1700000060 +0100 Begin',
  )
  expect(ground.git('status', '--porcelain')).toBe('')
  made.write('a.txt', 'new\n')
  made.write('levels/b.txt', 'new\n')
  const { result } = await operations.commit({
    message: '\nOne\n\n\nfile \n',
    paths: ['levels'],
    author: { name: 'Ada', email: 'ada@example.org' },
  })
  expect(ground.git('rev-parse', 'HEAD')).toBe(result.hash)
  expect(ground.git('log', '-1', '--format=%an %cn %B')).toBe('Ada Ines One\n\nfile\n')
  expect(ground.git('status', '--porcelain')).toBe(' M a.txt')
  await operations.commit({ amend: true, all: true })
  expect(ground.git('log', '--format=%an %s')).toBe('Ada One\nInes Begin')
  expect(ground.git('status', '--porcelain')).toBe('')
  expect(ground.git('reflog', '--format=%gs').split('\n')).toEqual([
    'commit (amend): One',
    'commit: One',
    'commit (initial): Begin',
  ])
  judged(made)
})

test('nothing to commit, no message, and nobody to commit as are told apart', async () => {
  using made = await begun()
  await expect(made.operations.commit({ message: 'x' })).rejects.toThrow('nothing to commit')
  await expect(made.operations.commit({ message: ' \n', allowEmpty: true })).rejects.toThrow('needs a message')
  await expect(made.operations.commit({ message: 'x', paths: ['none'] })).rejects.toThrow('There is no none')
  made.ground.git('config', 'user.name', '')
  await expect(made.operations.commit({ message: 'x', allowEmpty: true })).rejects.toThrow('who works here')
})

test('OPS6 a merge of what does not meet is what Git makes of it, and undo takes it back whole', async () => {
  using made = await forked()
  const { ground, operations } = made
  const before = made.snapshot()
  const { result } = await operations.merge('night', {})
  expect(result).toMatchObject({ clean: true, conflicts: [] })
  let tree = ''
  made.inCopy(copy => {
    copy.git('reset', '-q', '--hard', 'HEAD~1')
    copy.git('merge', '-q', 'night')
    tree = copy.git('rev-parse', 'HEAD^{tree}')
  })
  expect(ground.git('rev-parse', 'HEAD^{tree}')).toBe(tree)
  expect(ground.git('log', '-1', '--format=%s %P')).toBe(
    `Merge branch 'night' ${ground.git('rev-parse', 'HEAD~1')} ${ground.git('rev-parse', 'night')}`,
  )
  expect(ground.git('status', '--porcelain')).toBe('')
  const after = made.snapshot()
  await operations.undo()
  expect(made.snapshot()).toEqual(before)
  await operations.undo((await operations.operations(1))[0]?.id)
  expect(made.snapshot()).toEqual(after)
  judged(made)
})

test('OPS6 lines that met keep ours without a marker and are listed, and the commit is made', async () => {
  using made = await forked('line 5\n', 'line 5\n')
  const { result } = await made.operations.merge('night', {})
  expect(result.conflicts).toEqual([
    expect.objectContaining({
      kind: 'content',
      path: 'a.txt',
      places: [{ kind: 'text', line: 6, base: 'line 5\n', ours: 'day\n', theirs: 'night\n' }],
    }),
  ])
  expect(made.read('a.txt')).toBe(LINES.replace('line 5\n', 'day\n'))
  expect(made.ground.git('rev-list', '--parents', '-1', 'HEAD').split(' ')).toHaveLength(3)
  expect(made.ground.git('status', '--porcelain')).toBe('')
})

test('OPS6 a merge without a commit waits for one, by Weft or by Git', async () => {
  using made = await forked()
  const { operations, ground } = made
  await operations.merge('night', { commit: false })
  expect(ground.git('status')).toContain('All conflicts fixed but you are still merging')
  await expect(operations.merge('night', {})).rejects.toThrow('A merge is in progress')
  made.inCopy(copy => {
    copy.git('commit', '-q', '--no-edit')
    expect(copy.git('log', '-1', '--format=%s')).toBe("Merge branch 'night'")
  })
  await operations.commit({})
  expect(ground.git('log', '-1', '--format=%s')).toBe("Merge branch 'night'")
  expect(ground.git('rev-list', '--parents', '-1', 'HEAD').split(' ')).toHaveLength(3)
  expect(ground.git('status')).toContain('nothing to commit')
})

test('a fast-forward makes no commit; --no-ff does; what is there already changes nothing', async () => {
  using made = await begun()
  const { operations, ground } = made
  await operations.switch('night', { create: true })
  made.write('a.txt', 'night\n')
  const { result: night } = await operations.commit({ message: 'Night', all: true })
  await operations.switch('main', {})
  const dry = await operations.merge('night', { isDryRun: true })
  expect(dry).toMatchObject({ result: { hash: night.hash }, operation: null })
  expect(made.read('a.txt')).toBe(LINES)
  await operations.merge('night', { fastForward: 'never' })
  expect(ground.git('log', '--topo-order', '--format=%s')).toBe("Merge branch 'night'\nNight\nBegin")
  await operations.undo()
  await operations.merge('night', {})
  expect(ground.git('rev-parse', 'main')).toBe(night.hash)
  expect((await operations.merge('night', {})).operation).toBeNull()
})

const SCENE = `[gd_scene format=3]

[node name="Level" type="Node2D"]

[node name="Player" type="Node2D" parent="."]
position = Vector2(1, 1)
rotation = 0.5
`

test('OPS6 a scene on which Git would stop has both edits', async () => {
  using made = await operationGround()
  const { operations, ground } = made
  made.write('level.tscn', SCENE)
  await operations.commit({ message: 'Begin', paths: ['.'] })
  await operations.switch('night', { create: true })
  made.write('level.tscn', SCENE.replace('rotation = 0.5', 'rotation = 0.75'))
  await operations.commit({ message: 'Night', all: true })
  await operations.switch('main', {})
  made.write('level.tscn', SCENE.replace('Vector2(1, 1)', 'Vector2(7, 7)'))
  await operations.commit({ message: 'Day', all: true })
  expect(ground.ask('merge-tree', '--write-tree', 'main', 'night').code).toBe(1)
  const { result } = await operations.merge('night', {})
  expect(result.clean).toBe(true)
  expect(made.read('level.tscn')).toBe(SCENE.replace('Vector2(1, 1)', 'Vector2(7, 7)').replace('0.5', '0.75'))
})

test('OPS5 a switch takes unrelated work along, and refuses where it would be lost, by name', async () => {
  using made = await forked()
  const { operations } = made
  made.write('levels/b.txt', 'work\n')
  await operations.switch('night', {})
  expect(made.ground.git('status', '--porcelain')).toBe(' M levels/b.txt')
  made.write('a.txt', 'work\n')
  await expect(operations.switch('main', {})).rejects.toMatchObject({ code: 'LOCKED', data: { paths: ['a.txt'] } })
  await expect(operations.switch('none', {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(made.ground.git('symbolic-ref', 'HEAD')).toBe('refs/heads/night')
  made.ground.git('checkout', '-q', 'a.txt')
  await operations.switch('main', { detach: true })
  expect(made.ground.git('rev-parse', 'HEAD')).toBe(made.ground.git('rev-parse', 'main'))
  judged(made)
})

test('a reset moves the branch, the index, the folder; undo brings back what was edited', async () => {
  using made = await forked()
  const { operations, ground } = made
  made.write('a.txt', 'work\n')
  const before = made.snapshot()
  await operations.reset('HEAD~1', 'soft')
  expect(ground.git('status', '--porcelain')).toBe('MM a.txt')
  await operations.undo()
  await operations.reset('HEAD~1', 'mixed')
  expect(ground.git('status', '--porcelain')).toBe(' M a.txt')
  await operations.undo()
  await operations.reset('HEAD~1', 'hard')
  expect(made.read('a.txt')).toBe(LINES)
  expect(ground.git('status', '--porcelain')).toBe('')
  await operations.undo()
  expect(made.snapshot()).toEqual(before)
})

test('branches and tags are made, renamed and deleted, and undo brings them back', async () => {
  using made = await forked()
  const { operations, ground } = made
  await operations.createBranch('dusk', { at: 'night' })
  await operations.renameBranch('dusk', 'dawn')
  expect(await operations.branches()).toMatchObject([
    { name: 'dawn' },
    { name: 'main', isCurrent: true },
    { name: 'night' },
  ])
  await expect(operations.deleteBranch('dawn', {})).rejects.toThrow('not in HEAD')
  await expect(operations.deleteBranch('main', { force: true })).rejects.toThrow('You are on main')
  await operations.deleteBranch('dawn', { force: true })
  await operations.undo()
  expect(ground.git('rev-parse', 'dawn')).toBe(ground.git('rev-parse', 'night'))
  await operations.renameBranch('main', 'day')
  expect(ground.git('symbolic-ref', 'HEAD')).toBe('refs/heads/day')
  await operations.createTag('v1', { message: 'First' })
  await operations.createTag('v0', { at: 'night' })
  expect(ground.git('cat-file', '-t', 'v1')).toBe('tag')
  expect((await operations.tags()).map(({ name }) => name)).toEqual(['v0', 'v1'])
  await operations.deleteTag('v0')
  expect(ground.git('tag')).toBe('v1')
  judged(made)
})

test('commits are picked and reverted as Git does it, several at once, merges with a parent named', async () => {
  using made = await forked()
  const { operations, ground } = made
  const { result } = await operations.cherryPick(['main..night'], { note: true })
  expect(result).toMatchObject({ clean: true, empty: [] })
  expect(ground.git('log', '-1', '--format=%B')).toContain(
    `(cherry picked from commit ${ground.git('rev-parse', 'night')})`,
  )
  expect((await operations.cherryPick(['night'], {})).result.empty).toEqual([ground.git('rev-parse', 'night')])
  await operations.undo()
  await operations.merge('night', {})
  const [merge, first] = [ground.git('rev-parse', 'HEAD'), ground.git('rev-parse', 'HEAD^1')]
  await expect(operations.revert(['HEAD'], {})).rejects.toThrow('is a merge')
  await operations.revert(['HEAD'], { mainline: 1 })
  expect(ground.git('rev-parse', 'HEAD^{tree}')).toBe(ground.git('rev-parse', `${first}^{tree}`))
  let message = ''
  made.inCopy(copy => {
    copy.git('reset', '-q', '--hard', merge)
    copy.git('revert', '-m', '1', '--no-edit', 'HEAD')
    message = copy.git('log', '-1', '--format=%B')
  })
  expect(ground.git('log', '-1', '--format=%B')).toBe(message)
  await operations.revert(['HEAD'], { commit: false })
  expect(ground.git('status', '--porcelain')).toBe('M  a.txt')
  judged(made)
})

test("OPS4 nothing is touched while a command of Git's own is half done, or holds the index", async () => {
  using made = await forked('line 5\n', 'line 5\n')
  const { ground, operations } = made
  writeFileSync(join(ground.folder, '.git', 'index.lock'), '')
  await expect(operations.switch('night', {})).rejects.toMatchObject({ code: 'LOCKED' })
  made.remove('.git/index.lock')
  expect(ground.ask('merge', 'night').code).toBe(1)
  await expect(operations.commit({ message: 'x', all: true })).rejects.toThrow('still contested')
  ground.git('merge', '--abort')
  expect(ground.ask('rebase', 'night').code).toBe(1)
  await expect(operations.commit({ message: 'x', all: true })).rejects.toThrow('A rebase of Git is in progress')
  ground.git('rebase', '--abort')
  expect(ground.ask('cherry-pick', 'night').code).toBe(1)
  await expect(operations.reset('HEAD', 'hard')).rejects.toThrow('A cherry-pick of Git is in progress')
  expect(await operations.operations()).toHaveLength(5)
})

test('OPS3 an undo refuses where somebody went on, by name', async () => {
  using made = await forked()
  const { operations, ground } = made
  const [{ id } = { id: 0 }] = await operations.operations(1)
  made.write('levels/b.txt', 'more\n')
  ground.git('commit', '-q', '-am', 'More')
  await expect(operations.undo(id)).rejects.toMatchObject({ code: 'LOCKED', data: { paths: ['refs/heads/main'] } })
  expect((await operations.operations(1))[0]?.id).toBe(id)
  ground.git('gc', '-q', '--prune=now')
  ground.git('reset', '-q', '--hard', 'HEAD~1')
  await operations.undo(id)
  expect(ground.git('log', '-1', '--format=%s')).toBe('Begin')
  expect(ground.git('status', '--porcelain')).toBe(' M a.txt')
})

test('TRM8 where histories crossed, the merge is what Git makes of it, and both sides of an old conflict meet again', async () => {
  using made = await forked('line 5\n', 'line 5\n')
  const { operations, ground } = made
  await operations.switch('east', { create: true })
  await operations.merge('night', {})
  made.write('levels/b.txt', LINES.replace('line 0\n', 'east\n'))
  await operations.commit({ message: 'East', all: true })
  await operations.switch('west', { create: true, at: 'night' })
  await operations.merge('main', {})
  made.write('levels/b.txt', LINES.replace('line 11\n', 'west\n'))
  await operations.commit({ message: 'West', all: true })
  expect(ground.git('merge-base', '--all', 'east', 'west').split('\n')).toHaveLength(2)
  const { result } = await operations.merge('east', {})
  expect(made.read('levels/b.txt')).toBe(LINES.replace('line 0\n', 'east\n').replace('line 11\n', 'west\n'))
  expect(result.conflicts).toMatchObject([{ path: 'a.txt', places: [{ ours: 'night\n', theirs: 'day\n' }] }])
})

test('OPS1 each working folder of a repository has its own operations, and they stay through a collection of garbage', async () => {
  using made = await forked()
  const { ground, operations } = made
  const linked = join(ground.folder, '..', 'linked')
  ground.git('worktree', 'add', '-q', linked, 'night')
  using repository = await openRepository(linked)
  const there = operationsOn(repository)
  await there.reset('HEAD~1', 'hard')
  expect(await there.operations()).toMatchObject([{ id: 1, kind: 'reset --hard' }])
  expect(await operations.operations()).toHaveLength(5)
  ground.git('reflog', 'expire', '--expire=now', '--all')
  ground.git('gc', '-q', '--prune=now')
  await there.undo()
  expect(ground.git('-C', linked, 'log', '-1', '--format=%s')).toBe('Night')
  expect(ground.git('-C', linked, 'status', '--porcelain')).toBe('')
  judged(made)
})

test('OPS4 an operation waits for that of another process, and gives up in the end', async () => {
  using made = await begun()
  const { operations, repository } = made
  {
    using _other = await takeTurn(repository, async () => {})
    await expect(operations.createBranch('night', {})).rejects.toThrow('Another Weft is working')
    expect((await operations.createBranch('night', { isDryRun: true })).operation).toBeNull()
  }
  await operations.createBranch('night', {})
})

test('OPS1 the oldest operations are let go, and with them the tags that only they knew', async () => {
  using made = await begun()
  const { operations, ground, repository } = made
  await operations.createTag('v1', { message: 'First' })
  await operations.deleteTag('v1')
  const log = openOperationLog(repository, 2)
  const who = { name: 'Ines', email: 'ines@example.org', seconds: 1, offset: 0 }
  const refs = () => ground.git('for-each-ref', '--format=%(refname)', 'refs/weft').split('\n')
  expect(refs()).toHaveLength(4)
  for (const words of ['one', 'two']) {
    await log.begin({ version: 1, kind: 'x', words, undoes: null, isWhole: true, change: NOTHING }, who)
    await log.finish()
  }
  expect((await log.list()).map(({ id, words }) => [id, words])).toEqual([
    [5, 'two'],
    [4, 'one'],
  ])
  expect(refs()).toEqual(['refs/weft/main/operations/00000004', 'refs/weft/main/operations/00000005'])
})
