/** `weft reality` in a repository without `.weft`: branches are the realities. Judged by Git. */
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { runBounded } from '../../build/run-bounded.ts'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'

const weft = fileURLToPath(new URL('../../cli/weft.mjs', import.meta.url))
vi.setConfig({ testTimeout: 120_000 })

const SCENE = `[gd_scene format=3]

[node name="Level" type="Node2D"]

[node name="Player" type="Node2D" parent="."]
position = Vector2(1, 1)
rotation = 0.5
`

const WHO = {
  GIT_AUTHOR_NAME: 'Ines',
  GIT_AUTHOR_EMAIL: 'i@example.org',
  GIT_COMMITTER_NAME: 'Ines',
  GIT_COMMITTER_EMAIL: 'i@example.org',
  GIT_CONFIG_NOSYSTEM: '1',
}

function repository() {
  const folder = temporaryFolder()
  const temporary = temporaryFolder()
  const at = folder.path
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: at, env: { ...process.env, ...WHO, HOME: at }, encoding: 'utf8' }).trim()
  const write = (path: string, text: string) => {
    mkdirSync(join(at, path, '..'), { recursive: true })
    writeFileSync(join(at, path), text)
  }
  const commit = (message: string) => {
    git('add', '-A')
    git('commit', '-qm', message)
    return git('rev-parse', 'HEAD')
  }
  const reality = async (...words: string[]) => {
    const env = { ...process.env, ...WHO, HOME: at, TMPDIR: temporary.path }
    const run = await runBounded(process.execPath, [weft, 'reality', ...words, '-C', at], { env, timeoutMs: 60_000 })
    const answer: unknown = words.includes('--json') && run.stdout !== '' ? JSON.parse(run.stdout) : null
    return { ...run, answer }
  }
  git('init', '-q', '-b', 'main')
  write('levels/level.tscn', SCENE)
  write('a.txt', 'one\ntwo\nthree\n')
  commit('Begin')
  const dispose = () => {
    folder[Symbol.dispose]()
    temporary[Symbol.dispose]()
  }
  return { at, temporary: temporary.path, git, write, commit, reality, [Symbol.dispose]: dispose }
}

test('RTY16 a branch is created, switched to, listed, compared by files and nodes, and merged by the scene merge', async () => {
  using made = repository()
  const { git, write, commit, reality, at } = made
  const begin = git('rev-parse', 'HEAD')
  const created = await reality('create', 'night', '--json')
  expect(created).toMatchObject({ code: 0, stderr: '' })
  expect(created.answer).toMatchObject({
    id: 'night',
    name: 'night',
    hash: begin,
    isCurrent: false,
    ahead: 0,
    behind: 0,
  })
  expect(git('rev-parse', 'night')).toBe(begin)
  expect(await reality('switch', 'night')).toMatchObject({ code: 0, stdout: 'night\n' })
  expect(git('symbolic-ref', 'HEAD')).toBe('refs/heads/night')
  write('levels/level.tscn', SCENE.replace('0.5', '0.75'))
  write('b.txt', 'new\n')
  commit('Night')
  git('switch', '-q', 'main')
  write('levels/level.tscn', SCENE.replace('Vector2(1, 1)', 'Vector2(7, 7)'))
  commit('Day')
  const listed = await reality('list', '--json')
  expect(listed.answer).toMatchObject([
    { name: 'main', isCurrent: true, ahead: 0, behind: 0 },
    { name: 'night', isCurrent: false, ahead: 1, behind: 1, changedFiles: 2, status: 'open' },
  ])
  const compared = await reality('compare', 'night', '--json')
  expect(compared.answer).toEqual({
    realities: [{ id: 'night', name: 'night', parent: begin, counts: { added: 1, changed: 1, removed: 0, moved: 0 } }],
    files: [
      {
        path: 'b.txt',
        isScene: false,
        cells: [{ kind: 'added', previousPath: null, added: 0, removed: 0, changed: 0, registers: 0 }],
      },
      {
        path: 'levels/level.tscn',
        isScene: true,
        cells: [{ kind: 'changed', previousPath: null, added: 0, removed: 0, changed: 1, registers: 1 }],
      },
    ],
  })
  expect((await reality('diff', 'night')).stdout).toBe('+ b.txt\n~ levels/level.tscn  (1 node changed)\n')
  const tried = await reality('merge', 'night', '--dry-run', '--json')
  expect(tried.answer).toMatchObject({ from: 'night', into: 'main', contested: 0, files: [{ path: 'b.txt' }, {}] })
  expect(git('rev-parse', 'HEAD^')).toBe(begin)
  const merged = await reality('merge', 'night', '--json')
  expect(merged).toMatchObject({
    code: 0,
    answer: { from: 'night', into: 'main', clean: true, conflicts: [], files: 2 },
  })
  const both = SCENE.replace('Vector2(1, 1)', 'Vector2(7, 7)').replace('0.5', '0.75')
  expect(readFileSync(join(at, 'levels/level.tscn'), 'utf8')).toBe(both)
  expect(git('status', '--porcelain')).toBe('')
  expect((await reality('list', '--json')).answer).toMatchObject([
    { name: 'main' },
    { name: 'night', status: 'merged' },
  ])
  expect(existsSync(join(at, '.weft'))).toBe(false)
  expect(git('fsck', '--strict', '--no-dangling')).toBe('')
})

