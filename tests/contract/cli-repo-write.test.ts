/** The part of `weft repo` that writes, as its users start it: without Git, in any folder of a repository. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { runBounded } from '../../build/run-bounded.ts'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { initRepository } from '../../host/git/open-repository.ts'

const weft = fileURLToPath(new URL('../../cli/weft.mjs', import.meta.url))
vi.setConfig({ testTimeout: 120_000 })

const SCENE = `[gd_scene format=3]

[node name="Level" type="Node2D"]

[node name="Player" type="Node2D" parent="."]
position = Vector2(1, 1)
rotation = 0.5
`

async function repository() {
  const folder = temporaryFolder()
  const made = await initRepository(folder.path)
  made[Symbol.dispose]()
  const write = (path: string, text: string) => {
    mkdirSync(join(folder.path, path, '..'), { recursive: true })
    writeFileSync(join(folder.path, path), text)
  }
  /** Nothing is on its PATH, and nobody is set in Git. */
  const repo = async (...words: readonly string[]) => {
    const who = { GIT_AUTHOR_NAME: 'Ines', GIT_AUTHOR_EMAIL: 'i@example.org' }
    const env = {
      HOME: folder.path,
      PATH: '',
      ...who,
      GIT_COMMITTER_NAME: 'Ines',
      GIT_COMMITTER_EMAIL: 'i@example.org',
    }
    const args = [weft, 'repo', ...words, '-C', folder.path, '--json']
    const { code, stdout, stderr } = await runBounded(process.execPath, args, { env, timeoutMs: 60_000 })
    return { code, stderr, answer: stdout === '' ? null : (JSON.parse(stdout) as Record<string, unknown>) }
  }
  return { folder: folder.path, write, repo, [Symbol.dispose]: () => folder[Symbol.dispose]() }
}

test('OPS6 two branches that Git would stop at are merged without Git, and undone', async () => {
  using made = await repository()
  const { repo, write, folder } = made
  write('levels/level.tscn', SCENE)
  write('a.txt', 'one\ntwo\nthree\n')
  expect((await repo('commit', '-m', 'Begin', '.')).answer).toMatchObject({
    hash: expect.stringMatching(/^[0-9a-f]{40}$/),
  })
  await repo('switch', '--create', 'night')
  write('levels/level.tscn', SCENE.replace('0.5', '0.75'))
  write('a.txt', 'one\nnight\nthree\n')
  await repo('commit', '-am', 'Night')
  await repo('switch', 'main')
  write('levels/level.tscn', SCENE.replace('Vector2(1, 1)', 'Vector2(7, 7)'))
  write('a.txt', 'one\nday\nthree\n')
  await repo('commit', '-am', 'Day')
  const dry = await repo('merge', 'night', '--dry-run')
  expect(dry.answer).toMatchObject({
    clean: false,
    changes: { files: [{ path: 'levels/level.tscn', status: 'modified' }] },
  })
  const merged = await repo('merge', 'night')
  expect(merged).toMatchObject({ code: 0, stderr: expect.stringContaining('1 place to look at') })
  expect(merged.answer).toMatchObject({
    clean: false,
    conflicts: [
      { kind: 'content', path: 'a.txt', places: [{ line: 2, base: 'two\n', ours: 'day\n', theirs: 'night\n' }] },
    ],
  })
  const both = SCENE.replace('Vector2(1, 1)', 'Vector2(7, 7)').replace('0.5', '0.75')
  expect(readFileSync(join(folder, 'levels/level.tscn'), 'utf8')).toBe(both)
  expect((await repo('status')).answer).toMatchObject({ entries: [] })
  await repo('undo')
  expect(readFileSync(join(folder, 'levels/level.tscn'), 'utf8')).not.toBe(both)
  const { answer } = await repo('operations', '-n', '2')
  expect(answer).toMatchObject({
    operations: [{ kind: 'undo' }, { kind: 'merge', words: "Merge branch 'night'" }],
  })
  expect(
    execFileSync('git', ['-C', folder, 'fsck', '--strict', '--no-dangling'], { encoding: 'utf8', stdio: 'pipe' }),
  ).toBe('')
})

