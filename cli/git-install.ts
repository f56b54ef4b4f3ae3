import { mkdir, readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { Command } from 'commander'
import { askGit, runGit } from '../host/drivers/git/run-git.ts'
import { isMissing, writeWhole } from '../host/files/write-whole.ts'
import { Failure } from './failure.ts'
import { noRepository } from './git-review.ts'
import { inPackage } from './package.ts'

const example = `
Sets Weft up in one repository: "git merge", "git rebase", "git cherry-pick" and "git diff" use it for scenes from then
on, and "git merge" for the keys of project.godot and other settings. The attributes are your own (.git/info/attributes) unless --shared puts them into .gitattributes, for everybody who
has Weft; who has not goes on with Git's own merge.

Examples:
  weft git install
  weft git install --shared --strict
  weft git install --dry-run
`

interface Options {
  readonly C: string
  readonly shared?: true
  readonly strict?: true
  readonly dryRun?: true
}

const BEGIN = '# weft: scenes are merged and compared by Weft'
const END = '# weft: end'
const SCENES = ['*.tscn', '*.tres']
/** Git's own comparison tells of these all there is to say. */
const SETTINGS = ['project.godot', '*.cfg', '*.import']
const SECTIONS = ['merge.weft', 'diff.weft']

export function gitInstallCommand(): Command {
  return new Command('install')
    .description('set Weft up for scenes in a Git repository')
    .option('-C <DIR>', 'in this folder', '.')
    .option('--shared', 'put the attributes into .gitattributes, to be committed')
    .option('--strict', 'let Git stop where something met')
    .option('--dry-run', 'only say what would be done')
    .addHelpText('after', example)
    .action(async (options: Options) => {
      const root = await rootOf(options.C)
      const attributes = options.shared ? join(root, '.gitattributes') : await ownAttributes(root)
      const settings = settingsFor(options.strict === true)
      if (!options.dryRun) {
        for (const [name, value] of settings) await configure(root, [name, value])
        await writeAttributes(attributes, block())
      }
      say(options, 'set', [
        ...settings.map(([name, value]) => `${name} = ${value}`),
        `${attributes}: ${[...SCENES, ...SETTINGS].join(', ')}`,
      ])
    })
}

export function gitUninstallCommand(): Command {
  return new Command('uninstall')
    .description('take Weft out of a Git repository again')
    .option('-C <DIR>', 'in this folder', '.')
    .option('--dry-run', 'only say what would be done')
    .addHelpText('after', '\nExample:\n  weft git uninstall\n')
    .action(async (options: Options) => {
      const root = await rootOf(options.C)
      const files = [join(root, '.gitattributes'), await ownAttributes(root)]
      const present = await filter(files, async file => (await readOr(file, '')).includes(BEGIN))
      if (!options.dryRun) {
        for (const section of SECTIONS)
          await runGit(['config', '--local', '--remove-section', section], { folder: root })
        for (const file of present) await writeAttributes(file, '')
      }
      say(options, 'remove', [...SECTIONS, ...present])
    })
}

async function rootOf(folder: string): Promise<string> {
  const root = await askGit(['rev-parse', '--show-toplevel'], { folder: resolve(folder) })
  if (root === null) throw noRepository(folder)
  return root
}

async function ownAttributes(root: string): Promise<string> {
  const path = await askGit(['rev-parse', '--git-path', 'info/attributes'], { folder: root })
  if (path === null) throw noRepository(root)
  return isAbsolute(path) ? path : join(root, path)
}

function settingsFor(isStrict: boolean): [string, string][] {
  const weft = `${shellQuoted(process.execPath)} ${shellQuoted(inPackage('cli/weft.mjs'))}`
  return [
    ['merge.weft.name', 'Weft: scenes that merge'],
    ['merge.weft.driver', `${weft} git driver ${isStrict ? '--strict ' : ''}%O %A %B %P`],
    ['diff.weft.command', `${weft} git diff-driver`],
  ]
}

/** Git hands the line to a shell, on Windows to the one it brings along. */
function shellQuoted(path: string): string {
  return `'${path.replaceAll('\\', '/').replaceAll("'", `'\\''`)}'`
}

async function configure(root: string, setting: readonly string[]): Promise<void> {
  const result = await runGit(['config', '--local', ...setting], { folder: root })
  if (result.ok) return
  throw new Failure('NOT_ALLOWED', `Git took no setting: ${result.message}`, 'check who owns .git/config')
}

function block(): string {
  const scenes = SCENES.map(pattern => `${pattern} merge=weft diff=weft`)
  const settings = SETTINGS.map(pattern => `${pattern} merge=weft`)
  return [BEGIN, ...scenes, ...settings, END, ''].join('\n')
}

/** Everything else in the file stays as it is. */
async function writeAttributes(file: string, ours: string): Promise<void> {
  const present = await readOr(file, '')
  const at = present.indexOf(BEGIN)
  const end = present.indexOf(END)
  const others = at < 0 || end < at ? present : present.slice(0, at) + present.slice(end + END.length + 1)
  const gap = others === '' || others.endsWith('\n') ? '' : '\n'
  const next = `${others}${ours === '' ? '' : gap}${ours}`
  if (next === present) return
  await mkdir(dirname(file), { recursive: true })
  await writeWhole(file, Buffer.from(next, 'utf8'))
}

async function readOr(file: string, otherwise: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return otherwise
    throw error
  }
}

async function filter<T>(items: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> {
  const kept: T[] = []
  for (const item of items) if (await keep(item)) kept.push(item)
  return kept
}

const past = { set: 'Set', remove: 'Removed' } as const

function say({ dryRun }: Options, what: keyof typeof past, lines: readonly string[]): void {
  const head = dryRun ? `Would ${what}` : past[what]
  process.stdout.write(lines.map(line => `${head} ${line}\n`).join(''))
}
