/** Repositories made by a seeded plan with the real `git`, and what `git` says of them: the judge of Weft's engine. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { type Random, seeded } from '../property/seeded.ts'

export interface Ground extends Disposable {
  readonly path: string
  /** What git prints. Throws where it fails. */
  git(...args: readonly string[]): string
  tryGit(...args: readonly string[]): { readonly code: number; readonly stdout: string; readonly stderr: string }
  write(path: string, text: string | Uint8Array): void
  read(path: string): string
  remove(path: string): void
  commit(message: string, seconds?: number): string
}

/** Nothing of the machine's own settings counts. */
export const GIT_ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: '/nowhere',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada Løve',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ben',
  GIT_COMMITTER_EMAIL: 'ben@example.com',
  GIT_AUTHOR_DATE: '1700000000 +0200',
  GIT_COMMITTER_DATE: '1700000000 +0200',
  LC_ALL: 'C.UTF-8',
}

export function createGround(): Ground {
  const folder = temporaryFolder()
  let seconds = 1_700_000_000

  function tryGit(...args: readonly string[]) {
    const date = `${seconds} +0200`
    const env = { ...GIT_ENVIRONMENT, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
    const options = { cwd: folder.path, encoding: 'utf8', env, maxBuffer: 1 << 28 } as const
    const { status, stdout, stderr } = spawnSync('git', ['-c', 'core.quotePath=false', ...args], options)
    return { code: status ?? -1, stdout, stderr }
  }

  function git(...args: readonly string[]): string {
    const { code, stdout, stderr } = tryGit(...args)
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}${stdout}`)
    return stdout
  }

  git('init', '-q', '-b', 'main')
  git('config', 'gc.auto', '0')
  return {
    path: folder.path,
    git,
    tryGit,
    write(path, text) {
      const place = join(folder.path, path)
      mkdirSync(dirname(place), { recursive: true })
      writeFileSync(place, text)
    },
    read: path => readFileSync(join(folder.path, path), 'utf8'),
    remove: path => rmSync(join(folder.path, path), { recursive: true }),
    commit(message, at) {
      seconds = at ?? seconds + 60
      git('add', '-A')
      git('commit', '-q', '--allow-empty', '-m', message)
      return git('rev-parse', 'HEAD').trim()
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}

/** A file of the plan: its mode as Git has it, and its text or the target of a link. */
interface Planned {
  readonly mode: '100644' | '100755' | '120000'
  readonly text: string
}

type Plan = Map<string, Planned>

export interface GrownGround extends Ground {
  /** The files of the newest commit. */
  readonly plan: Plan
}

const NAMES = [
  'a.gd',
  'b.gd',
  'with blank.md',
  'größe.txt',
  'quote"s.txt',
  'läge/ö.txt',
  'deep/er/c.gd',
  'deep/d.gd',
  'e',
  '日本.tscn',
]
const IGNORED = '*.tmp\n/build/\n!keep.tmp\n'

/** Commits with renames, merges, rights, links, empty files and odd names, written in one go; then checked out. */
export function growRepository(seed: number, steps: number): GrownGround {
  const ground = createGround()
  const random = seeded(seed)
  const history = createHistory()
  let plan: Plan = new Map([['.gitignore', plain(IGNORED)]])
  for (const name of NAMES) plan.set(name, plain(lines(random, 12 + random.below(20))))
  let tip = history.commit('main', 'first\n\nwith a body — and ünicode', plan, [])
  for (let step = 0; step < steps; step += 1) {
    if (random.below(5) > 0) {
      change(plan, random, step)
      tip = history.commit('main', `step ${step}`, plan, [tip])
      continue
    }
    const side = new Map(plan)
    let sideTip = tip
    for (let i = 0; i <= random.below(3); i += 1) {
      change(side, random, step * 100 + i)
      sideTip = history.commit(`side-${step}`, `side ${step}.${i}`, side, [sideTip])
    }
    change(plan, random, step * 100 + 99)
    tip = history.commit('main', `main ${step}`, plan, [tip])
    // What one side has changed is taken from there, and what both have from either.
    plan = new Map([...plan].filter(([path]) => side.has(path) || random.below(2) === 0))
    for (const [path, file] of side) if (random.below(3) > 0) plan.set(path, file)
    tip = history.commit('main', `merge ${step}`, plan, [tip, sideTip])
  }
  importHistory(ground, history.text())
  ground.git('checkout', '-q', '-f', 'main')
  return { ...ground, plan, [Symbol.dispose]: () => ground[Symbol.dispose]() }
}

/** Some of it staged, some not, some new, some ignored. */
export function disturb(ground: GrownGround, seed: number): void {
  const random = seeded(seed)
  const plan = new Map(ground.plan)
  for (let i = 0; i < 4; i += 1) change(plan, random, 1000 + i)
  layOut(ground, plan)
  ground.git('add', '-A')
  for (let i = 0; i < 4; i += 1) change(plan, random, 2000 + i)
  layOut(ground, plan)
  ground.write('new/one.txt', 'new\n')
  ground.write('new/two.tmp', 'ignored\n')
  ground.write('build/out.bin', 'ignored\n')
  ground.write('keep.tmp', 'taken back\n')
}

/** A stream for `git fast-import`. Two commits in three have a second of their own. */
function createHistory() {
  const parts: string[] = []
  let mark = 0
  return {
    commit(branch: string, message: string, plan: Plan, parents: readonly number[]): number {
      mark += 1
      const seconds = 1_700_000_000 + Math.floor((mark * 2) / 3) * 60
      const [from, ...merged] = parents
      parts.push(
        `commit refs/heads/${branch}\nmark :${mark}\n`,
        `author Ada Løve <ada@example.com> ${seconds - 30} +0200\ncommitter Ben <ben@example.com> ${seconds} -0330\n`,
        data(`${message}\n`),
        from === undefined ? '' : `from :${from}\n`,
        ...merged.map(each => `merge :${each}\n`),
        'deleteall\n',
        ...Array.from(plan, ([path, { mode, text }]) => `M ${mode} inline ${quoted(path)}\n${data(text)}`),
      )
      return mark
    },
    text: () => parts.join(''),
  }
}

function importHistory(ground: Ground, stream: string): void {
  const options = { cwd: ground.path, input: stream, encoding: 'utf8', env: GIT_ENVIRONMENT } as const
  const { status, stderr } = spawnSync('git', ['fast-import', '--quiet'], options)
  if (status !== 0) throw new Error(`git fast-import: ${stderr}`)
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}

function quoted(path: string): string {
  return `"${path.replaceAll(/["\\]/g, '\\$&')}"`
}