test('what cannot be done ends with 2, and says why and what to do', async () => {
  using made = await repository()
  const { repo, write } = made
  write('a.txt', 'one\n')
  await repo('commit', '-m', 'Begin', '.')
  await repo('branch', 'night')
  for (const [words, message] of [
    [['commit', '-m', 'Nothing'], 'nothing to commit'],
    [['merge', 'none'], 'none'],
    [['switch', 'none'], 'There is no branch none'],
    [['branch', 'night'], 'There is a branch night already'],
    [['stash', 'push'], 'no work to put away'],
    [['stash', 'pop', '3'], 'There is no stash 3'],
    [['stash', 'drop', 'x'], 'names no stash'],
    [['undo', '99'], 'There is no operation 99'],
    [['reset', '--soft', '--hard'], 'cannot be used with'],
    [['commit', '--all', 'a.txt'], '--all goes with no paths'],
    [['commit', '-m', 'x', '../out'], 'outside'],
    [['commit', '-m', 'x', '--author', 'nobody'], 'NAME <EMAIL>'],
  ] as const) {
    const { code, stderr, answer } = await repo(...words)
    expect({ code, answer }, words.join(' ')).toEqual({ code: 2, answer: null })
    expect(stderr, words.join(' ')).toContain(message)
    expect(stderr).toMatch(/^error\[[A-Z_]+\]: .*\nhint: .+\n$/)
  }
})

test('OPS8 OPS9 files and hunks are staged, unstaged and put back, with a preview', async () => {
  using made = await repository()
  const { repo, write, folder } = made
  const lines = Array.from({ length: 30 }, (_, i) => `line ${i}\n`).join('')
  write('a.txt', lines)
  await repo('commit', '-m', 'Begin', '.')
  write('a.txt', lines.replace('line 2\n', 'two\n').replace('line 27\n', 'twenty-seven\n'))
  write('new.txt', 'new\n')
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: 'pipe' })
  expect((await repo('stage', '.', '--dry-run')).answer).toMatchObject({ paths: ['a.txt', 'new.txt'] })
  expect(git('diff', '--cached', '--name-only')).toBe('')
  expect((await repo('stage', 'a.txt', '--hunk', '2')).answer).toMatchObject({ paths: ['a.txt'], operation: 2 })
  expect(git('diff', '--cached', '-U0').match(/^[+-][^+-].*$/gm)).toEqual(['-line 27', '+twenty-seven'])
  await repo('stage', '.')
  await repo('unstage', 'a.txt', '--hunk', '1')
  expect(git('status', '--porcelain')).toBe('MM a.txt\nA  new.txt\n')
  await repo('unstage', '.')
  await repo('discard', 'a.txt', '--hunk', '1', '2')
  await repo('discard', 'new.txt')
  expect(git('status', '--porcelain')).toBe('')
  await repo('undo')
  expect(readFileSync(join(folder, 'new.txt'), 'utf8')).toBe('new\n')
  for (const [words, message] of [
    [['stage', 'none'], 'There is no none'],
    [['stage', 'a.txt', '--hunk', '9'], 'has no hunk 9'],
    [['stage', 'a.txt', 'new.txt', '--hunk', '1'], 'Hunks are of one file'],
    [['fetch'], 'knows no remote'],
    [['push', 'nowhere'], 'There is no remote nowhere'],
  ] as const) {
    const { code, stderr } = await repo(...words)
    expect(code, words.join(' ')).toBe(2)
    expect(stderr, words.join(' ')).toContain(message)
  }
})

