import { Command } from 'commander'
import { type ContentQuery, createContentSearch } from '../host/search/content/content-search.ts'
import { listFiles } from '../host/search/content/list-files.ts'
import { type FileReplaced, replaceText } from '../host/search/content/replace-text.ts'
import type { FileMatches } from '../host/search/content/search-thread.ts'
import { SEARCH_LINES } from '../shared/limits.ts'
import { findNames } from '../shared/repo/search/file-names.ts'
import { badUse, failingWithTwo } from './failure.ts'

const examples = `
Exit code 0 if something was found, 1 if nothing, 2 on an error.

Examples:
  weft search 'take_damage'
  weft search 'signal \\w+_changed' --regex --glob '*.gd' --glob '!addons/'
  weft search 'hp' --word --replace health --dry-run
  weft search --files 'enmy boss'
`

interface SearchOptions {
  readonly C: string
  readonly json?: true
  readonly regex?: true
  readonly word?: true
  readonly case?: true
  readonly ignoreCase?: true
  readonly glob: readonly string[]
  readonly files?: true
  readonly replace?: string
  readonly dryRun?: true
  readonly limit: string
}

export function searchCommand(): Command {
  const collect = (value: string, all: readonly string[]) => [...all, value]
  return new Command('search')
    .description('search the text or the names of the files of a folder, and replace')
    .argument('<query>', 'text to look for; as letters of a path with --files')
    .option('-C <DIR>', 'the folder, unless it is the current one', '.')
    .option('-e, --regex', 'the query is a regular expression, as in JavaScript')
    .option('-w, --word', 'whole words only')
    .option('-s, --case', 'capitals matter (by default only if the query has one)')
    .option('-i, --ignore-case', 'capitals never matter')
    .option(
      '-g, --glob <GLOB>',
      'only files like this, or not like this with "!" before it; may be repeated',
      collect,
      [],
    )
    .option('--files', 'search the names of files, best first')
    .option('--replace <TEXT>', 'put this in place of what is found; $1 is the first group of an expression')
    .option('--dry-run', 'only show what --replace would do')
    .option('--limit <N>', 'print at most so many lines', String(SEARCH_LINES))
    .option('--json', 'as JSON')
    .addHelpText('after', examples)
    .action((query: string, options: SearchOptions) => failingWithTwo(() => run(query, options)))
}

async function run(text: string, options: SearchOptions): Promise<void> {
  if (!/^[1-9]\d{0,6}$/.test(options.limit)) throw badUse('--limit takes a number.', 'for example: --limit 100')
  if (options.dryRun && options.replace === undefined)
    throw badUse('--dry-run goes with --replace.', "for example: --replace 'health' --dry-run")
  if (options.files) {
    if (options.replace !== undefined) throw badUse('--files cannot be used with --replace.', 'leave one of them out')
    return printNames(text, options)
  }
  const query: ContentQuery = {
    text,
    isRegex: options.regex === true,
    isWord: options.word === true,
    caseSensitive: options.case ? true : options.ignoreCase ? false : 'smart',
    globs: options.glob,
  }
  await using search = createContentSearch()
  const started = performance.now()
  if (options.replace === undefined) {
    const found = await collect(search.search(options.C, query), Number(options.limit))
    return printFound({ ...found, ms: since(started) }, options.json === true)
  }
  const wish = { folder: options.C, query, by: options.replace, isDryRun: options.dryRun === true }
  const replaced: FileReplaced[] = []
  for await (const file of replaceText(search, wish)) replaced.push(file)
  printReplaced(replaced, { isDryRun: wish.isDryRun, json: options.json === true })
}

function printNames(text: string, { C, glob, limit, json }: SearchOptions): void {
  const hits = findNames(listFiles(C, glob), text, Number(limit))
  if (hits.length === 0) process.exitCode = 1
  process.stdout.write(json ? `${JSON.stringify({ files: hits })}\n` : hits.map(({ path }) => `${path}\n`).join(''))
}

interface FoundLines {
  readonly files: readonly FileMatches[]
  readonly lines: number
  readonly isCut: boolean
}

/** Stops the search at the limit. */
async function collect(found: AsyncGenerator<FileMatches, void, void>, limit: number): Promise<FoundLines> {
  const files: FileMatches[] = []
  let lines = 0
  for await (const file of found) {
    files.push({ ...file, lines: file.lines.slice(0, limit - lines) })
    lines += Math.min(file.lines.length, limit - lines)
    if (lines >= limit) return { files, lines, isCut: true }
  }
  return { files, lines, isCut: false }
}

function printFound({ files, lines, isCut, ms }: FoundLines & { readonly ms: number }, json: boolean): void {
  if (lines === 0) process.exitCode = 1
  if (json) {
    const matches = files.flatMap(({ path, lines: all }) =>
      all.map(({ line, text, ranges, skipped }) => ({
        path,
        line,
        column: (ranges[0]?.[0] ?? 0) + skipped + 1,
        text,
        ranges,
      })),
    )
    process.stdout.write(`${JSON.stringify({ matches, files: files.length, total: lines, isCut, ms })}\n`)
    return
  }
  for (const { path, lines: all } of files) {
    for (const { line, text } of all) process.stdout.write(`${path}:${line}:${text}\n`)
  }
  process.stdout.write(`${counted(lines, 'line')} in ${counted(files.length, 'file')}${isCut ? ', and more' : ''}\n`)
}

function printReplaced(all: readonly FileReplaced[], { isDryRun, json }: { isDryRun: boolean; json: boolean }): void {
  const files = all.map(({ path, lines, outcome }) => ({ path, outcome, lines }))
  const done = all.filter(({ outcome }) => outcome !== 'skipped')
  const lines = done.reduce((sum, file) => sum + file.lines.length, 0)
  if (done.length === 0) process.exitCode = 1
  if (json) {
    process.stdout.write(`${JSON.stringify({ files, total: lines, dryRun: isDryRun })}\n`)
    return
  }
  for (const file of files) {
    if (file.outcome === 'skipped') {
      process.stderr.write(`skipped ${file.path}: it is not UTF-8, or was changed meanwhile\n`)
      continue
    }
    process.stdout.write(`${file.path}\n`)
    for (const { line, before, after } of file.lines) {
      process.stdout.write(`  ${line} - ${before}\n  ${' '.repeat(String(line).length)} + ${after}\n`)
    }
  }
  const verb = isDryRun ? 'would change' : 'changed'
  process.stdout.write(`${counted(lines, 'line')} in ${counted(done.length, 'file')} ${verb}\n`)
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function since(started: number): number {
  return Math.round((performance.now() - started) * 10) / 10
}
