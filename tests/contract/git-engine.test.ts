/** Weft's engine against `git` itself, on repositories that a seed grows: the same status, log, differences and blame. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { FileChange, Repository, StatusEntry } from '../../host/git/engine.ts'
import { initRepository, openRepository } from '../../host/git/open-repository.ts'
import { isoDate } from '../../shared/repo/git-object.ts'
import { createGround, disturb, type Ground, growRepository, nameStatusOf, statusOf } from './git-ground.ts'

const SEEDS = [1, 2, 3]
// Each test starts git many times, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 })

test.for(SEEDS)('status and differences of a disturbed folder, seed %i', async seed => {
  using ground = growRepository(seed, 30)
  disturb(ground, seed)
  using repository = await openRepository(ground.path)
  expect((await repository.status()).map(words).sort()).toEqual(statusOf(ground, '-uall'))
  expect((await repository.status({ untracked: 'normal' })).map(words).sort()).toEqual(statusOf(ground))
  expect((await repository.status({ untracked: 'no' })).map(words).sort()).toEqual(statusOf(ground, '-uno'))
  const tree = async (revision: string) => ({ kind: 'tree', hash: await repository.resolve(revision) }) as const
  const [head, old] = [await tree('HEAD'), await tree('HEAD~3')]
  const [index, folder] = [{ kind: 'index' } as const, { kind: 'folder' } as const]
  expect((await repository.diff(head, index)).map(changeWords).sort()).toEqual(nameStatusOf(ground, '--cached'))
  expect((await repository.diff(index, folder)).map(changeWords).sort()).toEqual(nameStatusOf(ground))
  expect((await repository.diff(old, folder)).map(changeWords).sort()).toEqual(nameStatusOf(ground, 'HEAD~3'))
  expect((await repository.diff(old, index)).map(changeWords).sort()).toEqual(
    nameStatusOf(ground, '--cached', 'HEAD~3'),
  )
  const plain = await repository.diff(old, head, { renames: false, paths: ['moved', 'deep'] })
  const args = ['--no-renames', 'HEAD~3', 'HEAD', '--', 'moved', 'deep']
  expect(plain.map(changeWords).sort()).toEqual(nameStatusOf(ground, ...args))
  for (const revision of ['HEAD~1', 'HEAD~6', 'HEAD~15', 'HEAD~25']) {
    const ours = await repository.diff(await tree(revision), head)
    expect(ours.map(changeWords).sort(), revision).toEqual(nameStatusOf(ground, revision, 'HEAD'))
  }
})

test.for(SEEDS)('log, seed %i: by date, by topology, page by page, filtered', async seed => {
  using ground = growRepository(seed, 40)
  using repository = await openRepository(ground.path)
  const from = [await repository.resolve('HEAD')]
  const log = (...args: string[]) =>
    ground
      .git('log', '--format=%H', ...args)
      .split('\n')
      .filter(Boolean)
  const all = log()
  expect(await hashes(repository, { from })).toEqual(all)
  expect(await repository.walk(from)).toEqual(all)
  expect(await hashes(repository, { from, order: 'topology' })).toEqual(log('--topo-order'))
  for (const path of ['a.gd', 'deep', 'läge/ö.txt', 'moved', 'nothing']) {
    expect(await hashes(repository, { from, paths: [path] }), path).toEqual(log('--', path))
  }
  expect(await hashes(repository, { from, paths: ['deep', 'b.gd'] })).toEqual(log('--', 'deep', 'b.gd'))
  expect(await hashes(repository, { from, message: 'SIDE' })).toEqual(log('-i', '--grep=side'))
  expect(await hashes(repository, { from, author: 'løve' })).toEqual(all)
  const since = 1_700_000_600
  expect(await hashes(repository, { from, since })).toEqual(log(`--since=@${since}`))
  expect(await hashes(repository, { from, until: since })).toEqual(log(`--until=@${since}`))
  const without = all.slice(8, 9)
  const left = log('HEAD', `^${without[0]}`)
  expect(await hashes(repository, { from, without })).toEqual(left)
  expect(await repository.walk(from, without)).toEqual(left)
  const [one = '', other = ''] = all.slice(3)
  const bases = ground.tryGit('merge-base', '--all', one, other).stdout.split('\n').filter(Boolean)
  expect((await repository.mergeBases(one, other)).sort()).toEqual(bases.sort())
  const { commits } = await repository.log({ from, limit: 1000 })
  const printed = commits.map(({ hash, tree, parents, author, committer, message }) =>
    [
      hash,
      tree,
      parents.join(' '),
      `${author.name} <${author.email}> ${isoDate(author)}`,
      `${committer.name} <${committer.email}> ${isoDate(committer)}`,
      message,
    ].join('|'),
  )
  const format = '%H|%T|%P|%an <%ae> %aI|%cn <%ce> %cI|%B'
  const theirs = ground.git('log', '-z', `--format=${format}`).split('\0').filter(Boolean)
  expect(printed.map(text => text.trimEnd())).toEqual(theirs.map(text => text.trimEnd()))
})

test.for(SEEDS)('blame, seed %i: of files in HEAD, before, and in the folder', async seed => {
  using ground = growRepository(seed, 40)
  using repository = await openRepository(ground.path)
  for (const revision of ['HEAD', 'HEAD~7']) {
    const { hash } = await repository.commit(revision)
    for (const path of filesOf(ground, revision).slice(0, 14)) {
      const ours = (await repository.blame(path, { kind: 'commit', hash })).map(
        line => `${line.hash} ${line.line} ${line.text}`,
      )
      expect(ours, `${revision} ${path}`).toEqual(blameOf(ground, revision, '--', path))
    }
  }
  const path = filesOf(ground, 'HEAD').find(each => ground.read(each).split('\n').length > 8) ?? ''
  ground.write(path, `first\n${ground.read(path)}last\n`)
  const ours = (await repository.blame(path, { kind: 'folder' })).map(line => `${line.hash} ${line.line} ${line.text}`)
  expect(ours).toEqual(blameOf(ground, '--', path))
})

test.for(SEEDS)('trees, seed %i: read, and written again with the same hashes', async seed => {
  using ground = growRepository(seed, 10)
  using repository = await openRepository(ground.path)
  const { hash, tree } = await repository.commit('HEAD')
  const files = await repository.readTree(hash)
  const theirs = ground.git('ls-tree', '-r', '-z', 'HEAD').split('\0').filter(Boolean)
  expect([...files].map(([path, file]) => `${file.mode} ${file.hash}\t${path}`)).toEqual(
    theirs.map(line => line.replace(/ (?:blob|commit) /, ' ')),
  )
  expect(await repository.writeTree(files)).toBe(tree)
  const [[path, file] = ['', null]] = files
  const there = new Map([
    [path, null],
    ['x/y/z', file],
  ])
  const back = new Map([
    ['x/y/z', null],
    [path, file],
  ])
  expect(await repository.writeTree(back, await repository.writeTree(there, hash))).toBe(tree)
  expect(ground.git('fsck', '--strict', '--no-dangling')).toBe('')
})

test('packed or loose, an object is the same', async () => {
  using ground = growRepository(7, 12)
  const before = ground.git('cat-file', '--batch-all-objects', '--batch-check').trim().split('\n')
  ground.git('repack', '-q', '-a', '-d', '-f', '--depth=50', '--window=50')
  ground.git('pack-refs', '--all')
  using repository = await openRepository(ground.path)
  for (const line of before) {
    const [hash = '', type, size] = line.split(' ')
    const object = await repository.readObject(hash)
    expect(`${object.type} ${object.bytes.length}`).toBe(`${type} ${size}`)
  }
  expect((await repository.refs('refs/heads/')).map(({ name, hash }) => `${hash} ${name}`)).toEqual(
    ground.git('for-each-ref', 'refs/heads', '--format=%(objectname) %(refname)').trim().split('\n'),
  )
})

test('no commit yet, a detached HEAD, a linked working folder, a bare repository', async () => {
  using ground = createGround()
  ground.write('a.txt', 'a\n')
  using unborn = await openRepository(ground.path)
  expect(await unborn.head()).toEqual({ kind: 'branch', name: 'refs/heads/main', hash: null })
  expect(await unborn.status()).toEqual([{ path: 'a.txt', status: 'untracked', staged: false }])
  ground.git('add', '.')
  expect((await unborn.status()).map(words)).toEqual(statusOf(ground))
  const hash = ground.commit('one')
  ground.git('checkout', '-q', '--detach')
  expect(await unborn.head()).toEqual({ kind: 'detached', hash })
  ground.git('worktree', 'add', '-q', '-b', 'other', 'linked')
  using linked = await openRepository(join(ground.path, 'linked'))
  expect(await linked.head()).toEqual({ kind: 'branch', name: 'refs/heads/other', hash })
  expect(await linked.status()).toEqual([])
  ground.git('clone', '-q', '--bare', '.', 'bare.git')
  using bare = await openRepository(join(ground.path, 'bare.git'))
  expect(bare.folder).toBeNull()
  expect((await bare.commit('main')).hash).toBe(hash)
  await expect(bare.status()).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})

test('a submodule, a repository inside, what is only planned to be added, and what is contested', async () => {
  using ground = createGround()
  ground.write('a.txt', 'one\n')
  ground.commit('one')
  using inner = createGround()
  inner.write('b.txt', 'b\n')
  inner.commit('inner')
  ground.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'module')
  ground.commit('with a module')
  using repository = await openRepository(ground.path)
  expect(await repository.status()).toEqual([])
  ground.write('module/b.txt', 'changed\n')
  mkdirSync(join(ground.path, 'nested'))
  ground.git('init', '-q', 'nested')
  ground.write('nested/c.txt', 'c\n')
  ground.write('planned.txt', 'planned\n')
  ground.git('add', '-N', 'planned.txt')
  expect((await repository.status()).map(words).sort()).toEqual(statusOf(ground, '-uall'))
  ground.git('-C', 'module', '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qam', 'moved on')
  expect((await repository.status()).map(words).sort()).toEqual(statusOf(ground, '-uall'))
  expect((await repository.diff({ kind: 'index' }, { kind: 'folder' })).map(changeWords).sort()).toEqual(
    nameStatusOf(ground),
  )
  ground.git('reset', '-q', '--hard')
  rmSync(join(ground.path, 'nested'), { recursive: true })
  ground.git('checkout', '-q', '-b', 'side', 'HEAD~1')
  rmSync(join(ground.path, 'module'), { recursive: true })
  ground.write('a.txt', 'theirs\n')
  ground.commit('theirs')
  ground.git('checkout', '-q', 'main')
  ground.write('a.txt', 'ours\n')
  ground.commit('ours')
  expect(ground.tryGit('merge', 'side').code).toBe(1)
  expect((await repository.status()).map(words).sort()).toEqual(statusOf(ground, '-uall'))
})

test('line ends in a file that has returns, with nothing set and with attributes', async () => {
  using ground = createGround()
  ground.write('dos.txt', 'one\r\ntwo\r\n')
  ground.write('.gitattributes', '*.gd text\n*.bat text eol=crlf\n*.bin -text\n')
  ground.write('a.gd', 'one\ntwo\n')
  ground.write('b.bat', 'one\r\ntwo\r\n')
  ground.commit('one')
  using repository = await openRepository(ground.path)
  ground.write('dos.txt', 'one\r\nthree\r\n')
  ground.write('a.gd', 'one\r\nthree\r\n')
  ground.write('b.bat', 'one\r\nthree\r\n')
  ground.write('c.bin', 'one\r\n')
  expect((await repository.status()).map(words).sort()).toEqual(statusOf(ground))
  await repository.stage(['dos.txt', 'a.gd', 'b.bat', 'c.bin'])
  const staged = ground.git('write-tree').trim()
  ground.git('read-tree', 'HEAD')
  ground.git('add', '-A')
  expect(staged).toBe(ground.git('write-tree').trim())
  await repository.checkout(new Map([...(await repository.readTree(await repository.resolve('HEAD')))]), {
    force: true,
  })
  expect(ground.read('b.bat')).toBe('one\r\ntwo\r\n')
  expect(ground.read('a.gd')).toBe('one\ntwo\n')
  expect(ground.read('dos.txt')).toBe('one\r\ntwo\r\n')
})

test('a repository that Weft makes is one for Git', async () => {
  using ground = createGround()
  const folder = join(ground.path, 'made here')
  using repository = await initRepository(folder)
  writeFileSync(join(folder, 'ünï.txt'), 'one\n')
  await repository.stage(['ünï.txt'])
  const who = { name: 'Ada <Løve>', email: 'ada@example.com', seconds: 1_700_000_000, offset: -210 }
  const tree = await repository.writeIndexTree()
  const hash = await repository.writeCommit({ tree, parents: [], author: who, committer: who, message: 'first\n' })
  await repository.changeRef({
    name: 'refs/heads/main',
    to: hash,
    from: null,
    log: { who, message: 'commit (initial): first' },
  })
  const git = (...args: string[]) => ground.git('-C', folder, ...args)
  expect(git('status', '--porcelain')).toBe('')
  expect(git('log', '--format=%H %an %aI %s')).toBe(`${hash} Ada Løve 2023-11-14T18:43:20-03:30 first\n`)
  expect(git('reflog', '--format=%H %gs')).toBe(`${hash} commit (initial): first\n`)
  expect(git('fsck', '--strict')).toBe('')
})

async function hashes(
  repository: Repository,
  query: Omit<Parameters<Repository['log']>[0], 'limit'>,
): Promise<string[]> {
  const found: string[] = []
  for (let after: string | null = '0'; after !== null; ) {
    const page: Awaited<ReturnType<Repository['log']>> = await repository.log({ ...query, after, limit: 7 })
    found.push(...page.commits.map(({ hash }) => hash))
    after = page.next
  }
  return found
}

function words({ path, status, staged, from }: StatusEntry): string {
  return `${staged ? 'staged ' : ''}${status} ${path}${from === undefined ? '' : ` from ${from}`}`
}

function changeWords({ path, status, from }: FileChange): string {
  return `${status} ${path}${from === undefined ? '' : ` from ${from}`}`
}

function filesOf(ground: Ground, revision: string): string[] {
  return ground
    .git('ls-tree', '-r', '-z', revision)
    .split('\0')
    .filter(line => line.startsWith('100'))
    .map(line => line.slice(line.indexOf('\t') + 1))
}

function blameOf(ground: Ground, ...args: readonly string[]): string[] {
  const found: string[] = []
  let head = ''
  for (const line of ground.git('blame', '--line-porcelain', ...args).split('\n')) {
    if (/^[0-9a-f]{40} /.test(line)) head = line
    if (line.startsWith('\t')) found.push(`${head.slice(0, 40)} ${head.split(' ')[2]} ${line.slice(1)}`)
  }
  return found
}