test('OPS10 fetch, pull and push with the Git on the PATH, and without one', async () => {
  using made = await repository()
  using elsewhere = temporaryFolder()
  const { repo, write, folder } = made
  const bare = join(elsewhere.path, 'game.git')
  const run = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' })
  run('init', '-q', '--bare', '-b', 'main', bare)
  run('-C', folder, 'remote', 'add', 'origin', `file://${bare}`)
  write('a.txt', 'one\n')
  await repo('commit', '-m', 'Begin', '.')
  expect(await repo('push')).toMatchObject({ code: 2, stderr: expect.stringContaining('Git is not installed here.') })
  const withGit = async (...words: string[]) => {
    const env = { HOME: folder, PATH: process.env.PATH }
    const args = [weft, 'repo', ...words, '-C', folder, '--json']
    const { code, stdout, stderr } = await runBounded(process.execPath, args, { env, timeoutMs: 60_000 })
    return { code, stderr, answer: stdout === '' ? null : (JSON.parse(stdout) as Record<string, unknown>) }
  }
  expect(await withGit('push', '--set-upstream')).toMatchObject({ code: 0, answer: { text: 'Pushed main to origin.' } })
  expect(run('-C', bare, 'rev-parse', 'main')).toBe(run('-C', folder, 'rev-parse', 'HEAD'))
  const clone = join(elsewhere.path, 'clone')
  run('clone', '-q', `file://${bare}`, clone)
  writeFileSync(join(clone, 'b.txt'), 'theirs\n')
  run('-C', clone, 'add', '.')
  run('-C', clone, '-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'Theirs')
  run('-C', clone, 'push', '-q')
  write('c.txt', 'ours\n')
  await repo('commit', '-m', 'Ours', '.')
  expect(await withGit('push')).toMatchObject({ code: 2, stderr: expect.stringContaining('Pull first') })
  run('-C', folder, 'config', 'user.name', 'Ines')
  run('-C', folder, 'config', 'user.email', 'i@example.org')
  expect(await withGit('pull')).toMatchObject({ code: 0, answer: { clean: true, conflicts: [] } })
  expect(readFileSync(join(folder, 'b.txt'), 'utf8')).toBe('theirs\n')
  expect(await withGit('push')).toMatchObject({ code: 0 })
  expect(await withGit('fetch')).toMatchObject({ code: 0, answer: { text: 'Fetched from origin.' } })
})

test('OPS11 OPS12 what Git stopped at is settled and concluded by commands, without Git', async () => {
  using made = await repository()
  const { repo, write, folder } = made
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Ines', '-c', 'user.email=i@example.org', ...args], {
      cwd: folder,
      stdio: 'pipe',
    })
  write('a.txt', 'one\ntwo\nthree\n')
  write('b.txt', 'one\n')
  git('add', '.')
  git('commit', '-qm', 'Begin')
  git('switch', '-qc', 'night')
  write('a.txt', 'one\nnight\nthree\n')
  write('b.txt', 'night\n')
  git('commit', '-qam', 'Night')
  git('switch', '-q', '-')
  write('a.txt', 'one\nday\nthree\n')
  write('b.txt', 'day\n')
  git('commit', '-qam', 'Day')
  expect((await repo('continue')).code).toBe(2)
  expect(() => git('merge', 'night')).toThrow()
  expect((await repo('status')).answer).toMatchObject({ underWay: 'merge' })
  expect((await repo('settle', '--dry-run')).answer).toMatchObject({ left: 0, paths: ['a.txt', 'b.txt'] })
  const one = await repo('settle', 'b.txt', '--take', 'theirs')
  expect(one.answer).toMatchObject({ paths: ['b.txt'], left: 1, clean: true })
  expect((await repo('continue')).code).toBe(2)
  const rest = await repo('settle', '--strategy', 'theirs')
  expect(rest).toMatchObject({ code: 0, answer: { left: 0, conflicts: [{ path: 'a.txt' }] } })
  expect(rest.stderr).toContain('1 place to look at')
  expect((await repo('continue')).answer).toMatchObject({ isOver: true, words: "Merge branch 'night'" })
  expect(git('show', '--format=%P', 'HEAD').toString().trim().split(' ')).toHaveLength(2)
  expect([readFileSync(join(folder, 'a.txt'), 'utf8'), readFileSync(join(folder, 'b.txt'), 'utf8')]).toEqual([
    'one\nnight\nthree\n',
    'night\n',
  ])
  expect((await repo('abort')).stderr).toContain('Nothing of Git is under way')
})
