/**
 * `npm test`: prepares what the tests need, runs them in one run, and ends with `N passed, N failed`.
 *
 *     node build/test.ts [--project NAME]… [-t PATTERN] [PATH]…    only those files, as vitest filters them
 *     node build/test.ts --soak                                    10,000 property runs (100,000 merges), and nothing else
 *
 * Exit code 0 only if something ran and nothing failed; with CI set, a skip is a failure too (count-reporter.ts).
 */
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { inspect, parseArgs } from 'node:util'
import { createVitest } from 'vitest/node'
import { complaints, countLine, createCountReporter } from './count-reporter.ts'
import { prepareTests } from './prepare-tests.ts'

/** A run that hangs still has to say its counts before a CI machine gives up on it. */
const CI_LIMIT_MS = 45 * 60_000
const SOAK_RUNS = '10000'
const SOAK_LIMIT_MS = 4 * 60 * 60_000

const root = fileURLToPath(new URL('..', import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    soak: { type: 'boolean', default: false },
    project: { type: 'string', multiple: true, default: [] },
    testNamePattern: { type: 'string', short: 't' },
  },
})
const isCi = !['', '0', 'false'].includes(process.env.CI ?? '')
if (values.soak) process.env.WEFT_RUNS ??= SOAK_RUNS

const reporter = createCountReporter()
const vitest = await createVitest('test', {
  root,
  watch: false,
  passWithNoTests: true,
  // What a passing test prints tells nobody anything.
  silent: 'passed-only',
  reporters: ['default', reporter],
  project: chooseProjects(),
  // Tests wait for disks and sockets more than for a core, even where there are only two.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  ...(values.testNamePattern === undefined ? {} : { testNamePattern: values.testNamePattern }),
  ...(values.soak ? { testTimeout: SOAK_LIMIT_MS } : {}),
})

const failures: string[] = []
const limit = isCi ? setTimeout(cutOff, CI_LIMIT_MS) : undefined
try {
  const specifications = await vitest.globTestSpecifications(positionals)
  failures.push(...(await prepareTests(new Set(specifications.map(each => each.project.name)))))
  if (specifications.length > 0) await vitest.start(positionals)
  await vitest.close()
} catch (error) {
  // The runner itself broke: the counts still have to be said, with this as a failure.
  failures.push(inspect(error))
}
clearTimeout(limit)
finish()

/**
 * Without a corpus the tests on it are not part of the run, in CI neither: it holds other people's work and is not
 * part of the repository.
 */
function chooseProjects(): string[] {
  if (values.soak) return ['property']
  if (values.project.length > 0 || (process.env.WEFT_CORPUS ?? '') !== '') return values.project
  process.stdout.write('No corpus: WEFT_CORPUS names no folder of real projects. Left out: tests/corpus.\n')
  return ['!corpus']
}

/** Ends a run that does not end by itself. Workers go with this process. */
function cutOff(): void {
  failures.push(`Not ended after ${CI_LIMIT_MS / 60_000} minutes: ${reporter.running().join('; ')}`)
  finish()
}

/** `failures` belong to no test: each counts as one. */
function finish(): never {
  const counts = reporter.counts()
  const all = { ...counts, failed: counts.failed + failures.length }
  const reasons = complaints(all, { isCi })
  for (const line of [...failures, ...reasons]) process.stdout.write(`${line}\n`)
  process.stdout.write(`${countLine(all)}\n`)
  process.exit(all.failed > 0 || reasons.length > 0 ? 1 : 0)
}
