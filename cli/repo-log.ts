import type { Command } from 'commander'
import type { LogQuery, Repository } from '../host/git/engine.ts'
import { type Commit, isoDate } from '../shared/repo/git-object.ts'
import { createLogGraph } from '../shared/repo/log-graph.ts'
import { badUse, failingWithTwo } from './failure.ts'
import type { FolderOptions } from './in-folder.ts'
import { readDate } from './read-date.ts'
import {
  commitJson,
  openAround,
  printCommitHead,
  readOperands,
  readRange,
  repoCommand,
  subjectOf,
} from './repo-folder.ts'

const help = `  weft repo log -n 20 -- levels/harbor.tscn
  weft repo log main..feature --json
  weft repo log --graph --author ada --since 2026-01-31

A revision is anything that Git takes for one; A..B is what B has and A has not. Dates are ISO 8601.
Exit code 0; 2: the history could not be read.
`

interface Options extends FolderOptions {
  readonly number?: number
  readonly graph?: true
  readonly oneline?: true
  readonly author?: string
  readonly grep?: string
  readonly since?: number
  readonly until?: number
}

/** Commits read before something is printed. */
const PAGE = 200

export function repoLogCommand(): Command {
  return repoCommand('log', 'list commits, the newest first', help)
    .argument('[revisions...]', 'where to begin (HEAD); after -- files and folders')
    .option('-n, --number <N>', 'at most so many', readNumber)
    .option('--graph', 'draw how they follow one another')
    .option('--oneline', 'one line each')
    .option('--author <TEXT>', 'only of authors whose name or address contains it')
    .option('--grep <TEXT>', 'only those whose message contains it')
    .option('--since <DATE>', 'only from then on', readDate)
    .option('--until <DATE>', 'only until then', readDate)
    .action((words: string[], options: Options, command: Command) =>
      failingWithTwo(async () => {
        using repository = await openAround(options.C)
        const query = await readQuery(repository, command, words, options)
        if (options.json) {
          const commits: object[] = []
          for await (const commit of pages(repository, query)) commits.push(commitJson(commit))
          process.stdout.write(`${JSON.stringify({ commits })}\n`)
          return
        }
        const graph = options.graph ? createLogGraph() : null
        for await (const commit of pages(repository, query)) {
          const isShort = options.oneline === true || graph !== null
          const text = isShort
            ? `${commit.hash.slice(0, 10)} ${subjectOf(commit)}${options.oneline ? '' : byWhom(commit)}`
            : ''
          if (graph !== null) process.stdout.write(graph.draw(commit, text))
          else process.stdout.write(isShort ? `${text}\n` : `${printCommitHead(commit)}`)
        }
      }),
    )
}

function byWhom(commit: Commit): string {
  return `  (${commit.author.name}, ${isoDate(commit.author).slice(0, 10)})`
}

async function readQuery(
  repository: Repository,
  command: Command,
  words: readonly string[],
  options: Options,
): Promise<LogQuery> {
  const { revisions, paths } = await readOperands(repository, command, words, options.C)
  const { author, grep, since, until, graph, number } = options
  return {
    ...(await readRange(repository, revisions)),
    limit: number ?? Number.POSITIVE_INFINITY,
    ...(paths.length === 0 ? {} : { paths }),
    ...(author === undefined ? {} : { author }),
    ...(grep === undefined ? {} : { message: grep }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(graph ? { order: 'topology' } : {}),
  }
}

async function* pages(repository: Repository, query: LogQuery): AsyncGenerator<Commit> {
  let left = query.limit
  let after: string | null = null
  do {
    const page = await repository.log({ ...query, limit: Math.min(PAGE, left), ...(after === null ? {} : { after }) })
    yield* page.commits
    left -= page.commits.length
    after = page.next
  } while (after !== null && left > 0)
}

function readNumber(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0) throw badUse(`${text} is no number of commits.`, 'give a whole number')
  return number
}
