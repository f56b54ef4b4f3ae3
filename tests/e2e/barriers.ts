import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const source = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Details only of what was found: the others are most of the work. */
const options: RunOptions = { resultTypes: ['violations'] }

/** Nothing that axe finds serious or critical in what the window shows now. */
export async function expectNoBarriers(page: Page): Promise<void> {
  // What floats comes and goes over a moment: contrast is that of its end.
  await page.waitForFunction(() => document.getAnimations().every(each => each.playState !== 'running'))
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary}`))
  expect(serious).toEqual([])
}