test('RTY16 what met keeps ours, is listed, and shows in the exit code', async () => {
  using made = repository()
  const { git, write, commit, reality } = made
  git('switch', '-qc', 'night')
  write('a.txt', 'one\nnight\nthree\n')
  commit('Night')
  git('switch', '-q', 'main')
  write('a.txt', 'one\nday\nthree\n')
  commit('Day')
  expect(await reality('preview', 'night')).toMatchObject({
    code: 0,
    stdout: '~ a.txt\n    line 2  two  → ours day , theirs night  (ours)\n1 files, 1 to review\n',
  })
  expect(await reality('merge', 'night')).toMatchObject({ code: 1, stdout: '1 files merged, 1 to review\n' })
  const strategy = await reality('merge', 'night', '--strategy', 'theirs')
  expect(strategy).toMatchObject({ code: 2, stderr: expect.stringContaining('error[BAD_USE]') })
})

test('RTY16 dropping says what is only there, and can be taken back', async () => {
  using made = repository()
  const { git, write, commit, reality } = made
  git('switch', '-qc', 'night')
  write('only.txt', 'here\n')
  const tip = commit('Night')
  expect(await reality('drop', 'night')).toMatchObject({ code: 1, stderr: expect.stringContaining('You are on night') })
  git('switch', '-q', 'main')
  const dry = await reality('drop', 'night', '--dry-run', '--json')
  expect(dry.answer).toMatchObject({ isDropped: false, commits: 1, onlyThere: [{ path: 'only.txt', kind: 'added' }] })
  expect(git('rev-parse', 'night')).toBe(tip)
  expect((await reality('drop', 'night')).stdout).toBe('+ only.txt\n1 commits only there\n')
  expect(git('branch', '--list', 'night')).toBe('')
  expect((await reality('restore', 'night')).code).toBe(0)
  expect(git('rev-parse', 'night')).toBe(tip)
  git('branch', 'same', 'night')
  expect((await reality('drop', 'same', '--dry-run')).stdout).toBe('')
  const gone = await reality('drop', 'nothing')
  expect(gone).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^error\[NOT_FOUND\]: There is no branch nothing\./),
  })
})

test('RTY12 RTY15 several are tried at once, one is taken and the rest go, and one undo brings all of it back', async () => {
  using made = repository()
  const { git, write, commit, reality } = made
  const begin = git('rev-parse', 'HEAD')
  const tried = await reality('try', '--count', '3', '--json')
  expect(tried.answer).toMatchObject({ realities: [{ name: 'try-1' }, { name: 'try-2' }, { name: 'try-3' }] })
  git('branch', 'bystander')
  git('switch', '-q', 'try-2')
  write('a.txt', 'one\nsecond try\nthree\n')
  const tip = commit('Second')
  git('switch', '-q', 'main')
  const dry = await reality('apply', 'try-2', '--drop-rest', '--dry-run', '--json')
  expect(dry.answer).toMatchObject({
    merge: null,
    preview: { into: 'main', files: [{ path: 'a.txt' }] },
    dropped: [
      { name: 'try-1', commits: 0, isDropped: false },
      { name: 'try-3', commits: 0, isDropped: false },
    ],
  })
  expect(git('rev-parse', 'HEAD')).toBe(begin)
  const applied = await reality('apply', 'try-2', '--drop-rest', '--json')
  expect(applied).toMatchObject({ code: 0, answer: { merge: { hash: tip, clean: true } } })
  expect(git('for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n')).toEqual([
    'bystander',
    'main',
    'try-2',
  ])
  expect(await reality('undo')).toMatchObject({ code: 0 })
  expect(git('rev-parse', 'HEAD')).toBe(begin)
  expect(git('for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n')).toHaveLength(5)
  expect(git('status', '--porcelain')).toBe('')
  const alone = await reality('apply', 'bystander', '--drop-rest')
  expect(alone).toMatchObject({ code: 1, stderr: expect.stringContaining('not made together') })
  expect((await reality('try', 'try-1', 'x')).stderr).toContain('There is a branch try-1 already')
  expect(git('branch', '--list', 'x')).toBe('')
  expect((await reality('try')).code).toBe(2)
})

test('RTY14 a command is run on the files of each branch, and leaves nothing behind', async () => {
  using made = repository()
  const { git, write, commit, reality, at, temporary } = made
  const check = `const text = require('fs').readFileSync('a.txt', 'utf8'); require('fs').writeFileSync('made.txt', 'x'); console.log(process.env.WEFT_REALITY, text.includes('good') ? 'well' : 'ill'); process.exit(text.includes('good') ? 0 : 4)`
  git('switch', '-qc', 'good')
  write('a.txt', 'good\n')
  write('check.mjs', '#!/usr/bin/env node\n')
  chmodSync(join(at, 'check.mjs'), 0o755)
  commit('Good')
  git('switch', '-q', 'main')
  git('branch', 'ill')
  write('a.txt', 'good, but not committed\n')
  const command = `"${process.execPath}" -e '${check.replaceAll("'", '"')}'`
  const run = await reality('compare', 'good', 'ill', '--run', command, '--json')
  expect(run.code).toBe(1)
  expect(run.answer).toMatchObject({
    outcomes: [
      {
        reality: 'good',
        end: 'exited',
        exitCode: 0,
        output: 'good well\n',
        files: [{ path: 'made.txt', kind: 'added' }],
      },
      { reality: 'ill', end: 'exited', exitCode: 4, output: 'ill ill\n', fileCount: 1 },
    ],
  })
  const mode = await reality('compare', 'good', '--run', `sh -c 'test -x check.mjs && ! test -e .git'`)
  expect(mode).toMatchObject({ code: 0, stdout: expect.stringContaining('exit 0') })
  expect(existsSync(join(at, 'made.txt'))).toBe(false)
  expect(git('status', '--porcelain')).toBe('M a.txt')
  expect(readdirSync(temporary).filter(name => name.startsWith('weft-'))).toEqual([])
  const refused = await reality('compare', 'good', '--run', 'a && b')
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Only a shell understands') })
})
