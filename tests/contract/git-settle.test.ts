/** What Git left contested, settled in Weft: every kind of conflict, of every command that stops, with Git as the judge. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { goOn } from '../../host/repo/go-on.ts'
import { begun, LINES, type OperationGround } from '../property/operation-ground.ts'
import { conflictOf, contestedSnapshot, KINDS, type Kind, stoppedAt, WAYS } from './git-conflicts.ts'

vi.setConfig({ testTimeout: 120_000 })

const MARKER = /^(?:<{7}|>{7}|={7})/m

/** Where the sides have a file and a link, Git gives both a name, and Weft by itself keeps ours. */
const ALIKE = KINDS.filter(kind => kind !== 'file-link')

test.each(WAYS)(
  'OPS11 all that a %s of Git leaves contested is settled, and undo brings it back to the last stage',
  async way => {
    using made = await stoppedAt(conflictOf(...KINDS), way)
    const { ground, operations } = made
    const before = contestedSnapshot(made)
    const met = new Set(ground.git('ls-files', '-u').match(/(?<=\t)[^/]+/g))
    const dry = await operations.settle({ isDryRun: true })
    expect(contestedSnapshot(made)).toEqual(before)
    const { result, change } = await operations.settle({})
    expect(change).toEqual(dry.change)
    expect(result.left).toBe(0)
    expect([...met].length).toBeGreaterThan(KINDS.length - 3)
    // Folder and index are alike, and nothing lies about.
    expect(ground.git('ls-files', '-u')).toBe('')
    expect(ground.git('diff', '--name-status')).toBe('')
    expect(ground.git('ls-files', '--others')).toBe('')
    const after = contestedSnapshot(made)
    const files = Object.entries(after.files as Record<string, string>)
    expect(files.filter(([, text]) => MARKER.test(text)).map(([path]) => path)).toEqual([])
    if (way === 'merge') {
      ground.git('reset', '-q', '--hard')
      await operations.merge('night', {})
      const weft = indexOf(after.index)
      expect(indexOf(ground.git('ls-files', '-s'))).toEqual(weft)
      return
    }
    await operations.undo()
    expect(contestedSnapshot(made)).toEqual(before)
    if (way !== 'rebase') return
    await operations.undo((await operations.operations(1))[0]?.id)
    expect(contestedSnapshot(made)).toEqual(after)
    expect(ground.ask('fsck', '--strict', '--no-dangling')).toEqual({ code: 0, out: '' })
  },
)

/** Where a file gives way to a folder, Git names it after the branch and Weft after the side (TRM5). */
function indexOf(index: unknown): string[] {
  const lines = String(index).replaceAll('~HEAD', '~ours').replaceAll('~night', '~theirs').split('\n')
  return lines.filter(line => ALIKE.some((kind: Kind) => line.includes(`\t${kind}/`)))
}

test.each(['ours', 'theirs'] as const)('OPS11 whole files of %s are those that git checkout takes', async take => {
  const kinds: readonly Kind[] = ['content', 'scene', 'add-add', 'binary', 'delete-modify', 'modify-delete', 'link']
  using made = await stoppedAt(conflictOf(...kinds), 'merge')
  const { ground, operations } = made
  let index = ''
  made.inCopy(copy => {
    for (const line of new Set(copy.git('ls-files', '-u', '-z').match(/(?<=\t)[^\0]+/g))) {
      const isThere = copy.ask('checkout', `--${take}`, '--', line).code === 0
      copy.git(...(isThere ? ['add'] : ['rm', '-qf']), '--', line)
    }
    index = copy.git('ls-files', '-s')
  })
  const before = contestedSnapshot(made)
  // One after the other, each taken back by itself.
  const one = await operations.settle({ paths: ['content'], take })
  expect(one.result).toMatchObject({ paths: ['content/a'], left: kinds.length - 1, conflicts: [] })
  await operations.settle({ take })
  expect(ground.git('ls-files', '-s')).toBe(index)
  expect(ground.git('diff', '--name-status')).toBe('')
  await operations.undo()
  await operations.undo()
  expect(contestedSnapshot(made)).toEqual(before)
  await expect(operations.settle({ paths: ['keep'] })).rejects.toThrow('Nothing is contested at keep')
})

