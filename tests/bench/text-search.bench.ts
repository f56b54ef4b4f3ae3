/**
 * Searching the text of 10,000 files, 200 MB, against ripgrep in the same folder, taken in turns: a text, one whose
 * capitals do not matter, and an expression. Both list the folder anew each time; files are in the disk cache for both.
 * Weft's threads are up, as in a window that is open; ripgrep starts as a program, as it always does.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { type ContentQuery, type ContentSearch, createContentSearch } from '../../host/search/content/content-search.ts'
import { seeded } from '../property/seeded.ts'
import { median } from './measure.ts'
import type { BenchRow } from './row.ts'

const FILES = 10_000
const FILE_BYTES = 20_000
const ROUNDS = 7
const TARGET = 2
const WORDS =
  'func var node position vector enemy health signal emit ready process delta speed target path export class extends return'.split(
    ' ',
  )

interface Case {
  readonly name: string
  readonly query: Partial<ContentQuery> & { readonly text: string }
  readonly args: readonly string[]
}

const CASES: readonly Case[] = [
  { name: 'a text', query: { text: 'needle_in_hay', caseSensitive: true }, args: ['-F', 'needle_in_hay'] },
  { name: 'a text, capitals alike', query: { text: 'NEEDLE_in', caseSensitive: false }, args: ['-iF', 'NEEDLE_in'] },
  { name: 'an expression', query: { text: '[a-z]+_in_h\\w+', isRegex: true }, args: ['[a-z]+_in_h\\w+'] },
]

export async function run(): Promise<BenchRow[]> {
  if (spawnSync('rg', ['--version']).error !== undefined) throw new Error('ripgrep is missing: apt-get install ripgrep')
  using folder = temporaryFolder()
  writeFiles(folder.path)
  await using search = createContentSearch()
  const rows: BenchRow[] = []
  for (const each of CASES) rows.push(await measure(search, folder.path, each))
  return rows
}

async function measure(search: ContentSearch, folder: string, { name, query, args }: Case): Promise<BenchRow> {
  const ours: number[] = []
  const theirs: number[] = []
  // The first round fills the disk cache and is left out.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [mine, files] = await timed(() => count(search, folder, query))
    const [other, listed] = await timed(async () => ripgrep(folder, args))
    if (files !== listed) throw new Error(`${name}: ${files} files, ripgrep has ${listed}`)
    if (round === 0) continue
    ours.push(mine)
    theirs.push(other)
  }
  const ratio = median(ours) / median(theirs)
  return {
    name: `${name} in ${FILES} files, 200 MB`,
    ours: median(ours),
    peer: median(theirs),
    peerName: 'ripgrep',
    unit: 'ms',
    ratio,
    target: `≤ ${TARGET}×`,
    pass: ratio <= TARGET,
  }
}

async function count(search: ContentSearch, folder: string, query: Case['query']): Promise<number> {
  const whole: ContentQuery = { isRegex: false, isWord: false, caseSensitive: true, globs: [], ...query }
  let files = 0
  for await (const _ of search.search(folder, whole)) files += 1
  return files
}

function ripgrep(folder: string, args: readonly string[]): number {
  const { stdout } = spawnSync('rg', ['--count', '--no-config', ...args, folder])
  return stdout.toString('utf8').split('\n').length - 1
}

async function timed<T>(run: () => Promise<T>): Promise<[ms: number, result: T]> {
  const start = performance.now()
  const result = await run()
  return [performance.now() - start, result]
}

function writeFiles(folder: string): void {
  const random = seeded(1)
  for (let i = 0; i < FILES; i += 1) {
    const place = join(folder, `d${i % 100}`, `e${Math.floor(i / 100) % 10}`)
    mkdirSync(place, { recursive: true })
    let text = ''
    while (text.length < FILE_BYTES) {
      const length = 3 + random.below(9)
      text += `${Array.from({ length }, () => random.pick(WORDS)).join(' ')}\n`
    }
    writeFileSync(join(place, `f${i}.gd`), i % 97 === 0 ? `${text}the needle_in_haystack is here\n` : text)
  }
}
