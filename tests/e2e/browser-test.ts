/** The browser that these tests run in. */
import { test } from 'vitest'
import { findChromium } from '../../build/chromium.ts'

/** Null if there is none: that fails in CI, and skips these tests elsewhere. */
export const chromiumPath: string | null = await find()

export const browserTest: ReturnType<typeof test.skipIf> = test.skipIf(chromiumPath === null)

async function find(): Promise<string | null> {
  const found = await findChromium()
  if ('path' in found) return found.path
  if (!['', '0', 'false'].includes(process.env.CI ?? '')) throw new Error(`No browser: ${found.missing}`)
  process.stdout.write(`No browser: ${found.missing}. Skipped: tests/e2e.\n`)
  return null
}
