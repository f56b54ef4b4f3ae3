/** Searching and replacing in files: against a plain reading of the same files, and where people get hurt. */
import { chmod, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type ContentQuery, createContentSearch } from '../../host/search/content/content-search.ts'
import { listFiles } from '../../host/search/content/list-files.ts'
import { type FileReplaced, replaceText } from '../../host/search/content/replace-text.ts'
import { seeded } from '../property/seeded.ts'
import { testProject } from './workspace-setup.ts'

const search = createContentSearch()
afterAll(() => search[Symbol.asyncDispose]())

function query(text: string, more: Partial<ContentQuery> = {}): ContentQuery {
  return { text, isRegex: false, isWord: false, caseSensitive: 'smart', globs: [], ...more }
}

async function found(folder: string, wanted: ContentQuery): Promise<string[]> {
  const all: string[] = []
  for await (const { path, lines } of search.search(folder, wanted)) {
    for (const { line, ranges } of lines) all.push(`${path}:${line}:${JSON.stringify(ranges)}`)
  }
  return all
}

test('SRC1 SRC3 finds what a plain reading of every line finds, in order of the paths', async () => {
  const words = ['hp', 'Max_hp', 'Tür', 'func', '(x)', '"', '𝒳', 'ende', '\t']
  for (const seed of [1, 2, 3, 4]) {
    const random = seeded(seed)
    const files: Record<string, string> = {}
    for (let i = 0; i < 300; i += 1) {
      const end = random.pick(['\n', '\r\n'])
      const lines = Array.from({ length: random.below(30) }, () =>
        Array.from({ length: random.below(6) }, () => random.pick(words)).join(random.pick([' ', ''])),
      )
      files[`d${random.below(5)}/f${i}.gd`] = lines.join(end) + random.pick(['', end])
    }
    const project = testProject(files)
    const cases: [ContentQuery, RegExp][] = [
      [query('hp'), /hp/giu],
      [query('Max_hp'), /Max_hp/gu],
      [query('(x)"'), /\(x\)"/giu],
      [query('tür', { isWord: true }), /(?<![\p{L}\p{N}_])tür(?![\p{L}\p{N}_])/giu],
      [query('^func.*de$', { isRegex: true }), /^func.*de$/giu],
      [query('𝒳+ ?', { isRegex: true, caseSensitive: true }), /𝒳+ ?/gu],
    ]
    for (const [wanted, expression] of cases) {
      const plain = Object.keys(files)
        .sort()
        .flatMap(path =>
          (files[path] ?? '').split(/\r?\n/).flatMap((line, i) => {
            const ranges = [...line.matchAll(expression)].map(match => [match.index, match.index + match[0].length])
            return ranges.length === 0 ? [] : [`${path}:${i + 1}:${JSON.stringify(ranges)}`]
          }),
        )
      expect(await found(project.folder, wanted), `seed ${seed}, ${wanted.text}`).toEqual(plain)
    }
  }
})

test('SRC2 passes over what is no text of the project', async () => {
  const project = testProject({
    '.gitignore': 'build/\n*.tmp\n',
    'a.gd': 'needle',
    'bin.res': 'needle\0',
    'build/x.gd': 'needle',
    'x.tmp': 'needle',
    '.godot/cache.cfg': 'needle',
    'addons/.gitignore': '!keep.tmp\n',
    'addons/keep.tmp': 'needle',
    'locked.gd': 'needle',
  })
  await symlink('/etc', join(project.folder, 'etc'))
  await symlink(join(project.folder, 'a.gd'), join(project.folder, 'b.gd'))
  await chmod(join(project.folder, 'locked.gd'), 0)
  const isRoot = process.getuid?.() === 0
  expect(listFiles(project.folder)).not.toContain('b.gd')
  const paths = (await found(project.folder, query('needle'))).map(each => each.split(':')[0])
  expect(paths).toEqual(['a.gd', 'addons/keep.tmp', ...(isRoot ? ['locked.gd'] : [])])
  expect(await found(project.folder, query('needle', { globs: ['addons/'] }))).toHaveLength(1)
  expect(await found(project.folder, query('needle', { globs: ['*.gd', '!locked*'] }))).toHaveLength(1)
})

test('SRC3 an expression that does not come to its end is stopped, and the next search works', async () => {
  const project = testProject({ 'a.txt': `${'a'.repeat(60)}!`, 'b.txt': 'needle' })
  const hasty = createContentSearch({ stuckMs: 1_000 })
  await using _ = hasty
  const run = async (wanted: ContentQuery) => {
    for await (const { path } of hasty.search(project.folder, wanted)) return path
    return null
  }
  await expect(run(query('^(a+)+$', { isRegex: true }))).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(await run(query('needle'))).toBe('b.txt')
})

test('SRC3 a stopped search gives the reason it was stopped for', async () => {
  const project = testProject({ 'a.txt': `${'a'.repeat(60)}!` })
  const stop = new AbortController()
  const run = async () => {
    for await (const _ of search.search(project.folder, query('^(a+)+$', { isRegex: true }), stop.signal));
  }
  const running = run()
  stop.abort(new Error('enough'))
  await expect(running).rejects.toThrow('enough')
})

async function replaced(folder: string, wish: Partial<Parameters<typeof replaceText>[1]>): Promise<FileReplaced[]> {
  const all: FileReplaced[] = []
  const whole = { folder, query: query('hp', { isWord: true }), by: 'health', isDryRun: false, ...wish }
  for await (const file of replaceText(search, whole)) all.push(file)
  return all
}

test('SRC4 replaces lines and leaves the rest of the bytes alone; a dry run changes nothing', async () => {
  const text = '\uFEFFhp = 1\r\nmax_hp\r\n\thp'
  const project = testProject({ 'a.gd': text, 'b.gd': 'max_hp\n', 'sub/c.gd': 'hp\n' })
  const bytes = (path: string) => readFile(join(project.folder, path), 'utf8')
  const dry = await replaced(project.folder, { isDryRun: true })
  expect(dry.map(({ path, outcome, lines }) => [path, outcome, lines.length])).toEqual([
    ['a.gd', 'would replace', 2],
    ['sub/c.gd', 'would replace', 1],
  ])
  expect(await bytes('a.gd')).toBe(text)
  const done = await replaced(project.folder, { paths: ['a.gd'] })
  expect(done.map(({ path, outcome, before }) => [path, outcome, before?.toString('utf8')])).toEqual([
    ['a.gd', 'replaced', text],
  ])
  expect(await bytes('a.gd')).toBe('\uFEFFhealth = 1\r\nmax_hp\r\n\thealth')
  expect(await bytes('sub/c.gd')).toBe('hp\n')
})

test('SRC4 a file that is not UTF-8 is named and left alone', async () => {
  const project = testProject({})
  const path = join(project.folder, 'old.gd')
  const latin = Buffer.from('hp = "Tür"', 'latin1')
  await writeFile(path, latin)
  expect(await replaced(project.folder, {})).toMatchObject([{ path: 'old.gd', outcome: 'skipped', before: null }])
  expect((await readFile(path)).equals(latin)).toBe(true)
})
