/** Staging by file and by hunk, case by case what `git add`, `git restore` and their `-p` make of the same folder. */
import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, renameSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { fileDifference } from '../../host/repo/file-difference.ts'
import type { RepoSide } from '../../shared/contract/repo-data.ts'
import type { GitGround } from '../property/git-ground.ts'
import { type OperationGround, operationGround } from '../property/operation-ground.ts'

vi.setConfig({ testTimeout: 120_000 })

const LINES = Array.from({ length: 40 }, (_, i) => `line ${i}\n`).join('')
const HEAD: RepoSide = { kind: 'revision', revision: 'HEAD' }
const INDEX: RepoSide = { kind: 'index' }
const FOLDER: RepoSide = { kind: 'folder' }

function edited(text = LINES, end = '\n'): string {
  return text
    .replace(`line 3${end}`, `line three${end}`)
    .replace(`line 20${end}`, '')
    .replace(`line 36${end}`, `line 36${end}line 36 and a half${end}`)
}

/** How a file comes to differ, and from what. */
const CASES: Readonly<Record<string, { before: Record<string, string>; change: (made: OperationGround) => void }>> = {
  'three hunks': { before: { f: LINES }, change: made => made.write('f', edited()) },
  'lines that end with returns': {
    before: { f: LINES.replaceAll('\n', '\r\n') },
    change: made => made.write('f', edited(LINES.replaceAll('\n', '\r\n'), '\r\n')),
  },
  'line ends that Git turns': {
    before: { '.gitattributes': '* text eol=crlf\n', f: LINES.replaceAll('\n', '\r\n') },
    change: made => made.write('f', edited(LINES.replaceAll('\n', '\r\n'), '\r\n')),
  },
  'no line end at the end any more': { before: { f: LINES }, change: made => made.write('f', edited().slice(0, -1)) },
  'a line end at last': { before: { f: LINES.slice(0, -1) }, change: made => made.write('f', edited()) },
  'no line end on both sides': {
    before: { f: LINES.slice(0, -1) },
    change: made => made.write('f', `${edited()}more`),
  },
  'a file that is gone': { before: { f: LINES, g: '' }, change: made => made.remove('f') },
  'a file that is emptied': { before: { f: LINES }, change: made => made.write('f', '') },
  'bytes that are no text in UTF-8': {
    before: { f: LINES },
    change: made => made.write('f', edited().replace('line 5\n', 'l\u00ffne 5\n')),
  },
  'right to run it, with hunks': {
    before: { f: LINES },
    change: made => {
      made.write('f', edited())
      chmodSync(join(made.ground.folder, 'f'), 0o755)
    },
  },
}

async function begun(before: Record<string, string>): Promise<OperationGround> {
  const made = await operationGround()
  for (const [path, content] of Object.entries(before)) made.write(path, content)
  made.ground.git('add', '-A')
  made.ground.git('commit', '-q', '-m', 'Begin')
  return made
}

async function idsOf(made: OperationGround, old: RepoSide, now: RepoSide, path = 'f'): Promise<string[]> {
  const diff = await fileDifference(made.repository, { old, new: now, path })
  if (diff.kind !== 'text') throw new Error(diff.kind)
  return diff.hunks.map(({ id }) => id)
}

/** Answers to what Git asks: of the mode first, where that changed, then of each hunk. */
function answer(ground: GitGround, command: readonly string[], answers: string): void {
  const { status, stderr } = spawnSync('git', [...command, '-p', '--', 'f'], {
    cwd: ground.folder,
    input: `${answers.split('').join('\n')}\n`,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' },
  })
  expect(status, stderr).toBe(0)
}

/** What is staged, by its hash and mode, what is not, and every byte of the folder: one call of Git. */
function seen(ground: GitGround): Record<string, string> {
  const { folder } = ground
  const files: Record<string, string> = { status: ground.git('status', '--porcelain=v2', '--untracked-files=all') }
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(folder.length + 1)
    if (!entry.isFile() || name.startsWith('.git/')) continue
    files[name] = `${statSync(path).mode & 0o100} ${readFileSync(path, 'latin1')}`
  }
  return files
}

