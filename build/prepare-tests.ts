/** What the tests need besides Node: said in one line each where it cannot be had, with the tests that go without. */
import { isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from './chromium.ts'
import { findGodot } from './godot.ts'
import { runBounded } from './run-bounded.ts'

const PAGE_LIMIT_MS = 180_000

/**
 * Prepares for the chosen vitest projects. What it finds is passed on in the environment of the workers.
 * Answers with what is broken rather than missing, one entry each.
 */
export async function prepareTests(projects: ReadonlySet<string>): Promise<string[]> {
  const broken: string[] = []
  if (projects.has('e2e')) {
    const failure = await buildPage()
    if (failure !== null) broken.push(failure)
    const chromium = await findChromium()
    if ('missing' in chromium) say(`No browser: ${chromium.missing}. Skipped: tests/e2e.`)
    else if (isAbsolute(chromium.path)) process.env.WEFT_CHROMIUM = chromium.path
  }
  if (projects.has('godot')) {
    const godot = await findGodot({ log: say })
    if ('missing' in godot) say(`No Godot: ${godot.missing}. Skipped: tests/godot.`)
  }
  return broken
}

/** In a process of its own: a production build, whatever this one runs as. */
async function buildPage(): Promise<string | null> {
  const { NODE_ENV: _, VITEST: __, ...env } = process.env
  const script = fileURLToPath(new URL('renderer.ts', import.meta.url))
  const { code, stdout, stderr } = await runBounded(process.execPath, [script], { timeoutMs: PAGE_LIMIT_MS, env })
  return code === 0 ? null : `The page could not be built (node build/renderer.ts):\n${stdout}${stderr}`.trimEnd()
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
