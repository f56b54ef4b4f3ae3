/**
 * `weft time-travel`: the project as it was. With a workspace (`.weft`) by its edits and commits, without one by the
 * commits of the Git repository alone; no workspace is made for looking.
 */
import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { Command } from 'commander'
import type {
  ContentThen,
  ExportThen,
  WorkspaceMoment,
  WorkspaceStop,
  WorkspaceThen,
} from '../shared/contract/time-travel.ts'
import { badUse, Failure, failingWithTwo } from './failure.ts'
import { printTable } from './print-table.ts'
import { readDate } from './read-date.ts'
import { openTravel, type Travel } from './travel.ts'

const examples = `
A date before the first edit that Weft keeps is the newest commit of that time. Nothing is changed by looking.

Examples:
  weft time-travel                                          when something happened
  weft time-travel --date 2026-11-24                        the files as they were that morning
  weft time-travel --date 2026-11-24T14:30 levels/a.tscn    what a file said
  weft time-travel --commit v1.0 --out ../game-1.0          a copy of everything
`

interface Options {
  readonly C: string
  readonly json?: true
  readonly date?: number
  readonly commit?: string
  readonly out?: string
  readonly number: number
}

export function timeTravelCommand(): Command {
  return new Command('time-travel')
    .description('look at the project as it was at a date or a commit')
    .argument('[file]', 'print this file as it was')
    .option('-C <DIR>', 'the project, unless it is the current folder', '.')
    .option('--date <DATE>', 'as it was then: 2026-11-24 or 2026-11-24T14:30', text => readDate(text) * 1000)
    .option('--commit <REVISION>', 'as that commit has it')
    .option('--out <FOLDER>', 'write a copy of everything into an empty folder')
    .option('-n, --number <N>', 'without a date or a commit: list at most so many moments', readNumber, 50)
    .option('--json', 'as JSON')
    .addHelpText('after', examples)
    .action((file: string | undefined, options: Options) => failingWithTwo(() => run(file, options)))
}

async function run(file: string | undefined, options: Options): Promise<void> {
  if (options.date !== undefined && options.commit !== undefined) {
    throw badUse('--date and --commit name two moments.', 'give one of them')
  }
  const folder = await projectAround(options.C)
  const at: WorkspaceMoment | null =
    options.commit !== undefined
      ? { kind: 'commit', revision: options.commit }
      : options.date !== undefined
        ? { kind: 'time', time: options.date }
        : null
  if (at === null && (file !== undefined || options.out !== undefined)) {
    throw badUse('Of which moment?', 'give --date or --commit')
  }
  const answer = await openTravel(folder, travel => ask(travel, at, folder, file, options))
  process.stdout.write(options.json === true ? `${JSON.stringify(answer.json)}\n` : answer.text)
}

interface Answer {
  readonly json: object
  readonly text: string | Uint8Array
}

async function ask(
  travel: Travel,
  at: WorkspaceMoment | null,
  folder: string,
  file: string | undefined,
  options: Options,
): Promise<Answer> {
  if (at === null) return printStops(await travel.stops(options.number))
  if (options.out !== undefined) return printCopy(await copy(travel, at, resolve(options.out)))
  const then = await travel.files(at)
  if (file === undefined) return printFiles(then)
  const path = pathIn(folder, options.C, file)
  return printContent(then.moment, path, await travel.read(at, path))
}

/** The folder of the workspace, else of the Godot project, else the one that was named. */
async function projectAround(directory: string): Promise<string> {
  const start = await realpath(resolve(directory)).catch(() => {
    throw new Failure('NOT_FOUND', `There is no folder ${directory}.`, 'give another with -C')
  })
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, '.weft', 'weft.db')) || existsSync(join(at, 'project.godot'))) return at
    if (existsSync(join(at, '.git')) || dirname(at) === at) return existsSync(join(at, '.git')) ? at : start
  }
}

function pathIn(folder: string, directory: string, file: string): string {
  if (file.startsWith('res://')) return file
  const path = relative(folder, resolve(directory, file)).split(sep).join('/')
  if (path.startsWith('../')) throw badUse(`${file} is outside of the project.`, 'name a file of it')
  return `res://${path}`
}

function printStops(stops: readonly WorkspaceStop[]): Answer {
  const told = stops.map(({ time, author, commit, path, lines }) => ({
    time: new Date(time).toISOString(),
    kind: commit === null ? 'edit' : 'commit',
    author: author?.name ?? '',
    ...(commit === null ? {} : { hash: commit.hash }),
    label:
      commit?.subject ??
      ([path?.slice('res://'.length) ?? '', ...lines.slice(0, 3).map(say)].join(' ').trim() || 'files of the project'),
  }))
  const rows = told.map(({ time, kind, author, label }) => [time.slice(0, 19).replace('T', ' '), kind, author, label])
  return { json: { stops: told }, text: printTable(rows) }
}

function say({ node, text }: { readonly node: string; readonly text: string }): string {
  return `${node} ${text}`.trim()
}

function printFiles({ moment, files, since }: WorkspaceThen): Answer {
  const listed = files.map(({ path, state, now }) => ({
    path: path.slice('res://'.length),
    status: state,
    now: now?.slice('res://'.length) ?? null,
  }))
  const name = moment.hash === null ? '' : `  ${moment.hash.slice(0, 10)} ${moment.label}`
  const lines = listed.map(
    ({ path, status, now }) => `${SIGNS[status]} ${path}${status === 'moved' ? `  now ${now}` : ''}`,
  )
  const head = `${new Date(moment.time).toISOString()}  ${moment.author}${name}`
  const text = [head, '', ...lines, ...(since > 0 ? ['', `${since} came since.`] : [])]
    .map(line => `${line}\n`)
    .join('')
  return { json: { moment: momentJson(moment), files: listed, since }, text }
}

/** Seen from now: what has become of it. */
const SIGNS = { same: ' ', changed: '~', moved: '→', gone: '−' } as const

function printContent(moment: WorkspaceThen['moment'], path: string, content: ContentThen): Answer {
  const json = { moment: momentJson(moment), path: path.slice('res://'.length) }
  switch (content.kind) {
    case 'text':
      return { json: { ...json, text: content.text }, text: content.text }
    case 'bytes':
      return { json: { ...json, base64: content.base64 }, text: Buffer.from(content.base64, 'base64') }
    case 'tooLarge':
      throw new Failure('TOO_LARGE', `${json.path} has ${content.sizeBytes} bytes.`, 'write a copy with --out')
    case 'notKept':
      throw new Failure('NOT_FOUND', `The bytes of ${json.path} are not kept so far back.`, 'try a commit')
  }
}

async function copy(travel: Travel, at: WorkspaceMoment, folder: string): Promise<ExportThen> {
  let last: ExportThen = { done: 0, total: 0, left: [], isOver: false }
  for await (const step of travel.copy(at, folder)) last = step
  return last
}

function printCopy({ total, left }: ExportThen): Answer {
  const files = total - left.length
  return { json: { files, left }, text: `${files} files written.\n${left.map(path => `left out: ${path}\n`).join('')}` }
}

function momentJson({ kind, time, author, label, hash }: WorkspaceThen['moment']): object {
  return { kind, time: new Date(time).toISOString(), author, label, hash }
}

function readNumber(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 500) throw badUse(`${text} is no number.`, 'give 1 to 500')
  return number
}
