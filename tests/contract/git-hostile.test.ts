/** Repositories from strangers: nothing of them runs, nothing of them lands outside, and damage is an error. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { openRepository } from '../../host/git/open-repository.ts'
import type { TreeFile } from '../../shared/repo/git-object.ts'
import { createGround, type Ground } from './git-ground.ts'

vi.setConfig({ testTimeout: 120_000 })

const who = { name: 'a', email: 'a@b', seconds: 1_700_000_000, offset: 0 }

test('no hook, monitor, filter or command of a repository is run (GIT3)', async () => {
  using ground = createGround()
  ground.write('a.txt', 'one\n')
  ground.write('b.lfs', 'pointer\n')
  ground.commit('one')
  const marker = join(ground.path, '..', `marker-${ground.path.split('/').at(-1)}`)
  const trap = join(ground.path, '.git', 'trap')
  writeFileSync(trap, `#!/bin/sh\necho "$0 $@" >> '${marker}'\ncat\n`)
  chmodSync(trap, 0o755)
  const settings = [
    'core.fsmonitor',
    'core.sshCommand',
    'core.editor',
    'core.pager',
    'diff.external',
    'diff.x.textconv',
  ]
  for (const name of [
    ...settings,
    'filter.x.clean',
    'filter.x.smudge',
    'filter.x.process',
    'merge.x.driver',
    'gpg.program',
  ]) {
    ground.git('config', name, trap)
  }
  ground.git('config', 'core.hooksPath', join(ground.path, '.git', 'traps'))
  ground.git('config', 'core.untrackedCache', 'true')
  mkdirSync(join(ground.path, '.git', 'traps'))
  const hooks = [
    'pre-commit',
    'post-checkout',
    'post-index-change',
    'reference-transaction',
    'fsmonitor-watchman',
    'post-commit',
  ]
  for (const hook of hooks) symlinkSync(trap, join(ground.path, '.git', 'traps', hook))
  ground.write('.gitattributes', '*.txt diff=x merge=x\n*.lfs filter=x\n')
  ground.write('b.lfs', 'the real thing, which is longer\n')
  ground.write('a.txt', 'two\n')
  using repository = await openRepository(ground.path)
  const { hash } = await repository.commit('HEAD')
  expect((await repository.status()).map(({ path }) => path)).toEqual(['.gitattributes', 'a.txt', 'b.lfs'])
  await repository.diff({ kind: 'index' }, { kind: 'folder' })
  await repository.blame('a.txt', { kind: 'folder' })
  await repository.log({ from: [hash], limit: 10, paths: ['a.txt'] })
  await repository.stage(['a.txt', '.gitattributes'])
  const tree = await repository.writeIndexTree()
  const next = await repository.writeCommit({ tree, parents: [hash], author: who, committer: who, message: 'two\n' })
  await repository.changeRef({ name: 'refs/heads/main', to: next, from: hash, log: { who, message: 'two' } })
  await repository.checkout(new Map([['a.txt', await repository.readEntry(hash, 'a.txt')]]))
  expect(ground.read('a.txt')).toBe('one\n')
  await expect(repository.stage(['b.lfs'])).rejects.toMatchObject({ code: 'READ_ONLY' })
  const pointer = new Map([['b.lfs', await repository.readEntry(hash, 'b.lfs')]])
  await expect(repository.checkout(pointer, { force: true })).rejects.toMatchObject({ code: 'READ_ONLY' })
  expect(existsSync(marker) ? readFileSync(marker, 'utf8') : 'nothing ran').toBe('nothing ran')
})

test.for([
  '../out.txt',
  'a/../../out.txt',
  '.git/config',
  '.GIT/config',
  'sub/.git/hooks/post-checkout',
  '.git ./config',
  'git~1/config',
  '.g\u200cit/config',
  '.git::$INDEX_ALLOCATION/config',
  'x\\..\\..\\out.txt',
  '/etc/out.txt',
  'a//b',
  './a',
])('a tree that names %j is neither written nor checked out (GIT5)', async path => {
  using ground = createGround()
  ground.write('kept.txt', 'kept\n')
  ground.commit('one')
  using repository = await openRepository(ground.path)
  const before = readFileSync(join(ground.path, '.git', 'config'), 'utf8')
  const file: TreeFile = { mode: '100644', hash: await repository.writeBlob(Buffer.from('owned\n')) }
  const changes = new Map([
    ['good.txt', file],
    [path, file],
  ])
  for (const run of [
    () => repository.checkout(changes, { force: true }),
    () => repository.writeTree(changes),
    () => repository.changeIndex([{ path, file }]),
    () => repository.setIndex(changes),
  ]) {
    await expect(run()).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  }
  expect(readdirSync(ground.path).sort()).toEqual(['.git', 'kept.txt'])
  expect(readFileSync(join(ground.path, '.git', 'config'), 'utf8')).toBe(before)
  expect(ground.git('status', '--porcelain')).toBe('')
})

test('links lead nowhere, whether they are in the tree, in the folder, or both (GIT5)', async () => {
  using ground = createGround()
  using outside = temporaryFolder()
  ground.write('kept.txt', 'kept\n')
  ground.commit('one')
  using repository = await openRepository(ground.path)
  const blob = async (text: string) => repository.writeBlob(Buffer.from(text))
  const file: TreeFile = { mode: '100644', hash: await blob('owned\n') }
  const link = async (target: string): Promise<TreeFile> => ({ mode: '120000', hash: await blob(target) })
  for (const target of [outside.path, '../../x', '..', '.git/config', 'a/../../b', 'C:\\x']) {
    const changes = new Map([['link', await link(target)]])
    await expect(repository.checkout(changes), target).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  }
  const both = new Map([
    ['link', await link('kept.txt')],
    ['link/in.txt', file],
  ])
  await expect(repository.checkout(both)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  symlinkSync(outside.path, join(ground.path, 'way'))
  for (const options of [{}, { force: true }]) {
    await expect(repository.checkout(new Map([['way/in.txt', file]]), options)).rejects.toThrow()
  }
  await expect(repository.stage(['way/in.txt'])).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(readdirSync(outside.path)).toEqual([])
  await repository.checkout(new Map([['inside', await link('kept.txt')]]))
  expect(ground.git('status', '--porcelain')).toBe('A  inside\n?? way\n')
})

test('names that are one on this disk are not both checked out (GIT5)', async () => {
  using ground = createGround()
  ground.write('a', 'a\n')
  ground.commit('one')
  ground.git('config', 'core.ignorecase', 'true')
  using repository = await openRepository(ground.path)
  const file: TreeFile = { mode: '100644', hash: await repository.writeBlob(Buffer.from('b\n')) }
  for (const paths of [['A'], ['b/x', 'B/y'], ['ä', 'a\u0308']]) {
    const changes = new Map(paths.map(path => [path, file]))
    await expect(repository.checkout(changes), paths.join()).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  }
  await repository.checkout(
    new Map([
      ['a', null],
      ['A', file],
    ]),
  )
  expect(readdirSync(ground.path).sort()).toEqual(['.git', 'A'])
})

test('a checkout loses no work: nothing is written where a file has some (GIT9)', async () => {
  using ground = createGround()
  ground.write('a.txt', 'one\n')
  ground.write('b.txt', 'one\n')
  ground.write('c/d.txt', 'one\n')
  ground.commit('one')
  using repository = await openRepository(ground.path)
  const file: TreeFile = { mode: '100644', hash: await repository.writeBlob(Buffer.from('two\n')) }
  ground.write('a.txt', 'mine\n')
  ground.write('new.txt', 'mine\n')
  ground.write('c/mine.txt', 'mine\n')
  const changes = new Map<string, TreeFile | null>([
    ['a.txt', file],
    ['b.txt', file],
    ['new.txt', file],
    ['c/d.txt', null],
    ['c', file],
  ])
  await expect(repository.checkout(changes)).rejects.toMatchObject({
    code: 'LOCKED',
    data: { paths: ['a.txt', 'c/mine.txt', 'new.txt'] },
  })
  expect([ground.read('a.txt'), ground.read('b.txt'), ground.read('new.txt')]).toEqual(['mine\n', 'one\n', 'mine\n'])
  rmSync(join(ground.path, 'c/mine.txt'))
  await repository.checkout(changes, { force: true })
  expect(ground.git('status', '--porcelain')).toBe('M  a.txt\nM  b.txt\nA  c\nD  c/d.txt\nA  new.txt\n')
})

test('damage is an error, and no crash and no hang (GIT4)', async () => {
  using ground = createGround()
  ground.write('a.txt', 'one\n'.repeat(200))
  ground.commit('one')
  ground.write('a.txt', `${'one\n'.repeat(200)}two\n`)
  const hash = ground.commit('two')
  using repository = await openRepository(ground.path)
  const loose = (each: string) => join(ground.path, '.git/objects', each.slice(0, 2), each.slice(2))
  const { tree } = await repository.readCommit(hash)
  const bytes = readFileSync(loose(tree))
  chmodSync(loose(tree), 0o644)
  for (const bad of [
    bytes.subarray(0, bytes.length / 2),
    Buffer.alloc(0),
    Buffer.from('garbage'),
    readFileSync(loose(hash)),
  ]) {
    writeFileSync(loose(tree), bad)
    await expect(repository.readTree(hash)).rejects.toMatchObject({ code: 'UNREADABLE' })
  }
  rmSync(loose(tree))
  await expect(repository.readTree(hash)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  writeFileSync(loose(tree), bytes)
  ground.git('repack', '-q', '-a', '-d')
  const folder = join(ground.path, '.git/objects/pack')
  const name = readdirSync(folder).find(each => each.endsWith('.pack')) ?? ''
  const pack = readFileSync(join(folder, name))
  chmodSync(join(folder, name), 0o644)
  for (let at = 12; at < pack.length - 20; at += 7) {
    const broken = Buffer.from(pack)
    broken[at] = (broken[at] ?? 0) ^ 0xff
    writeFileSync(join(folder, name), broken)
    using damaged = await openRepository(ground.path)
    await damaged.log({ from: [hash], limit: 10 }).catch(expectAppError)
    await damaged.readTree(hash).catch(expectAppError)
    await damaged.readBlob('0'.repeat(40)).catch(expectAppError)
  }
  writeFileSync(join(folder, name), pack.subarray(0, pack.length / 2))
  using cut = await openRepository(ground.path)
  await cut.readTree(hash).catch(expectAppError)
})

test('a damaged index, and repositories of another kind, say what they are (GIT2)', async () => {
  using ground = createGround()
  ground.write('a.txt', 'one\n')
  ground.commit('one')
  const index = join(ground.path, '.git/index')
  const whole = readFileSync(index)
  for (const bad of [whole.subarray(0, 50), Buffer.from('DIRC'), Buffer.concat([whole, Buffer.from('x')])]) {
    writeFileSync(index, bad)
    using repository = await openRepository(ground.path)
    await expect(repository.readIndex()).rejects.toMatchObject({ code: 'UNREADABLE' })
    await expect(repository.changeIndex([])).rejects.toMatchObject({ code: 'UNREADABLE' })
  }
  writeFileSync(index, whole)
  ground.git('update-index', '--split-index')
  using split = await openRepository(ground.path)
  await expect(split.readIndex()).rejects.toMatchObject({ code: 'UNREADABLE' })
  using other = createGround()
  other.git('init', '-q', '--object-format=sha256', 'sha256')
  await expect(openRepository(join(other.path, 'sha256'))).rejects.toMatchObject({ code: 'UNREADABLE' })
  other.git('init', '-q', 'table')
  other.git('-C', 'table', 'config', 'core.repositoryformatversion', '1')
  other.git('-C', 'table', 'config', 'extensions.refstorage', 'reftable')
  await expect(openRepository(join(other.path, 'table'))).rejects.toMatchObject({ code: 'UNREADABLE' })
  using nowhere = temporaryFolder()
  await expect(openRepository(nowhere.path)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('settings cannot name another folder of this computer as their own (GIT3)', async () => {
  using ground = createGround()
  using victim = temporaryFolder()
  ground.git('config', 'core.worktree', victim.path)
  await expect(openRepository(ground.path)).rejects.toMatchObject({ code: 'UNREADABLE' })
})

test('refs move under their lock, from what they were, and into no other place (GIT7)', async () => {
  using ground = createGround()
  const one = ground.commit('one')
  const two = ground.commit('two')
  using repository = await openRepository(ground.path)
  const moved = (change: Parameters<typeof repository.changeRef>[0]) => repository.changeRef(change)
  await expect(moved({ name: 'refs/heads/main', to: one, from: one })).rejects.toMatchObject({ code: 'LOCKED' })
  for (const name of ['main', 'refs/heads/../../x', 'refs/heads/a..b', 'refs/heads/x.lock', 'refs/heads/a b', 'HEAD']) {
    await expect(moved({ name, to: one }), name).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  }
  await expect(moved({ name: 'refs/heads/main/below', to: one })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  writeFileSync(join(ground.path, '.git/refs/heads/main.lock'), '')
  await expect(moved({ name: 'refs/heads/main', to: one })).rejects.toMatchObject({ code: 'LOCKED' })
  rmSync(join(ground.path, '.git/refs/heads/main.lock'))
  await moved({ name: 'refs/heads/a/b', to: one, from: null, log: { who, message: 'branch: made' } })
  ground.git('pack-refs', '--all')
  expect(await refNames(ground)).toEqual(['refs/heads/a/b', 'refs/heads/main'])
  await moved({ name: 'refs/heads/a/b', to: null, from: one })
  expect(await refNames(ground)).toEqual(['refs/heads/main'])
  await moved({ name: 'refs/heads/a', to: one, from: null })
  await moved({ name: 'refs/heads/main', to: one, from: two, log: { who, message: 'back' } })
  expect(ground.git('reflog', '--format=%H %gs', '-n', '1', 'main').trim()).toBe(`${one} back`)
  expect(ground.git('fsck', '--strict', '--no-dangling')).toBe('')
})

async function refNames(ground: Ground): Promise<string[]> {
  using repository = await openRepository(ground.path)
  return (await repository.refs()).map(({ name }) => name)
}

function expectAppError(error: unknown): void {
  expect(error).toMatchObject({ name: 'AppError' })
}