test('OPS11 the names of one file are settled together, by what base and sides have of it', async () => {
  using made = await stoppedAt(conflictOf('rename-to-two', 'content'), 'merge')
  const { result } = await made.operations.settle({ paths: ['rename-to-two/c'] })
  expect(result).toMatchObject({
    paths: ['rename-to-two/a', 'rename-to-two/b', 'rename-to-two/c'],
    left: 1,
    conflicts: [{ kind: 'renamed', path: 'rename-to-two/b' }, { kind: 'content' }],
  })
  expect(made.read('rename-to-two/b')).toContain('\nours\n')
  expect(made.ground.git('ls-files', '-u', '--', 'rename-to-two')).toBe('')
})

test('OPS11 a strategy says whose side is in use; what met in scenes is kept for the review', async () => {
  using made = await stoppedAt(conflictOf('scene', 'content'), 'cherry-pick')
  const { result } = await made.operations.settle({ strategy: 'theirs' })
  expect(result.conflicts.map(({ path, kind }) => [path, kind])).toEqual([
    ['content/a', 'content'],
    ['scene/a.tscn', 'content'],
  ])
  expect(made.read('scene/a.tscn')).toContain('position = Vector2(2, 2)\nrotation = 0.75')
  expect(made.read('content/a')).toContain('\ntheirs\n')
  expect(readdirSync(join(made.ground.folder, '.git', 'weft', 'merges'))).toHaveLength(1)
})

test.each(['cherry-pick', 'revert', 'merge'] as const)(
  'OPS12 a %s that is settled is concluded as Git does it',
  async way => {
    using made = await stoppedAt(conflictOf('content'), way)
    const { ground, operations, repository } = made
    const contested = contestedSnapshot(made)
    ground.git('config', 'user.name', 'Ada')
    await expect(goOn({ repository, operations, program: '/nowhere' }, 'continue')).rejects.toMatchObject({
      code: 'LOCKED',
      data: { paths: ['content/a'] },
    })
    await operations.settle({ strategy: 'theirs' })
    const format = '--format=%an %ae %cn %T %P %B'
    let made1 = ''
    made.inCopy(copy => {
      copy.git('-c', 'core.editor=true', way, '--continue')
      made1 = copy.git('log', '-1', format)
    })
    expect(await goOn({ repository, operations, program: '/nowhere' }, 'continue')).toMatchObject({ isOver: true })
    expect(ground.git('log', '-1', format)).toBe(made1)
    expect(made1).toContain(way === 'cherry-pick' ? 'Ines ines@example.org Ada' : 'Ada ines@example.org Ada')
    expect(ground.git('status')).toContain('nothing to commit')
    // What was settled is contested nowhere else.
    await expect(operations.undo(1)).rejects.toMatchObject({ code: 'LOCKED' })
    await operations.undo()
    await operations.undo()
    expect(contestedSnapshot(made)).toEqual(contested)
    ground.git(way, '--abort')
    expect(ground.git('status', '--porcelain')).toBe('')
  },
)

test('OPS12 nothing is left of a cherry-pick that was settled for ours: that is said, and it can be given up', async () => {
  using made = await stoppedAt(conflictOf('content'), 'cherry-pick')
  const { ground, operations, repository } = made
  await operations.settle({ take: 'ours' })
  await expect(operations.commit({})).rejects.toMatchObject({
    data: { hint: expect.stringContaining('--allow-empty') },
  })
  expect(await goOn({ repository, operations }, 'abort')).toMatchObject({ isOver: true, operation: null })
  expect(ground.git('status')).toContain('nothing to commit, working tree clean')
})

/** `night` changes a line that `main` changed too, in each of its commits. */
async function forkedTwice(): Promise<OperationGround> {
  const made = await begun()
  const { ground } = made
  const commit = (words: string, n: number) => {
    made.write('a.txt', made.read('a.txt').replace(`line ${n}\n`, `${words} ${n}\n`))
    ground.git('commit', '-qam', `${words} ${n}`)
  }
  ground.git('switch', '-q', '-c', 'night')
  commit('night', 3)
  commit('night', 8)
  ground.git('switch', '-q', 'main')
  commit('day', 3)
  commit('day', 8)
  return made
}

