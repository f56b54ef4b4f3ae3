import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { runBounded } from './run-bounded.ts'

/** The Chromium that the browser tests run in, or one line saying why there is none. */
export type ChromiumSearch = { readonly path: string } | { readonly missing: string }

/** Looks at `WEFT_CHROMIUM`, then on PATH, then where Playwright keeps its own. */
export async function findChromium(): Promise<ChromiumSearch> {
  const named = process.env.WEFT_CHROMIUM
  if (named !== undefined && named !== '') {
    return existsSync(named) ? { path: named } : { missing: `WEFT_CHROMIUM is ${named}, which does not exist` }
  }
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const { code } = await runBounded(name, ['--version'], { timeoutMs: 20_000 })
    if (code === 0) return { path: name }
  }
  const bundled = chromium.executablePath()
  if (existsSync(bundled)) return { path: bundled }
  return {
    missing: 'no Chromium on PATH or in WEFT_CHROMIUM, and Playwright has none (npx playwright-core install chromium)',
  }
}
