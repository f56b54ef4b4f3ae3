/**
 * `npm run check`: one line for each step with its time; at the first that fails, what it said.
 *
 *     node build/check.ts             everything: under two minutes
 *     node build/check.ts --static    without the tests, for whoever runs all of them next
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runBounded } from './run-bounded.ts'

interface Step {
  readonly name: string
  /** A script of node_modules or of this repository, and its arguments. */
  readonly run: readonly [script: string, ...args: string[]]
  readonly env?: Readonly<Record<string, string>>
}

const STEP_LIMIT_MS = 5 * 60_000
const SHORT_PROPERTY_RUN = '25'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Import cycles are found by both linters, layering by the architecture tests. */
const staticSteps: readonly Step[] = [
  { name: 'types', run: ['node_modules/typescript/bin/tsc', '-b'] },
  { name: 'format, lint, cycles', run: ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.'] },
  { name: 'lint with types', run: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'dead code', run: ['node_modules/knip/bin/knip.js', '--no-progress'] },
]

const testSteps: readonly Step[] = [
  testStep('architecture'),
  testStep('unit'),
  testStep('contract'),
  { ...testStep('property'), name: 'a short property run', env: { WEFT_RUNS: SHORT_PROPERTY_RUN } },
]

const { values } = parseArgs({ options: { static: { type: 'boolean', default: false } } })
const start = performance.now()
for (const step of values.static ? staticSteps : [...staticSteps, ...testSteps]) {
  const stepStart = performance.now()
  const [script, ...args] = step.run
  const { code, stdout, stderr, isTimedOut } = await runBounded(process.execPath, [script, ...args], {
    timeoutMs: STEP_LIMIT_MS,
    cwd: root,
    env: { ...process.env, ...step.env },
  })
  const isFine = code === 0 && !isTimedOut
  print(isFine ? 'ok' : 'FAILED', step.name, stepStart)
  if (!isFine) {
    process.stdout.write(`\n${stdout}${stderr}`)
    if (isTimedOut) process.stdout.write(`Not ended after ${STEP_LIMIT_MS / 60_000} minutes.\n`)
    process.exit(1)
  }
}
print('ok', 'all', start)

function testStep(project: string): Step {
  return { name: `${project} tests`, run: ['build/test.ts', '--project', project] }
}

function print(verdict: string, name: string, since: number): void {
  process.stdout.write(`${verdict.padEnd(7)}${name.padEnd(24)}${((performance.now() - since) / 1000).toFixed(1)} s\n`)
}
