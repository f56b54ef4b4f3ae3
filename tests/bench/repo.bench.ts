/**
 * The Git engine against `git`, taken in turns: status of 10,000 files, the log of 100,000 commits, and taking a
 * repository of 10,000 commits in: all refs, all commits, and every file of HEAD read.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { openRepository } from '../../host/git/open-repository.ts'
import { median } from './measure.ts'
import type { BenchRow } from './row.ts'

const FILES = 10_000
const LONG = 100_000
const MIDDLE = 10_000
const PAGE = 100
const ROUNDS = 5
const MEGABYTE = 1024 * 1024

export async function run(): Promise<BenchRow[]> {
  using folder = temporaryFolder()
  return [
    // First, while the process holds nothing else.
    ...(await take(join(folder.path, 'middle'))),
    ...(await status(join(folder.path, 'files'))),
    ...(await log(join(folder.path, 'long'))),
  ]
}

async function status(folder: string): Promise<BenchRow[]> {
  mkdirSync(folder)
  git(folder, 'init', '-q')
  // Older than the index, so that neither has to look into all of them.
  const before = new Date(Date.now() - 60_000)
  for (let i = 0; i < FILES; i += 1) {
    const place = join(folder, `d${i % 100}`)
    if (i < 100) mkdirSync(place)
    writeFileSync(join(place, `f${i}.txt`), `file ${i}\n`)
    utimesSync(join(place, `f${i}.txt`), before, before)
  }
  git(folder, 'add', '.')
  git(folder, 'commit', '-q', '-m', 'files')
  writeFileSync(join(folder, 'd7', 'f7.txt'), 'changed\n')
  using repository = await openRepository(folder)
  const [ours, theirs] = await inTurns(
    async () => {
      if ((await repository.status()).length !== 1) throw new Error('one file has changed')
    },
    () => git(folder, 'status', '--porcelain=v2', '-uall'),
  )
  return [against(`status of ${FILES} files after one change`, ours, 'git status', theirs, 1.5)]
}

async function log(folder: string): Promise<BenchRow[]> {
  importHistory(folder, LONG)
  const from = [git(folder, 'rev-parse', 'HEAD').trim()]
  const pages: number[] = []
  for (let i = 0; i < ROUNDS; i += 1) {
    // Opened anew: nothing of the history is known yet.
    using repository = await openRepository(folder)
    pages.push(await timed(() => repository.log({ from, limit: PAGE })))
  }
  const [walk, theirs] = await inTurns(
    async () => {
      using repository = await openRepository(folder)
      if ((await repository.walk(from)).length !== LONG) throw new Error('commits are missing')
    },
    () => git(folder, 'log', '--format=%H'),
  )
  const page = median(pages)
  return [
    {
      name: `log of ${LONG} commits, first ${PAGE}`,
      ours: page,
      unit: 'ms',
      target: 'under 100 ms',
      pass: page < 100,
      note: `slowest ${Math.max(...pages).toFixed(1)} ms`,
    },
    against(`walk of ${LONG} commits`, walk, 'git log --format=%H', theirs, 2),
  ]
}

async function take(folder: string): Promise<BenchRow[]> {
  importHistory(folder, MIDDLE)
  const from = [git(folder, 'rev-parse', 'HEAD').trim()]
  const copy = `${folder}-copy`
  let highest = 0
  const [ours, theirs] = await inTurns(
    async () => {
      using repository = await openRepository(folder)
      await repository.refs()
      const { commits } = await repository.log({ from, limit: MIDDLE + 1 })
      if (commits.length !== MIDDLE) throw new Error('commits are missing')
      for (const { hash } of (await repository.readTree(from[0] ?? '')).values()) await repository.readBlob(hash)
      highest = Math.max(highest, process.memoryUsage().rss / MEGABYTE)
    },
    () => {
      rmSync(copy, { recursive: true, force: true })
      git(folder, 'clone', '-q', pathToFileURL(folder).href, copy)
    },
  )
  const memory: BenchRow = {
    name: `memory after that`,
    ours: highest,
    unit: 'MB',
    target: 'under 500 MB',
    pass: highest < 500,
    note: 'the whole process of the benchmark',
  }
  return [against(`import of ${MIDDLE} commits`, ours, 'git clone file://', theirs, 3), memory]
}

function against(name: string, ours: number, peerName: string, peer: number, factor: number): BenchRow {
  const ratio = ours / peer
  return { name, ours, peer, peerName, unit: 'ms', ratio, target: `at most ${factor} times git`, pass: ratio <= factor }
}

async function inTurns(ours: () => Promise<unknown>, theirs: () => unknown): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []]
  await ours()
  theirs()
  for (let i = 0; i < ROUNDS; i += 1) {
    times[0].push(await timed(ours))
    times[1].push(await timed(async () => theirs()))
  }
  return [median(times[0]), median(times[1])]
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

/** 200 files, one changed by each commit, and a merge in every ten. */
function importHistory(folder: string, commits: number): void {
  mkdirSync(folder)
  git(folder, 'init', '-q', '-b', 'main')
  const parts: string[] = []
  for (let i = 0; i < commits; i += 1) {
    const who = `C <c@example.com> ${1_500_000_000 + i * 60} +0200`
    const message = `commit number ${i}\n\nand what it is about\n`
    parts.push(`commit refs/heads/main\nmark :${i + 1}\nauthor ${who}\ncommitter ${who}\n${data(message)}`)
    if (i > 0) parts.push(`from :${i}\n`)
    if (i > 20 && i % 10 === 0) parts.push(`merge :${i - 8}\n`)
    for (const file of i === 0 ? Array.from({ length: 200 }, (_, k) => k) : [(i * 7919) % 200]) {
      parts.push(
        `M 100644 inline d${file % 10}/f${file}.txt\n${data(`file ${file}\nrevision ${i}\n${'line\n'.repeat(20)}`)}`,
      )
    }
  }
  const { status, stderr } = spawnSync('git', ['fast-import', '--quiet'], { cwd: folder, input: parts.join('') })
  if (status !== 0) throw new Error(String(stderr))
  git(folder, 'reset', '-q', '--hard')
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}

function git(folder: string, ...args: readonly string[]): string {
  const who = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' }
  const env = { ...process.env, ...who, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
  return stdout
}
