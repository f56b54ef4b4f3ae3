import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import { runBounded } from './run-bounded.ts'

/** Absolute path of the Chromium that the browser tests run in, or one line saying why there is none. */
export type ChromiumSearch = { readonly path: string } | { readonly missing: string }

/** Looks at `WEFT_CHROMIUM`, then on PATH, then where Playwright keeps its own. */
export async function findChromium(): Promise<ChromiumSearch> {
  const named = process.env.WEFT_CHROMIUM
  if (named !== undefined && named !== '') {
    return existsSync(named) ? { path: named } : { missing: `WEFT_CHROMIUM is ${named}, which does not exist` }
  }
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const path = onPath(name)
    if (path === null) continue
    const { code } = await runBounded(path, ['--version'], { timeoutMs: 20_000 })
    if (code === 0) return { path }
  }
  const bundled = chromium.executablePath()
  if (existsSync(bundled)) return { path: bundled }
  return {
    missing: 'no Chromium on PATH or in WEFT_CHROMIUM, and Playwright has none (npx playwright-core install chromium)',
  }
}

/** Playwright starts a browser by its path alone, never by a name. */
function onPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not in this one.
    }
  }
  return null
}