test.each(Object.keys(CASES))('OPS9 %s: chosen hunks are what git add -p and restore -p make of them', async name => {
  const { before, change } = CASES[name] ?? { before: {}, change: () => {} }
  using made = await begun(before)
  change(made)
  const { ground, operations } = made
  const ids = await idsOf(made, INDEX, FOLDER)
  const mode = name.startsWith('right to run') ? 'n' : ''
  const untouched = seen(ground)
  // The first and, where there are more, the last.
  const isChosen = (i: number) => i === 0 || i === ids.length - 1
  const chosen = ids.filter((_, i) => isChosen(i))
  const compare = async (command: readonly string[], answers: string, run: () => Promise<unknown>) => {
    using copy = ground.copy()
    answer(copy, command, answers)
    await run()
    expect(seen(ground), `${name}: ${command.join(' ')} ${answers}`).toEqual(seen(copy))
  }
  const answers = mode + ids.map((_, i) => (isChosen(i) ? 'y' : 'n')).join('')
  await compare(['add'], answers, () => operations.stageHunks('f', chosen))
  const partly = seen(ground)
  // What was staged is now all that lies between HEAD and the index: one of its hunks goes back.
  const [first = '', ...others] = await idsOf(made, HEAD, INDEX)
  await compare(['restore', '--staged'], `y${others.map(() => 'n').join('')}`, () =>
    operations.unstageHunks('f', [first]),
  )
  await operations.undo()
  expect(seen(ground)).toEqual(partly)
  await operations.undo()
  expect(seen(ground)).toEqual(untouched)
  await compare(['restore'], answers, () => operations.discardHunks('f', chosen))
  await operations.undo()
  expect(seen(ground)).toEqual(untouched)
  expect(ground.ask('fsck', '--strict', '--no-dangling').out).toBe('')
})

