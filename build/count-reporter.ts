/** Counts every test of a run, and says what the counts mean. Owner's duty: hand it to one vitest run as a reporter. */
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'

export interface Counts {
  readonly passed: number
  /** Tests that failed or never ran to their end, files and hooks that broke, and errors that nobody caught. */
  readonly failed: number
  readonly skipped: readonly Skip[]
}

export interface Skip {
  /** File and full name. */
  readonly name: string
  /** What `context.skip(reason)` was given, or empty. */
  readonly reason: string
}

export interface CountReporter extends Reporter {
  /** The final counts once the run has ended; before that, what is known so far. */
  counts(): Counts
  /** Names of tests that began and have not ended: what hangs, when a run is cut off. */
  running(): readonly string[]
}

export function createCountReporter(): CountReporter {
  const running = new Map<string, string>()
  let counts: Counts = { passed: 0, failed: 0, skipped: [] }
  return {
    onTestCaseReady(test) {
      running.set(test.id, nameOf(test))
    },
    onTestCaseResult(test) {
      running.delete(test.id)
      counts = add(counts, test)
    },
    onTestRunEnd(modules, unhandledErrors) {
      running.clear()
      counts = countModules(modules)
      counts = { ...counts, failed: counts.failed + unhandledErrors.length }
    },
    counts: () => counts,
    running: () => [...running.values()],
  }
}

/** `3 passed, 0 failed`, and the skipped ones when there are any. */
export function countLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped.length === 0 ? '' : `, ${skipped.length} skipped`}`
}

/** Why a run must not count as green, one line each; empty when it is. */
export function complaints(counts: Counts, { isCi }: { readonly isCi: boolean }): string[] {
  const lines: string[] = []
  if (counts.passed + counts.failed === 0) lines.push('No test ran.')
  const forbidden = isCi ? counts.skipped.filter(skip => !isAllowedInCi(skip)) : []
  for (const skip of forbidden) {
    lines.push(`Skipped, which CI does not allow: ${skip.name}${skip.reason === '' ? '' : ` (${skip.reason})`}`)
  }
  return lines
}

/** The one thing a CI machine may lack. The test says so in its name or in the reason of its skip. */
const ALLOWED_SKIP = 'no Electron binary'

function isAllowedInCi({ name, reason }: Skip): boolean {
  return name.includes(ALLOWED_SKIP) || reason.includes(ALLOWED_SKIP)
}

function countModules(modules: readonly TestModule[]): Counts {
  let counts: Counts = { passed: 0, failed: 0, skipped: [] }
  for (const module of modules) {
    if (hasOwnErrors(module)) counts = { ...counts, failed: counts.failed + 1 }
    for (const suite of module.children.allSuites()) {
      if (hasOwnErrors(suite)) counts = { ...counts, failed: counts.failed + 1 }
    }
    for (const test of module.children.allTests()) counts = add(counts, test)
  }
  return counts
}

/** A file that does not load, or a hook that throws: its tests never ran, and say nothing of it. */
function hasOwnErrors(task: TestModule | TestSuite): boolean {
  return task.errors().length > 0
}

function add(counts: Counts, test: TestCase): Counts {
  const result = test.result()
  switch (result.state) {
    case 'passed':
      return { ...counts, passed: counts.passed + 1 }
    case 'skipped': {
      const skip = { name: nameOf(test), reason: result.note ?? '' }
      return { ...counts, skipped: [...counts.skipped, skip] }
    }
    case 'failed':
    case 'pending':
      return { ...counts, failed: counts.failed + 1 }
  }
}

function nameOf(test: TestCase): string {
  return `${test.module.relativeModuleId} > ${test.fullName}`
}