test('OPS12 a rebase stops, is settled, goes on through Git, stops again, and is done', async () => {
  using made = await forkedTwice()
  const { ground, operations, repository } = made
  ground.git('switch', '-q', 'night')
  expect(ground.ask('rebase', 'main').code).toBe(1)
  await expect(operations.merge('main', {})).rejects.toThrow('A rebase of Git is in progress')
  await operations.settle({ strategy: 'theirs' })
  await expect(goOn({ repository, operations, program: '/nowhere' }, 'continue')).rejects.toThrow(
    'Git is not installed',
  )
  const again = await goOn({ repository, operations }, 'continue')
  expect(again).toMatchObject({ isOver: false, contested: 1, operation: null })
  await operations.settle({})
  expect(await goOn({ repository, operations }, 'continue')).toMatchObject({ isOver: true, contested: 0 })
  // The second one came to nothing: ours was in use.
  expect(ground.git('log', '--format=%s', 'main..')).toBe('night 3')
  expect(ground.git('status')).toContain('On branch night\nnothing to commit')
  expect(made.read('a.txt')).toContain('night 3\n')
  await expect(goOn({ repository, operations }, 'abort')).rejects.toThrow('Nothing of Git is under way')
})

test('OPS12 a series of picks goes on through Git, without what nothing is left of; or is given up', async () => {
  using made = await forkedTwice()
  const { ground, operations, repository } = made
  const begunAt = made.snapshot()
  expect(ground.ask('cherry-pick', 'main..night').code).toBe(1)
  await operations.settle({})
  await expect(operations.commit({ message: 'x' })).rejects.toThrow('A cherry-pick of Git is in progress')
  expect(await goOn({ repository, operations }, 'continue')).toMatchObject({ isOver: false, contested: 1 })
  await operations.settle({ strategy: 'theirs' })
  expect(await goOn({ repository, operations }, 'continue')).toMatchObject({ isOver: true })
  expect(ground.git('log', '--format=%s', '-2')).toBe('night 8\nday 8')
  ground.git('reset', '-q', '--hard', 'HEAD~1')
  expect(ground.ask('cherry-pick', 'main..night').code).toBe(1)
  await operations.settle({})
  expect(await goOn({ repository, operations }, 'abort')).toMatchObject({ isOver: true })
  expect(made.snapshot()).toEqual(begunAt)
})

test('OPS12 work that Git put away for a merge comes back with its own commit', async () => {
  using made = await stoppedAt(conflictOf('content'), 'merge')
  const { ground, operations, repository } = made
  ground.git('merge', '--abort')
  made.write('keep', 'work\n')
  expect(ground.ask('merge', '--autostash', 'night').code).toBe(1)
  await operations.settle({})
  await expect(operations.commit({})).rejects.toThrow('Git put work away')
  expect(await goOn({ repository, operations }, 'continue')).toMatchObject({ isOver: true, operation: null })
  expect(ground.git('status', '--porcelain')).toBe(' M keep')
})

test('OPS11 where histories crossed, no marker of the bases comes into what is settled', async () => {
  using made = await begun()
  const { ground, operations } = made
  const commit = (line: string) => {
    made.write('a.txt', LINES.replace('line 5\n', `${line}\n`))
    ground.git('commit', '-qam', line)
  }
  ground.git('branch', 'night')
  commit('day')
  ground.git('switch', '-q', 'night')
  commit('night')
  ground.git('branch', 'night-1')
  ground.ask('merge', 'main')
  commit('night again')
  ground.git('switch', '-q', 'main')
  ground.ask('merge', 'night-1')
  commit('day again')
  expect(ground.ask('merge', 'night').code).toBe(1)
  expect(ground.git('cat-file', 'blob', ':1:a.txt')).toContain('<<<<<<<<<')
  const { result } = await operations.settle({})
  expect(made.read('a.txt')).toBe(LINES.replace('line 5\n', 'day again\n'))
  expect(result.conflicts).toMatchObject([
    { places: [{ base: 'line 5\n', ours: 'day again\n', theirs: 'night again\n' }] },
  ])
})
