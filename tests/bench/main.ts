/**
 * `npm run bench`: every `*.bench.ts` beside this file, one after the other, each in a process of its own.
 *
 *     npm run bench [-- NAME…] [--json FILE] [--write]
 *
 * Prints a table, writes the rows as JSON (dist/bench.json), with `--write` also the results in docs/benchmarks.md.
 * Exit code 1 when a row misses its target, or a benchmark breaks or does not end.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { killGroup } from '../../build/run-bounded.ts'
import { markdownTable, replaceSection, terminalTable } from './report.ts'
import type { BenchRow } from './row.ts'

interface Outcome {
  readonly name: string
  readonly rows: readonly BenchRow[]
  /** Why there are no rows, or null. */
  readonly failure: string | null
}

const LIMIT_MS = 10 * 60_000
const SUFFIX = '.bench.ts'
const root = fileURLToPath(new URL('../..', import.meta.url))
const here = import.meta.dirname

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string', default: join(root, 'dist', 'bench.json') },
    write: { type: 'boolean', default: false },
  },
})
const all = (await readdir(here))
  .filter(file => file.endsWith(SUFFIX))
  .map(file => file.slice(0, -SUFFIX.length))
  .sort()
const chosen = positionals.length === 0 ? all : all.filter(name => positionals.includes(name))
const unknown = positionals.filter(name => !all.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}.\n`)
  process.exit(2)
}

const outcomes: Outcome[] = []
for (const name of chosen) {
  process.stdout.write(`\n${name}\n`)
  const outcome = await measure(name)
  outcomes.push(outcome)
  if (outcome.failure !== null) process.stdout.write(`BROKEN: ${outcome.failure}\n`)
  else if (outcome.rows.length > 0) process.stdout.write(`${terminalTable(outcome.rows)}\n`)
}
await writeJson(resolve(values.json))
if (values.write) await writePage(join(root, 'docs', 'benchmarks.md'))
const missed = outcomes.flatMap(outcome => outcome.rows).filter(row => !row.pass)
const broken = outcomes.filter(outcome => outcome.failure !== null)
process.stdout.write(`\n${missed.length} missed, ${broken.length} broken\n`)
process.exitCode = missed.length + broken.length === 0 ? 0 : 1

async function measure(name: string): Promise<Outcome> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--disable-warning=ExperimentalWarning', join(here, 'bench-child.ts'), join(here, name + SUFFIX)],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: process.platform !== 'win32' },
  )
  let rows: BenchRow[] | null = null
  let isTimedOut = false
  child.on('message', message => {
    rows = message as BenchRow[]
  })
  const timer = setTimeout(() => {
    isTimedOut = true
    killGroup(child)
  }, LIMIT_MS)
  // A terminal's Ctrl+C does not reach a group of its own.
  const stop = () => killGroup(child)
  process.once('exit', stop)
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  clearTimeout(timer)
  killGroup(child)
  process.off('exit', stop)
  if (isTimedOut) return { name, rows: [], failure: `not ended after ${LIMIT_MS / 60_000} minutes` }
  if (rows === null) return { name, rows: [], failure: `it ended with ${signal ?? `exit code ${code}`} and no rows` }
  return { name, rows, failure: null }
}

async function writeJson(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${JSON.stringify({ machine: machine(), benchmarks: outcomes }, null, 2)}\n`)
}

async function writePage(path: string): Promise<void> {
  let text = await readFile(path, 'utf8')
  const day = new Date().toISOString().slice(0, 10)
  for (const { name, rows, failure } of outcomes) {
    if (failure !== null || rows.length === 0) continue
    const body = `### \`npm run bench -- ${name}\`\n\n${markdownTable(rows)}\n\n${day}, ${machine()}`
    text = replaceSection(text, name, body)
  }
  await writeFile(path, text)
}

function machine(): string {
  return `Node ${process.version}, ${availableParallelism()} cores of ${cpus()[0]?.model ?? 'an unknown processor'}`
}

process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))