test('OPS9 a hunk that is not there any more, or a file without lines, is refused and nothing is staged', async () => {
  using made = await begun({ f: LINES })
  const { ground, operations } = made
  made.write('f', edited())
  const ids = await idsOf(made, INDEX, FOLDER)
  made.write('f', edited().replace('line three\n', 'line 3!\n'))
  await expect(operations.stageHunks('f', ids)).rejects.toMatchObject({ code: 'BAD_REQUEST', data: { path: 'f' } })
  await expect(operations.unstageHunks('f', ids)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  made.write('b', 'a\0b')
  await expect(operations.stageHunks('b', ['x'])).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(ground.git('diff', '--cached')).toBe('')
  // A hunk elsewhere in the file that stands where it stood is still that hunk.
  await operations.stageHunks('f', ids.slice(1, 2))
  expect(ground.git('diff', '--cached', '--numstat')).toBe('0\t1\tf')
})

test('OPS9 of a new file and of a renamed one', async () => {
  using made = await begun({ f: LINES, 'old/g': LINES })
  const { ground, operations } = made
  made.write('new', 'one\ntwo')
  const ids = await idsOf(made, INDEX, FOLDER, 'new')
  await operations.stageHunks('new', ids)
  expect(ground.git('status', '--porcelain')).toBe('A  new')
  await operations.unstageHunks('new', await idsOf(made, HEAD, INDEX, 'new'))
  expect(ground.git('status', '--porcelain')).toBe('?? new')
  await operations.discardHunks('new', ids)
  expect(ground.git('status', '--porcelain')).toBe('')

  renameSync(join(ground.folder, 'old/g'), join(ground.folder, 'g'))
  made.write('g', edited())
  await operations.stage(['.'])
  expect(ground.git('status', '--porcelain')).toBe('R  old/g -> g')
  const diff = await fileDifference(made.repository, { old: HEAD, new: INDEX, path: 'g', from: 'old/g' })
  if (diff.kind !== 'text') throw new Error(diff.kind)
  await operations.unstageHunks(
    'g',
    diff.hunks.slice(0, 1).map(({ id }) => id),
  )
  expect(ground.git('diff', '--cached', '-M', '--numstat')).toBe('1\t1\told/g => g')
})

test('OPS8 files and folders: what git add, git restore and git clean make of them', async () => {
  const paths = [['.'], ['levels'], ['levels/a', 'gone'], ['run.sh'], ['fresh'], ['levels/a', 'levels/deep/new']]
  using made = await begun({
    'levels/a': LINES,
    'levels/b': LINES,
    gone: LINES,
    'run.sh': LINES,
    kept: LINES,
    '.gitignore': '*.tmp\n',
  })
  const { ground, operations } = made
  made.write('levels/a', edited())
  made.write('levels/deep/new', LINES)
  made.write('levels/deep/out.tmp', LINES)
  made.write('fresh', 'x')
  made.remove('gone')
  chmodSync(join(ground.folder, 'run.sh'), 0o755)
  made.write('levels/b', 'staged\n')
  ground.git('add', 'levels/b')
  made.write('levels/b', 'and edited\n')
  made.link('link', 'kept')
  for (const chosen of paths) {
    const start = seen(ground)
    const compare = async (commands: readonly (readonly string[])[], run: () => Promise<unknown>) => {
      using copy = ground.copy()
      for (const command of commands) copy.ask(...command)
      await run()
      expect(seen(ground), `${commands[0]?.join(' ')} ${chosen.join(' ')}`).toEqual(seen(copy))
    }
    await compare([['add', '-A', '--', ...chosen]], () => operations.stage(chosen))
    const staged = seen(ground)
    await compare([['restore', '--staged', '--', ...chosen]], () => operations.unstage(chosen))
    await operations.undo()
    expect(seen(ground)).toEqual(staged)
    await operations.undo()
    expect(seen(ground)).toEqual(start)
    // One by one: Git restores nothing where one of the names is new to it.
    const cleaned = ['clean', '-q', '-f', '-d', '--', ...chosen]
    await compare([cleaned, ...chosen.map(path => ['restore', '--', path])], () => operations.discard(chosen))
    await operations.undo()
    expect(seen(ground)).toEqual(start)
  }
  const before = seen(ground)
  const dry = await operations.stage(['.'], { isDryRun: true })
  expect(dry).toMatchObject({ operation: null, words: 'Stage 7 files' })
  await operations.discard(['.'], { isDryRun: true })
  expect(seen(ground)).toEqual(before)
  await expect(operations.stage(['nothing'])).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(operations.stage(['levels/deep/out.tmp'])).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(ground.ask('fsck', '--strict', '--no-dangling').out).toBe('')
})

test('OPS8 before the first commit, while a merge waits, and where only a program could make the entry', async () => {
  using made = await operationGround()
  const { ground, operations } = made
  made.write('a', LINES)
  await operations.stage(['a'])
  expect(ground.git('status', '--porcelain')).toBe('A  a')
  await operations.unstage(['a'])
  expect(ground.git('status', '--porcelain')).toBe('?? a')
  await operations.commit({ message: 'Begin', paths: ['.'] })
  await operations.switch('night', { create: true })
  made.write('a', LINES.replace('line 1\n', 'night\n'))
  await operations.commit({ message: 'Night', all: true })
  await operations.switch('main', {})
  made.write('a', LINES.replace('line 30\n', 'day\n'))
  await operations.commit({ message: 'Day', all: true })
  await operations.merge('night', { commit: false })
  made.write('b', 'beside\n')
  await operations.stage(['b'])
  await operations.commit({})
  expect(
    ground.git('show', '--name-only', '--format=%P', '-m', '--first-parent', 'HEAD').split('\n').slice(-2),
  ).toEqual(['a', 'b'])
  made.write('.gitattributes', '*.bin filter=lfs\n')
  ground.git('config', 'filter.lfs.clean', 'false')
  made.write('x.bin', 'x\n')
  await expect(operations.stage(['x.bin'])).rejects.toMatchObject({ code: 'READ_ONLY' })
  await expect(operations.commit({ message: 'x', paths: ['x.bin'] })).rejects.toMatchObject({ code: 'READ_ONLY' })
  ground.git('update-index', '--add', '--cacheinfo', `100644,${ground.git('hash-object', '-w', 'a')},x.bin`)
  await expect(operations.commit({ message: 'x', all: true })).rejects.toMatchObject({ code: 'READ_ONLY' })
  ground.git('rm', '-q', '-f', '--cached', 'x.bin')
  expect(ground.git('diff', '--cached')).toBe('')
})

test('GIT14 what is staged need not be looked into again, what changed since is, and a young file is', async () => {
  using made = await begun({ f: LINES })
  const { ground, operations } = made
  const count = 200
  const past = (path: string) => utimesSync(join(ground.folder, path), 1_600_000_000.25, 1_600_000_000.25)
  for (let i = 0; i < count; i += 1) {
    made.write(`many/${i}`, `text ${i}\n`)
    past(`many/${i}`)
  }
  made.write('f', edited())
  past('f')
  made.write('young', 'young\n')
  await operations.stage('all')
  // By what the disk says alone.
  const dirty = () => ground.git('diff-files', '--name-only').split('\n')
  expect(dirty().filter(path => path !== '' && path !== 'young')).toEqual([])
  expect(ground.git('ls-files', '--debug', 'many/7')).toMatch(/mtime: 1600000000:250000000[\s\S]*size: 7\t/)
  expect(ground.git('status', '--porcelain', '--', 'f', 'young')).toBe('M  f\nA  young')
  // Of the same size and time: only when it was changed tells.
  made.write('many/7', 'txet 7\n')
  past('many/7')
  expect(ground.git('status', '--porcelain', '--', 'many/7')).toBe('AM many/7')
  // Read, changed, and then staged by what was read: it is not taken for unchanged.
  made.write('young', 'YOUNG\n')
  expect(ground.git('status', '--porcelain', '--', 'young')).toBe('AM young')
})