function layOut(ground: Ground, plan: Plan): void {
  for (const { name } of readdirSync(ground.path, { withFileTypes: true })) {
    if (name !== '.git') rmSync(join(ground.path, name), { recursive: true })
  }
  for (const [path, { mode, text }] of plan) {
    if (mode === '120000') symlinkSync(text, join(ground.path, path))
    else ground.write(path, text)
    if (mode === '100755') chmodSync(join(ground.path, path), 0o755)
  }
}

function change(plan: Plan, random: Random, step: number): void {
  const path = random.pick([...plan.keys()].filter(each => each !== '.gitignore').sort())
  const file = plan.get(path) ?? plain('')
  switch (random.below(9)) {
    case 0:
      plan.set(`made/${step}.txt`, plain(lines(random, random.below(15))))
      return
    case 1: {
      plan.delete(path)
      const isEdited = random.below(2) === 0 && file.mode !== '120000'
      plan.set(
        `moved/${step}-${path.split('/').at(-1)}`,
        isEdited ? { ...file, text: edited(file.text, random) } : file,
      )
      return
    }
    case 2:
      if (plan.size > 6) plan.delete(path)
      return
    case 3:
      if (file.mode !== '120000') plan.set(path, { ...file, mode: '100755' })
      return
    case 4:
      plan.set(`link-${step}`, { mode: '120000', text: path })
      return
    case 5:
      plan.set(`empty-${step}`, plain(''))
      return
    default:
      if (file.mode !== '120000') plan.set(path, { ...file, text: edited(file.text, random) })
  }
}

function edited(before: string, random: Random): string {
  const text = before.split('\n')
  for (let i = 0; i <= random.below(3); i += 1) {
    const at = random.below(text.length)
    if (random.below(3) === 0) text.splice(at, 1)
    else text.splice(at, random.below(2), `line ${random.below(30)}`)
  }
  return text.join('\n')
}

function plain(text: string): Planned {
  return { mode: '100644', text }
}

function lines(random: Random, count: number): string {
  return Array.from({ length: count }, () => `line ${random.below(60)}\n`).join('')
}

/** `git status --porcelain=v2 -z` in the words of the engine. */
export function statusOf(ground: Ground, ...args: readonly string[]): string[] {
  const fields = ground.git('status', '--porcelain=v2', '-z', ...args).split('\0')
  const found: string[] = []
  for (let i = 0; i < fields.length; i += 1) {
    const field = fields[i] ?? ''
    const words = field.split(' ')
    const [staged = '.', changed = '.'] = words[1] ?? ''
    const name = (count: number) => words.slice(count).join(' ')
    if (field.startsWith('? ')) found.push(`untracked ${name(1)}`)
    else if (field.startsWith('u ')) found.push(`conflicted ${name(10)}`)
    else if (field.startsWith('1 ') || field.startsWith('2 ')) {
      const isRename = field.startsWith('2 ')
      const path = name(isRename ? 9 : 8)
      if (isRename) i += 1
      const from = isRename ? ` from ${fields[i]}` : ''
      if (staged !== '.') found.push(`staged ${WORDS[staged]} ${path}${staged === 'R' ? from : ''}`)
      if (changed !== '.') found.push(`${WORDS[changed]} ${path}${changed === 'R' ? from : ''}`)
    }
  }
  return found.sort()
}

const WORDS: Readonly<Record<string, string>> = { A: 'added', M: 'modified', D: 'deleted', R: 'renamed', T: 'modified' }

/** `git diff --name-status -M -z`, one line for each file. */
export function nameStatusOf(ground: Ground, ...args: readonly string[]): string[] {
  const fields = ground.git('diff', '--no-ext-diff', '--name-status', '-M', '-z', ...args).split('\0')
  const found: string[] = []
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const kind = fields[i]?.[0] ?? ''
    if (kind === 'R') {
      found.push(`renamed ${fields[i + 2]} from ${fields[i + 1]}`)
      i += 1
    } else found.push(`${WORDS[kind]} ${fields[i + 1]}`)
  }
  return found.sort()
}
